//! `pkg-default-name`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The name of the package says nothing.
    ///
    /// ## Why it matters
    ///
    /// The name is what people see: while the package is applied, in *Settings > Accounts > Access
    /// work or school*, and in the log when something went wrong a year later. `Project_1` is what
    /// Windows Configuration Designer proposes.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Name>Project_1</Name>
    /// </PackageConfig>
    /// ```
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Name>test</Name>
    /// </PackageConfig>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Name>Contoso test lab, token until 2026-08</Name>
    /// </PackageConfig>
    /// ```
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Name>Project Mercury</Name>
    /// </PackageConfig>
    /// ```
    ///
    /// ## What to do
    ///
    /// Name it after its purpose and its owner, and the date its token ends on if it has one.
    pub(crate) DEFAULT_NAME {
        id: "pkg-default-name", category: Packaging,
        severity: Advice, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Names that say nothing, in lower case and without what counts them.
const NAMES: &[&str] = &[
    "project",
    "new project",
    "test",
    "testing",
    "test package",
    "test ppkg",
    "default",
    "untitled",
    "unnamed",
    "new",
    "temp",
    "ppkg",
    "package",
    "provisioning",
    "provisioning package",
    "my provisioning package",
    "new provisioning package",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(name) = package.config.as_ref().and_then(|config| config.name.as_ref()) else {
        return;
    };
    let plain = name.text().trim().to_lowercase().replace('_', " ");
    let plain = plain.trim_end_matches(|ch: char| {
        ch.is_ascii_digit() || matches!(ch, ' ' | '-' | '(' | ')' | '.')
    });
    if !NAMES.contains(&plain) {
        return;
    }
    findings
        .at(name)
        .say(format!("the name {} does not say what the package is for", package.shown_value(name)))
        .here("what people see in Settings and in logs")
        .help("name it after its purpose and its owner, and the end of its token if it has one");
}
