//! `pkg-settings-conflict`

use std::{cmp::Ordering, collections::HashMap};

use crate::lint::{Context, SetFindings, lint};
use crate::package::{Package, Setting, are_layers};

lint! {
    /// Packages that go together set one thing to different values.
    ///
    /// ## Why it matters
    ///
    /// Every package that is applied to a device stays on it, and where two set the same thing one of
    /// them wins: the one of the stronger owner type, and among equals the one of the higher rank. The
    /// value in the other one is lost without a word. Packages are compared when they lie in one
    /// folder, their names begin with the same word, and they share less than half of their settings:
    /// two that set nearly the same are for two sites, and no device gets both.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// pkg-one-stick
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// One package for each of two sites:
    ///
    /// ```xml package=munich.ppkg
    /// <PackageConfig>
    ///   <ID>{9a4b1a5e-7d0c-4a52-9c5b-64d9a3f0c111}</ID>
    ///   <Name>Contoso Munich</Name>
    /// </PackageConfig>
    /// <DevDetail>
    ///   <DNSComputerName>MUC-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ```xml package=vienna.ppkg
    /// <PackageConfig>
    ///   <ID>{9a4b1a5e-7d0c-4a52-9c5b-64d9a3f0c222}</ID>
    ///   <Name>Contoso Vienna</Name>
    /// </PackageConfig>
    /// <DevDetail>
    ///   <DNSComputerName>VIE-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## What to do
    ///
    /// Leave the setting in one of the packages. If one is meant to win, give it the higher rank.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-how-it-works>
    pub(crate) SETTINGS_CONFLICT {
        id: "pkg-settings-conflict", category: Packaging,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check_set,
    }
}

/// Packages of one first word that are compared, at most: a folder of more is a store.
const COMPARED: usize = 8;
/// Conflicts of two packages that are told one by one.
const TOLD: usize = 20;

fn check_set(packages: &[&Package], _: &Context, findings: &mut SetFindings<'_>) {
    let mut families: HashMap<String, Vec<&Package>> = HashMap::new();
    for package in packages.iter().copied().filter(|package| package.has_runtime) {
        if let Some(word) = package.first_word() {
            families.entry(word).or_default().push(package);
        }
    }
    let mut families: Vec<_> = families.into_iter().collect();
    families.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (_, family) in families.iter().filter(|(_, family)| (2..=COMPARED).contains(&family.len()))
    {
        let settings: Vec<_> = family.iter().map(|package| package.comparable()).collect();
        let members: Vec<_> = family.iter().copied().zip(&settings).collect();
        for (at, (one, ours)) in members.iter().enumerate() {
            for (other, theirs) in members.iter().skip(at + 1) {
                // What shares an ID is one package in two versions.
                if one.id() != other.id() && are_layers(ours, theirs) {
                    compare(one, ours, other, theirs, findings);
                }
            }
        }
    }
}

fn compare(
    one: &Package,
    ours: &HashMap<String, &Setting>,
    other: &Package,
    theirs: &HashMap<String, &Setting>,
    findings: &mut SetFindings<'_>,
) {
    let (order, why) = precedence(one, other);
    // The finding stands where the value is lost; where nothing decides, in the second.
    let (loser, lost, winner, won) = match order {
        Ordering::Less => (one, ours, other, theirs),
        _ => (other, theirs, one, ours),
    };
    let mut conflicts: Vec<(&Setting, &Setting)> = lost
        .iter()
        .filter_map(|(identity, setting)| Some((*setting, *won.get(identity)?)))
        .filter(|(lost, won)| differ(lost, won))
        .collect();
    conflicts.sort_by(|(one, _), (other, _)| one.path.cmp(&other.path));
    let Some(findings) = findings.of(loser) else { return };
    for (lost, won) in conflicts.into_iter().take(TOLD) {
        let file = winner.file_name();
        let value = match won.applied() {
            Some(written) if !won.is_secret() => {
                let shown = winner.shown_value(written);
                let is_short = shown.chars().count() <= 60 && !shown.contains('•');
                if is_short { format!("to {shown}") } else { "to something else".to_owned() }
            }
            _ => "to something else".to_owned(),
        };
        let setting = &lost.path;
        findings
            .at(lost)
            .say(match order {
                Ordering::Equal => format!(
                    "the package {file} beside it sets {setting} {value}, and neither owner nor rank \
                     says which of the two wins"
                ),
                _ => format!(
                    "the package {file} beside it sets {setting} {value}, and wins: {why}"
                ),
            })
            .here(match order {
                Ordering::Equal => "set twice",
                _ => "lost where both are applied",
            })
            .help("leave the setting in one of the packages, or let the rank say which is to win");
    }
}

/// Which of two packages wins, `Less` when the second does, and why.
fn precedence(one: &Package, other: &Package) -> (Ordering, String) {
    let (Some(a), Some(b)) = (one.owner_precedence(), other.owner_precedence()) else {
        return (Ordering::Equal, String::new());
    };
    if a != b {
        return (a.cmp(&b), "its owner type is the stronger one".to_owned());
    }
    match (one.rank(), other.rank()) {
        (Some(a), Some(b)) => {
            (a.cmp(&b), format!("its rank is {}, here it is {}", a.max(b), a.min(b)))
        }
        _ => (Ordering::Equal, String::new()),
    }
}

/// Whether two packages set something differently for certain: what the settings table does not
/// know, and files, of which only the path can be compared, say nothing.
fn differ(one: &Setting, other: &Setting) -> bool {
    let same_side = one.runtime.is_some() == other.runtime.is_some();
    let equal = |known: &crate::package::table::Setting| {
        known.equal_values(one.value().trim(), other.value().trim())
    };
    same_side && one.known.and_then(equal) == Some(false)
}
