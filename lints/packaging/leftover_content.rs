//! `pkg-leftover-content`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{LeftoverKind, Package, Place};
use crate::text::Span;

lint! {
    /// The package still holds an older script or a secret that no file uses.
    ///
    /// ## Why it matters
    ///
    /// A package file keeps contents that no file in it uses any more. Windows never looks at them,
    /// and no tool that lists files shows them; whoever has the package can still read them. Earlier
    /// versions of the index of assets are left behind by every build and say nothing. A script of
    /// last year, or a password that was taken out of the settings, should not travel along.
    ///
    /// ## Fires
    ///
    /// A script of last year with a key in it:
    ///
    /// ```corpus
    /// leftover-blobs
    /// ```
    ///
    /// Settings that were replaced, with a password:
    ///
    /// ```corpus
    /// pkg-leftover-settings
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// An earlier index of assets:
    ///
    /// ```corpus
    /// utf16-scripts
    /// ```
    ///
    /// ## What to do
    ///
    /// Build the package again into an empty folder, and change the secret: copies of this file are
    /// about.
    pub(crate) LEFTOVER_CONTENT {
        id: "pkg-leftover-content", category: Packaging, question: GivesAway,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Contents that are told one by one.
const TOLD: usize = 20;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let told = package.leftovers.iter().filter_map(|leftover| {
        let secrets = package.secrets_of(leftover);
        let counts = !secrets.is_empty() || leftover.kind == LeftoverKind::Script;
        counts.then_some((leftover, secrets))
    });
    for (leftover, secrets) in told.take(TOLD) {
        let what = match leftover.kind {
            LeftoverKind::Script => "a script",
            LeftoverKind::Xml => "an XML text",
            LeftoverKind::Index | LeftoverKind::Text => "a text",
        };
        let size = leftover.size;
        let Some(first) = secrets.first() else {
            let start = package.source(leftover.source).map(|source| source.line_range(0));
            let place = Span::new(leftover.source, start.unwrap_or_default());
            drop(
                findings
                    .at(&place)
                    .say(format!("{what} of {size} bytes lies in the package that no file uses"))
                    .here("how it begins")
                    .lowered_to(Severity::Advice)
                    .help("build the package again into an empty folder"),
            );
            continue;
        };
        let count = match secrets.len() {
            1 => "a secret".to_owned(),
            count => format!("{count} secrets"),
        };
        findings
            .at(Place::from(first))
            .say(format!(
                "{what} of {size} bytes lies in the package that no file uses, with {count} in it"
            ))
            .here("can be read by whoever has the package")
            .help("build the package again into an empty folder, and change the secret");
    }
}
