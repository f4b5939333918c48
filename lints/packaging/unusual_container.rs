//! `pkg-unusual-container`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place};

lint! {
    /// The file is put together as Windows Configuration Designer does not do it.
    ///
    /// ## Why it matters
    ///
    /// All packages that Windows Configuration Designer is known to have written are WIM files of one
    /// form: XPRESS in chunks of 32 KiB, nothing to boot from, nothing behind the end. Another form
    /// means another tool. That can be an imaging tool that captured a package anew, but then the
    /// package is not the one that was built; tools that read packages may not read it; and bytes
    /// behind the end are a place to carry something past them.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// pkg-appended
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
    /// Build the package with Windows Configuration Designer, and find out what was done to this one.
    pub(crate) UNUSUAL_CONTAINER {
        id: "pkg-unusual-container", category: Packaging,
        severity: Warning, confidence: Certain, attack: ["T1027"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let unusual = package.unusual_form();
    // Reported once a file, at its first image.
    if unusual.is_empty() || package.image.is_some_and(|image| image > 1) {
        return;
    }
    let finding = findings
        .at(Place::package())
        .say(format!("the file is not put together as WCD does it: {}", unusual.join(", ")))
        .help("build it with WCD, and find out what was done to this one");
    if package.trailing_bytes() == 0 {
        // Captured by an imaging tool: odd, and nothing is hidden in it.
        drop(finding.lowered_to(Severity::Advice));
    }
}
