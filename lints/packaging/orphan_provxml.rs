//! `pkg-orphan-provxml`

use crate::lint::{Context, Findings, lint};
use crate::package::{Covers, Package, Parm, Place, table};

lint! {
    /// Settings files of the package and the lists that name them do not fit.
    ///
    /// ## Why it matters
    ///
    /// Windows applies the settings files (provxml) that a list names, and only these. In packages as
    /// they are built every file is in a list and every listed file is there. A file without a list
    /// does nothing, so the device lacks what somebody thought to have set; a listed file that is not
    /// there was taken out. A file whose settings are not those that the list announces was
    /// exchanged. Windows Configuration Designer produces none of these.
    ///
    /// ## Fires
    ///
    /// A file was put in that no list names, and one was taken out:
    ///
    /// ```corpus
    /// pkg-edited-lists
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// Several lists (of the device, of the user) are usual:
    ///
    /// ```corpus
    /// every-feature
    /// ```
    ///
    /// ## What to do
    ///
    /// Build the package again from its project, and find out who edited this one.
    pub(crate) ORPHAN_PROVXML {
        id: "pkg-orphan-provxml", category: Packaging,
        severity: Error, confidence: Certain, attack: ["T1036"],
        yields_to: ["pkg-provxml-divergence"], since: "0.1.0",
        check,
    }
}

const HELP: &str = "WCD does not write this: build the package again from the project, and find out \
                    who edited it";

/// Files of a kind that are named one by one.
const NAMED: usize = 20;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for (path, span) in package.runtime.missing.iter().take(NAMED) {
        findings
            .at(span)
            .say(match name(path) {
                "" => "a list has an entry that names no settings file".to_owned(),
                name => format!("the settings file {name} is in a list and not in the package"),
            })
            .here("names a file that is not there")
            .help(HELP);
    }
    // A list that could not be read may name any of them.
    if !package.is_unread(Covers::Runtime) {
        for path in package.runtime.stray.iter().take(NAMED) {
            findings
                .at(Place::file(path))
                .say(format!(
                    "the settings file {} is in no list: the device does not apply it",
                    name(path)
                ))
                .help(HELP);
        }
        let more = package.runtime.stray.len().saturating_sub(NAMED);
        if more > 0 {
            findings
                .at(Place::package())
                .say(format!("{more} more settings files are in no list"))
                .help(HELP);
        }
    }
    let exchanged = package.runtime.parms.iter().filter_map(|parm| Some((parm, announced(parm)?)));
    for (parm, group) in exchanged.take(NAMED) {
        let stated = parm.settings_path.as_deref().unwrap_or_default();
        findings
            .at(&parm.written)
            .say(format!("the list announces {group}, and the file sets {stated}"))
            .here("another setting than the list announces")
            .help(HELP);
    }
}

/// The setting that the list announces, when the parm says that it is another. A group may be that
/// of an element above, and what the settings table does not know is nothing to go by.
fn announced(parm: &Parm) -> Option<&'static str> {
    let stated = parm.settings_path.as_deref()?;
    let known = table::table().get_ignoring_case(stated)?;
    let group = table::table().by_settings_group(&parm.group)?;
    let within = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let fits = within(known.path, group.path) || within(group.path, known.path);
    // Rows that share a group differ in their paths only.
    (!fits && known.settings_group() != group.settings_group()).then_some(group.path)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
