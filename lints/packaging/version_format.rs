//! `pkg-version-format`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// The version of the package is not two or four numbers.
    ///
    /// ## Why it matters
    ///
    /// A device that has a package takes another one with the same ID only if its version is higher.
    /// Windows Configuration Designer's own schema knows two forms, `1.2` and `1.2.3.4`, each part a
    /// number. How a device compares other forms is written down nowhere, so an update may be
    /// ignored. A single number is seen in real projects, and three: these are advice.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Version>v1.2-beta</Version>
    /// </PackageConfig>
    /// ```
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Version>3</Version>
    /// </PackageConfig>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Version>1.10</Version>
    /// </PackageConfig>
    /// ```
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Version>10.0.19041.1</Version>
    /// </PackageConfig>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write `1.0`, and raise it with each build.
    pub(crate) VERSION_FORMAT {
        id: "pkg-version-format", category: Packaging,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let version = package.config.as_ref().and_then(|config| config.version.as_ref());
    let Some(version) = version.filter(|version| !version.text().trim().is_empty()) else { return };
    let parts: Vec<&str> = version.text().trim().split('.').collect();
    let is_number =
        |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u32>().is_ok();
    let are_numbers = parts.iter().all(is_number);
    if are_numbers && matches!(parts.len(), 2 | 4) {
        return;
    }
    let shown = package.shown_value(version);
    let finding = findings
        .at(version)
        .say(match (are_numbers, parts.len()) {
            (true, 1) => format!("the version {shown} is one number, and WCD's have two or four"),
            (true, count) => {
                format!("the version {shown} has {count} numbers, and WCD's have two or four")
            }
            (false, _) => format!("the version {shown} is not made of numbers and dots"),
        })
        .here("neither a.b nor a.b.c.d")
        .help("write it as 1.0 or 1.0.0.0, and raise it with each build");
    if are_numbers && matches!(parts.len(), 1 | 3) {
        drop(finding.lowered_to(Severity::Advice));
    }
}
