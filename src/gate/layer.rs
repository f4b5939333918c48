//! Layers of what is stated: the file, its sections, the command line; and what comes of them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::exit::FailOn;
use super::key::{Key, Value};
use super::selection::Selection;
use crate::lint::{Confidence, Context, Severity, Site};

/// Who states something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody.
    Default,
    /// A line (from 1) of a file.
    Line(String, u32),
    /// An option of the command line.
    Option(&'static str),
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Line(file, line) => write!(f, "{file}:{line}"),
            Self::Option(option) => f.write_str(option),
        }
    }
}

/// What one place states.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    stated: Vec<(Key, Value, Origin)>,
    severities: BTreeMap<&'static str, (Severity, Origin)>,
}

impl Layer {
    /// States something.
    pub fn state(&mut self, key: Key, value: Value, origin: Origin) {
        self.stated.push((key, value, origin));
    }

    /// States an option of the command line, if it is given.
    pub fn option(&mut self, key: Key, name: &'static str, value: Option<Value>) {
        self.stated.extend(value.map(|value| (key, value, Origin::Option(name))));
    }

    pub(super) fn set_severity(&mut self, id: &'static str, severity: Severity, origin: Origin) {
        self.severities.insert(id, (severity, origin));
    }
}

/// What holds for one package, and who says so.
#[derive(Debug, Clone)]
pub struct Effective {
    entries: Vec<Entry>,
    severities: BTreeMap<&'static str, (Severity, Origin)>,
}

/// What holds for one key.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// Its value; none where nobody states it and nothing is assumed.
    pub value: Option<Value>,
    /// Who says so; several where lists are added up.
    pub origins: Vec<Origin>,
}

impl Effective {
    /// What comes of layers, the strongest last.
    pub fn of(layers: &[&Layer]) -> Self {
        let entry = |key: &Key| Entry { key: *key, value: key.default(), origins: vec![] };
        let mut entries: Vec<Entry> = Key::ALL.iter().map(entry).collect();
        let mut severities = BTreeMap::new();
        for layer in layers {
            // A selection begins anew: what was left out of a weaker one does not count any more.
            if layer.stated.iter().any(|(key, ..)| *key == Key::Select)
                && let Some(ignore) = entries.iter_mut().find(|entry| entry.key == Key::Ignore)
            {
                *ignore = entry(&Key::Ignore);
            }
            for (key, value, origin) in &layer.stated {
                let Some(entry) = entries.iter_mut().find(|entry| entry.key == *key) else {
                    continue;
                };
                match (&mut entry.value, value) {
                    (Some(Value::Words(all)), Value::Words(more)) if key.adds() => {
                        let new = more.iter().filter(|word| !all.contains(word)).cloned();
                        let new: Vec<String> = new.collect();
                        all.extend(new);
                        entry.origins.push(origin.clone());
                    }
                    _ => {
                        entry.value = Some(value.clone());
                        entry.origins = vec![origin.clone()];
                    }
                }
            }
            severities.extend(layer.severities.clone());
        }
        for entry in &mut entries {
            if entry.origins.is_empty() {
                entry.origins.push(Origin::Default);
            }
        }
        Self { entries, severities }
    }

    /// Every key, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The severities that are stated, by lint.
    pub fn severities(&self) -> impl Iterator<Item = (&'static str, Severity, &Origin)> {
        self.severities.iter().map(|(id, (severity, origin))| (*id, *severity, origin))
    }

    /// The severity that is stated for a lint.
    pub(super) fn severity(&self, id: &str) -> Option<Severity> {
        self.severities.get(id).map(|(severity, _)| *severity)
    }

    /// Whether the same lints run with the same context.
    pub(super) fn runs_as(&self, other: &Self) -> bool {
        let is_same = |(one, other): (&Entry, &Entry)| {
            matches!(one.key, Key::FailOn | Key::MinConfidence) || one.value == other.value
        };
        self.entries.iter().zip(&other.entries).all(is_same)
    }

