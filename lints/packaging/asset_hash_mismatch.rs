//! `pkg-asset-hash-mismatch`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Content, Package, Place};

lint! {
    /// A file in the package is not the one that was recorded when it was added.
    ///
    /// ## Why it matters
    ///
    /// Windows Configuration Designer keeps each file in a folder that is named after the hash of
    /// its content. When the two do not fit, the file was changed afterwards: by its author between
    /// two builds, or by somebody who edited the package. Either way the person who reviewed the
    /// project did not review these bytes. Together with a setting that was changed as well, it is
    /// an error.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// stale-asset
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## What to do
    ///
    /// Compare the file with the one in the project. If it is the right one, remove it from the
    /// project, add it again and build again; if not, find out who changed it.
    pub(crate) ASSET_HASH_MISMATCH {
        id: "pkg-asset-hash-mismatch", category: Packaging,
        severity: Error, confidence: Certain, attack: ["T1565.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let is_edited = !package.disagreements().is_empty() || package.catalogue_fits() == Some(false);
    for asset in &package.assets {
        let Content::Other(found) = &asset.content else { continue };
        let recorded = asset.recorded.as_deref().unwrap_or_default();
        let finding = findings
            .at(Place::file(&asset.path))
            .say(format!(
                "the file {} is not the one that was recorded: its SHA-256 is {}, recorded is {}",
                asset.name,
                short(found),
                short(recorded)
            ))
            .help(match is_edited {
                true => "other parts of the package were changed too: find out who edited it",
                false => {
                    "compare it with the project's file, add it to the project again and build \
                     again, or find out who edited the package"
                }
            });
        if !is_edited {
            // WCD itself keeps a stale hash when a source file changes between saves.
            drop(finding.lowered_to(Severity::Warning));
        }
    }
}

/// Enough of a hash to compare by eye.
fn short(hash: &str) -> String {
    let start: String = hash.chars().take(10).collect();
    format!("{start}…")
}
