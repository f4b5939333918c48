//! `pkg-extra-files`

use crate::lint::{Context, Findings, lint};
use crate::package::{Extra, ExtraKind, Package, Place};

lint! {
    /// The package holds files that are no part of its layout.
    ///
    /// ## Why it matters
    ///
    /// A package has a fixed layout: settings files, and assets that an index ties to the setting
    /// they belong to. Windows Configuration Designer writes nothing else. A file beside it, an asset
    /// that the index does not name, a link, a hidden stream or a name that Windows cannot have was
    /// put there by something else: by another builder, by mistake, or to bring a file onto devices
    /// that nobody sees in the project.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// pkg-extra-files
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// every-feature
    /// ```
    ///
    /// An unpacked package:
    ///
    /// ```corpus
    /// unpacked
    /// ```
    ///
    /// ## What to do
    ///
    /// Find out where the file comes from, and build the package again without it.
    pub(crate) EXTRA_FILES {
        id: "pkg-extra-files", category: Packaging,
        severity: Warning, confidence: Certain, attack: ["T1027"], since: "0.1.0",
        check,
    }
}

/// Files that are named one by one.
const NAMED: usize = 20;

const HELP: &str = "find out where it comes from, and build the package again without it";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for extra in package.extras.iter().take(NAMED) {
        findings.at(Place::file(&extra.path)).say(message(extra)).help(HELP);
    }
    let more = package.extras.len().saturating_sub(NAMED);
    if more > 0 {
        findings
            .at(Place::package())
            .say(format!("{more} more files are no part of the layout of a package"))
            .help(HELP);
    }
}

fn message(extra: &Extra) -> String {
    let name = extra.path.rsplit('/').next().unwrap_or(&extra.path);
    match &extra.kind {
        ExtraKind::Place => {
            format!("the file {name} is no part of the layout of a package, and no setting uses it")
        }
        ExtraKind::NotIndexed => {
            format!("the file {name} is among the assets, but the index of assets does not name it")
        }
        ExtraKind::Link => {
            format!("the entry {name} is a link to somewhere else, and packages have none")
        }
        ExtraKind::Stream(stream) => {
            format!(
                "the file {name} carries a hidden stream, {stream}, which lists of files do not show"
            )
        }
        ExtraKind::Name => {
            format!(
                "the file {name} is stored under a name that Windows does not take for what it says"
            )
        }
    }
}