    /// Which lints run.
    pub fn selection(&self) -> Selection {
        Selection { select: self.words(Key::Select), ignore: self.words(Key::Ignore) }
    }

    /// What lints get to know.
    pub fn context(&self, now: DateTime<Utc>) -> Context {
        let default = Site::default();
        Context {
            deploy_until: self.time(Key::DeployUntil),
            token_expiry: self.time(Key::TokenExpiry),
            tenant_id: self.word(Key::TenantId).map(str::to_owned),
            site: Site {
                token_warn_days: self.count(Key::TokenWarnDays).unwrap_or(default.token_warn_days),
                fleet_size: self.count(Key::FleetSize),
                is_wired: self.word(Key::Network) == Some("wired"),
                max_package_mib: self.count(Key::MaxPackageMib).unwrap_or(default.max_package_mib),
                max_asset_mib: self.count(Key::MaxAssetMib).unwrap_or(default.max_asset_mib),
                allowed_hosts: self.words(Key::AllowedHosts),
                allowed_roots: self.words(Key::AllowedRoots),
                allowed_remote_tools: self.words(Key::AllowedRemoteTools),
            },
            ..Context::at(now)
        }
    }

    /// From which severity on a finding fails the run.
    pub fn fail_on(&self) -> FailOn {
        match self.word(Key::FailOn) {
            Some("never") => FailOn::Never,
            word => FailOn::AtLeast(word.and_then(severity).unwrap_or(Severity::Error)),
        }
    }

    /// How sure a finding has to be.
    pub fn min_confidence(&self) -> Confidence {
        match self.word(Key::MinConfidence) {
            Some("certain") => Confidence::Certain,
            Some("likely") => Confidence::Likely,
            _ => Confidence::Heuristic,
        }
    }

    fn value(&self, key: Key) -> Option<&Value> {
        self.entries.iter().find(|entry| entry.key == key)?.value.as_ref()
    }

    fn words(&self, key: Key) -> Vec<String> {
        match self.value(key) {
            Some(Value::Words(words)) => words.clone(),
            _ => vec![],
        }
    }

    fn word(&self, key: Key) -> Option<&str> {
        match self.value(key) {
            Some(Value::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn count(&self, key: Key) -> Option<u32> {
        match self.value(key) {
            Some(Value::Count(count)) => Some(*count),
            _ => None,
        }
    }

    fn time(&self, key: Key) -> Option<DateTime<Utc>> {
        match self.value(key) {
            Some(Value::Time(time)) => Some(*time),
            _ => None,
        }
    }
}

/// The severity of that word.
pub(super) fn severity(word: &str) -> Option<Severity> {
    [Severity::Error, Severity::Warning, Severity::Advice]
        .into_iter()
        .find(|severity| severity.word() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(stated: &[(Key, &[&str])]) -> Layer {
        let mut layer = Layer::default();
        for (key, words) in stated {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            layer.state(*key, Value::Words(words), Origin::Default);
        }
        layer
    }

    #[test]
    fn ignores_add_up_until_a_selection_begins_anew() {
        let file = layer(&[(Key::Ignore, &["wifi"])]);
        let section = layer(&[(Key::Ignore, &["schema", "wifi"])]);
        let selection = Effective::of(&[&file, &section]).selection();
        assert_eq!(selection.ignore, ["wifi", "schema"]);
        let line = layer(&[(Key::Ignore, &["accounts"]), (Key::Select, &["wifi"])]);
        let selection = Effective::of(&[&file, &section, &line]).selection();
        assert_eq!(
            (selection.select, selection.ignore),
            (vec!["wifi".into()], vec!["accounts".into()])
        );
    }

    #[test]
    fn what_nobody_states_is_the_default_of_the_lints() {
        let now = DateTime::UNIX_EPOCH;
        let context = Effective::of(&[]).context(now);
        assert_eq!(context.site, Site::default());
        assert_eq!(Effective::of(&[]).fail_on(), FailOn::AtLeast(Severity::Error));
    }
}
