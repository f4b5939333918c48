//! `dl-checksum-bypassed`

use super::registration::is_started;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::reading::Style;

lint! {
    /// A package manager is told not to check what it installs.
    ///
    /// ## Why it matters
    ///
    /// The hash or the signature that the manager compares is the one thing that tells the installer
    /// which was reviewed from another. When it does not fit, the file is not that one.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// choco install kiosk -y --ignore-checksums
    /// winget install --id Alpine.Kiosk --silent --ignore-security-hash
    /// ```
    ///
    /// ```powershell
    /// Install-Module AlpineKiosk -RequiredVersion 4.2.0 -Force -SkipPublisherCheck
    /// Add-AppxProvisionedPackage -Online -PackagePath C:\kiosk.msix -SkipLicense -AllowUnsigned
    /// choco feature disable --name="'checksumFiles'"
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// choco install kiosk -y --version 4.2.0
    /// winget install --id Alpine.Kiosk --version 4.2 --silent
    /// pip install --index-url https://pypi.alpineskihouse.example/simple kiosk==4.2
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove the switch, and install a version of the package whose hash fits.
    pub(crate) CHECKSUM_BYPASSED {
        id: "dl-checksum-bypassed", category: ScriptsDownload,
        severity: Error, confidence: Certain, attack: ["T1195.002"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some(switch) = bypass(&call) else { continue };
        let finding = findings
            .at(call)
            .say(format!(
                "{switch} turns off the check that {} makes of what it installs",
                call.name
            ))
            .here("installed unchecked");
        // Windows brings an old Pester that Microsoft signed, and a newer one is refused without.
        let is_usual = switch == "-SkipPublisherCheck"
            && call.parameter_or("Name", 0).is_some_and(|name| name.is("pester"));
        match is_started(&call) && !is_usual {
            true => finding,
            false => finding.lowered_to(Severity::Warning),
        }
        .help("remove it, and install a version of the package whose check succeeds");
    }
}

/// Switches of `choco`, in the spellings that it takes.
const CHOCO: &[&str] = &[
    "ignore-checksums",
    "ignorechecksums",
    "ignore-checksum",
    "ignorechecksum",
    "allow-empty-checksums",
    "allowemptychecksums",
    "allow-empty-checksums-secure",
    "allowemptychecksumssecure",
];

/// What switches a check off in a call.
fn bypass(call: &RunCall<'_>) -> Option<String> {
    if call.style == Style::Cmdlet {
        let is_install = call.name.starts_with("install-") || call.name.starts_with("update-");
        let is_app = call.is_any(&["add-appxpackage", "add-appxprovisionedpackage"]);
        let switch = [("SkipPublisherCheck", is_install), ("AllowUnsigned", is_app)];
        let found = switch.iter().find(|(name, may)| *may && call.has_parameter(name));
        return found.map(|(name, _)| format!("-{name}"));
    }
    if !call.is_program() {
        return None;
    }
    let written = |names: &[&str]| call.switch(names).map(|found| found.value.text().to_owned());
    match call.name.as_str() {
        "choco" | "chocolatey" | "cinst" | "cup" => written(CHOCO).or_else(|| feature(call)),
        "winget" => written(&["ignore-security-hash"]).or_else(|| {
            let name = call.option("enable").filter(|name| name.is("InstallerHashOverride"))?;
            call.starts_with(&["settings"]).then(|| format!("--enable {}", name.text()))
        }),
        "scoop" => written(&["skip-hash-check"]),
        "pip" | "pip3" | "python" | "python3" | "py" => {
            let is_trusted = call.texts().any(|text| text.starts_with("--trusted-host"));
            is_trusted.then(|| "--trusted-host".to_owned())
        }
        _ => None,
    }
}

/// `choco feature enable -n allowEmptyChecksums`, `choco feature disable -n checksumFiles`.
fn feature(call: &RunCall<'_>) -> Option<String> {
    let name = call.option("n").or_else(|| call.option("name"))?;
    // The documentation of Chocolatey writes `--name="'checksumFiles'"`.
    let name = name.text().trim_matches(['"', '\'']).to_owned();
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    let verb = call.texts().nth(1)?.to_ascii_lowercase();
    let is_off = match verb.as_str() {
        "enable" => is("allowEmptyChecksums") || is("allowEmptyChecksumsSecure"),
        "disable" => is("checksumFiles"),
        _ => false,
    };
    let is_feature = call.starts_with(&["feature"]) || call.starts_with(&["features"]);
    (is_off && is_feature).then(|| format!("feature {verb} {name}"))
}
