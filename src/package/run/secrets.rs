//! The secrets that the commands of a package are given.

use std::collections::HashMap;

use super::{Origin, Run, RunCall};
use crate::package::{Package, Place};
use crate::script::given::{self, GivenKind, Hidden};
use crate::script::{Reading, Value};

/// A secret that a command of the run is given.
#[derive(Debug, Clone, Copy)]
pub struct GivenSecret<'p> {
    /// The command.
    pub call: RunCall<'p>,
    /// What it is.
    pub kind: &'p GivenKind,
    /// The secret alone: for comparing, not for showing. It may be unknown in part.
    pub value: &'p Value,
}

impl GivenSecret<'_> {
    /// Where it stands, or the variable that it comes from.
    pub fn place(&self) -> Place {
        self.call.place_of_range(&self.value.text.source_range())
    }

    /// How many characters it has, when it is written out: what is known, no variable, nothing that
    /// stands for something, and four characters at least.
    pub fn length(&self) -> Option<usize> {
        let text = self.value.known()?.trim();
        let length = text.chars().count();
        // Brackets around words are a placeholder, of which the words behind a blank may be cut off.
        let is_variable = text.starts_with(['$', '!', '[', '<', '{']) || has_pair(text, '%');
        let is_format = text.contains("{0}") || text.starts_with("$(");
        let is_none = is_variable
            || is_format
            || crate::package::is_placeholder(text)
            || crate::package::template_text(text, true).is_some();
        (length >= 4 && !is_none).then_some(length)
    }
}

/// Whether something stands between two of these signs: `%PW%`.
fn has_pair(text: &str, sign: char) -> bool {
    let mut parts = text.split(sign);
    parts.next();
    let inner = parts.next().unwrap_or_default();
    parts.next().is_some()
        && !inner.is_empty()
        && inner.chars().all(|ch| ch.is_alphanumeric() || ch == '_')
}

impl Package {
    /// The secrets that its commands are given, in the order of the run: of a command inside of
    /// another what the inner one is given.
    pub fn given_secrets(&self) -> Vec<GivenSecret<'_>> {
        let mut found = vec![];
        for (at, part) in self.run().parts.iter().enumerate() {
            let mut places: HashMap<(usize, usize, &str), usize> = HashMap::new();
            for given in &part.given {
                let Some(call) = RunCall::new(self, at, given.call) else { continue };
                if call.is_unreachable() {
                    continue;
                }
                let secret = GivenSecret { call, kind: &given.kind, value: &given.value };
                let place = part.reading.place(call.unit, &given.value.text.source_range());
                let index = *places
                    .entry((place.start, place.end, given.value.text()))
                    .or_insert(found.len());
                match found.get_mut(index) {
                    Some(slot) => *slot = secret,
                    None => found.push(secret),
                }
            }
        }
        found
    }
}

/// What comments and messages tell: `rem pw: …`, `echo the password is …`.
fn told(text: &str, reading: &Reading) -> Vec<Hidden> {
    let comments = reading.units.first().into_iter().flat_map(|unit| &unit.tree.comments);
    let comments = comments.map(|range| range.start as usize..range.end as usize);
    let messages = reading.calls.iter().filter(|call| call.unit == 0 && call.is_any(SAY));
    let places = comments.chain(messages.map(|call| call.range.clone()));
    places
        .flat_map(|place| {
            let inner = text.get(place.clone()).unwrap_or_default();
            let told = crate::package::metadata_secrets::told(inner).into_iter();
            told.map(move |range| Hidden {
                says: inner.get(range.clone()).unwrap_or_default().to_owned(),
                range: place.start + range.start..place.start + range.end,
            })
        })
        .collect()
}

/// What prints a text.
const SAY: &[&str] = &[
    "echo",
    "rem",
    "write-host",
    "write-output",
    "write-verbose",
    "write-warning",
    "msgbox",
    "msg",
];

/// What is to be hidden of each part: where that stands, and the ranges in its text.
pub(in crate::package) fn hidden(package: &Package, run: &Run) -> Vec<(Origin, Vec<Hidden>)> {
    let text_of = |origin: Origin| match origin {
        Origin::Setting(at) => package.settings.get(at).map(|setting| setting.value()),
        Origin::Script(id) => package.source(id).map(|source| source.text()),
    };
    run.parts
        .iter()
        .filter_map(|part| {
            let text = text_of(part.origin)?;
            let mut found = given::hidden(text, &part.reading, &part.given);
            found.extend(told(text, &part.reading));
            found.extend(super::written_secrets::hidden(&part.reading));
            Some((part.origin, found))
        })
        .collect()
}
