//! `schema-namespace`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{NAMESPACE as PACKAGE_CONFIG, Package, Part};

lint! {
    /// A part of the answer file has another name or namespace than Windows looks for.
    ///
    /// ## Why it matters
    ///
    /// The sections of an answer file are found by their namespace, to the letter. In another one
    /// the section is not there: Windows Configuration Designer refuses the project, or builds a
    /// package without the settings. The two namespaces differ in the case of `Microsoft`, so a
    /// copied one is easily the wrong one.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// schema-hand-written
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <OOBE>
    ///   <Desktop>
    ///     <EnableCortanaVoice>False</EnableCortanaVoice>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## What to do
    ///
    /// Copy the start tag from a project that Windows Configuration Designer made.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-multivariant>
    pub(crate) NAMESPACE {
        id: "schema-namespace", category: Schema,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// The namespace of Settings.
const SETTINGS: &str = "urn:schemas-microsoft-com:windows-provisioning";

/// The root as Windows Configuration Designer writes it, and as the documentation also spells it.
const ROOTS: &[&str] = &["WindowsCustomizations", "WindowsCustomizatons"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let form = &package.form;
    // A built package is applied from its other side; the project is what cannot be used again.
    let severity = if package.has_runtime { Severity::Advice } else { Severity::Error };
    if let Some(root) = form.root.as_ref().filter(|root| !ROOTS.contains(&root.name.as_str())) {
        findings
            .at(&root.tag)
            .say(format!("the root element is {}, and must be WindowsCustomizations", root.name))
            .lowered_to(severity)
            .help("rename it, or look for the customizations.xml of a provisioning project");
    }
    let parts = [(&form.root, ""), (&form.config, PACKAGE_CONFIG), (&form.settings, SETTINGS)];
    for (part, expected) in parts {
        if let Some(part) = part.as_ref().filter(|part| part.namespace != expected) {
            report(part, expected, severity, findings);
        }
    }
}

fn report(part: &Part, expected: &str, severity: Severity, findings: &mut Findings<'_>) {
    let Part { name, namespace, tag } = part;
    let same = namespace.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
    let (say, here) = match (namespace.is_empty(), expected.is_empty()) {
        (true, _) => (format!("the element {name} is in no namespace"), "no xmlns".to_owned()),
        (_, true) => (
            format!("the element {name} is in the namespace {namespace}"),
            "it has none".to_owned(),
        ),
        _ => (
            format!("the element {name} is in the namespace {namespace}"),
            format!("another one from character {} on", same + 1),
        ),
    };
    let (must, help) = match expected.is_empty() {
        true => ("and must be in none".to_owned(), "remove the xmlns of the root".to_owned()),
        false => (format!("and must be in {expected}"), format!("write xmlns=\"{expected}\"")),
    };
    findings.at(tag).say(format!("{say}, {must}")).here(here).lowered_to(severity).help(help);
}
