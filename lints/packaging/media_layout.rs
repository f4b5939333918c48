//! `pkg-media-layout`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Medium, Package, Place};

lint! {
    /// The medium is laid out so that setup does not just apply the package.
    ///
    /// ## Why it matters
    ///
    /// The setup screens look for packages in the root of a removable medium, and there only. One
    /// package is applied; with several, somebody at each device has to choose; one in a folder is
    /// not found. This is judged when the folder that is checked is the root of a medium: a drive of
    /// its own (`ppkglint check E:\`), or a folder that holds what such a root holds, as
    /// `autounattend.xml` or `autorun.inf`. Other folders of packages can be anything.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// pkg-stick
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Several packages in a folder that is no medium:
    ///
    /// ```corpus
    /// pkg-one-stick
    /// ```
    ///
    /// ```corpus
    /// project
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the one package that is to be applied into the root, and nothing else of the kind.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-apply-package>
    pub(crate) MEDIA_LAYOUT {
        id: "pkg-media-layout", category: Packaging, question: Works,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(medium) = &package.medium else { return };
    // Reported once a file, at its first image.
    if package.image.is_some_and(|image| image > 1) {
        return;
    }
    if medium.below.is_empty() {
        in_root(package, medium, findings);
        return;
    }
    let finding = findings
        .at(Place::package())
        .say(format!(
            "the package lies in the folder {} of the medium: setup looks in the root only",
            medium.below
        ))
        .help("put it into the root of the medium if setup is to apply it");
    if !medium.in_root.is_empty() {
        // It may be kept there for later, and the one in the root is found.
        drop(finding.lowered_to(Severity::Advice));
    }
}

fn in_root(package: &Package, medium: &Medium, findings: &mut Findings<'_>) {
    // Said once for all of them, at the first.
    let is_first = medium.in_root.first().is_some_and(|name| *name == package.file_name());
    if !is_first {
        return;
    }
    if let [_, _, ..] = medium.in_root.as_slice() {
        let shown: Vec<&str> = medium.in_root.iter().take(5).map(String::as_str).collect();
        let more = if medium.in_root.len() > shown.len() { ", …" } else { "" };
        findings
            .at(Place::package())
            .say(format!(
                "{} packages lie in the root of the medium ({}{more}): somebody at each device has \
                 to choose one",
                medium.in_root.len(),
                shown.join(", ")
            ))
            .help("leave the one that is to be applied, or put what belongs together into one");
    }
    if let Some(name) = &medium.answer_file {
        drop(
            findings
                .at(Place::package())
                .say(format!(
                    "an answer file of Windows Setup, {name}, lies beside the package: what both set \
                     is set twice"
                ))
                .lowered_to(Severity::Advice)
                .help("make sure that both are meant for these devices"),
        );
    }
}
