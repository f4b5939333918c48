//! `pkg-catalog-mismatch`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place};

lint! {
    /// The catalogue beside the package is that of other bytes.
    ///
    /// ## Why it matters
    ///
    /// Windows Configuration Designer writes a catalogue (`.cat`) beside each package, which holds
    /// the hash of the whole file. Signing a package means signing that catalogue. When the hash is
    /// not that of the package, the package was changed after it was built, or the two files come
    /// from different builds. A signature in such a catalogue is worth nothing.
    ///
    /// ## Fires
    ///
    /// The package was edited and the catalogue left as it was:
    ///
    /// ```corpus
    /// tampered-command
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// A package without a catalogue:
    ///
    /// ```corpus
    /// utf16-scripts
    /// ```
    ///
    /// ## What to do
    ///
    /// Take both files from one build. If they are, find out who edited the package.
    pub(crate) CATALOG_MISMATCH {
        id: "pkg-catalog-mismatch", category: Packaging,
        severity: Error, confidence: Certain, attack: ["T1565.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // Reported once a file, at its first image.
    if package.catalogue_fits() != Some(false) || package.image.is_some_and(|image| image > 1) {
        return;
    }
    let short: String = package.sha256.iter().flat_map(|hash| hash.chars().take(10)).collect();
    findings
        .at(Place::package())
        .say(format!(
            "the catalogue beside the package lists other hashes than the package has (its SHA-256 \
             is {short}…): it was changed afterwards, or the two are of different builds"
        ))
        .help("take both files from one build, or find out who edited the package");
}
