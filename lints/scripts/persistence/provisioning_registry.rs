//! `persist-provisioning-registry`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Place, RegistryData, RunCall, Stage};
use crate::script::registry_key::Hive;

lint! {
    /// The package brings another one onto the device, or commands past the packages.
    ///
    /// ## Why it matters
    ///
    /// What a second package does stands in none of what was checked of this one. One that lies in
    /// `C:\Recovery\Customizations` comes back with every reset of the device. Commands that are
    /// written where provisioning keeps its own run in its name.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Copy-Item "$PSScriptRoot\apps.ppkg" C:\Recovery\Customizations\apps.ppkg
    /// ```
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Microsoft\Provisioning\Commands\Fabrikam /v CommandLine /d "cmd /c start.cmd" /f
    /// ```
    ///
    /// Less gravely where it is installed openly:
    ///
    /// ```powershell
    /// Install-ProvisioningPackage -PackagePath 'D:\wifi.ppkg' -QuietInstall
    /// ```
    ///
    /// ```batch
    /// provtool.exe D:\wifi.ppkg /quiet
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Get-ProvisioningPackage -AllInstalledPackages
    /// Uninstall-ProvisioningPackage -AllInstalledPackages
    /// Copy-Item "$PSScriptRoot\notes.txt" 'C:\ProgramData\Fabrikam\notes.txt'
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the settings of the other package into this one, or hand out both. What shall outlive a
    /// reset belongs into `C:\Recovery\Customizations` only after somebody has looked at it.
    pub(crate) PROVISIONING_REGISTRY {
        id: "persist-provisioning-registry", category: ScriptsPersistence,
        severity: Error, confidence: Certain, attack: ["T1218", "T1546.016"], since: "0.1.0",
        check,
    }
}

const COMMANDS: &str = r"SOFTWARE\Microsoft\Provisioning\Commands";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for change in package.registry_changes() {
        let is_deleted = matches!(change.to, RegistryData::ValueDeleted | RegistryData::KeyDeleted);
        if !is_deleted && change.key.is_below(&Hive::LocalMachine, COMMANDS) {
            let what =
                "a command is written where provisioning keeps its own, and runs in its name";
            let help = "put it into ProvisioningCommands, where everybody can see it";
            report(findings, change.place, change.stage, what, help, Severity::Error);
        }
    }
    for call in package.calls() {
        if let Some((what, help, severity)) = of_call(package, &call) {
            report(findings, call.place(), call.stage(), &what, help, severity);
        }
    }
}

fn report(
    findings: &mut Findings<'_>,
    place: Place,
    stage: Stage,
    what: &str,
    help: &str,
    severity: Severity,
) {
    let finding = findings.at(place).say(what).help(help).lowered_to(severity);
    if stage == Stage::Unreached {
        drop(finding.lowered_to(Severity::Warning).with_confidence(Confidence::Heuristic));
    }
}

fn of_call(package: &Package, call: &RunCall<'_>) -> Option<(String, &'static str, Severity)> {
    if call.is("provlaunch") && call.is_program() {
        let what = "provlaunch.exe runs the commands that are registered with provisioning";
        let help = "let provisioning start its commands itself, or start the program openly";
        return Some((what.to_owned(), help, Severity::Error));
    }
    if let Some(path) = installed(call) {
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let is_own = package.assets.iter().any(|asset| asset.name.eq_ignore_ascii_case(name));
        let help = "put its settings into this package, or hand out both";
        let shown = match path.contains(crate::script::reading::UNKNOWN) || name.is_empty() {
            true => String::new(),
            false => format!(" \"{name}\""),
        };
        return Some(match is_own {
            true => {
                let what = format!("the package{shown}, which this one carries, is installed too");
                (what, "check that one as well", Severity::Advice)
            }
            false => {
                let what =
                    format!("another package{shown} is installed, whose settings are not here");
                (what, help, Severity::Warning)
            }
        });
    }
    let mut paths: Vec<String> =
        call.destinations().iter().map(|path| path.text().to_owned()).collect();
    if call.is("scanstate") {
        paths.extend(call.option("ppkg").map(|path| path.text().to_owned()));
    }
    let paths = paths.iter().filter(|path| path.len() < 1000);
    let paths: Vec<String> =
        paths.map(|path| path.replace('/', "\\").to_ascii_lowercase()).collect();
    if paths.iter().any(|path| path.contains(r"\recovery\customizations")) {
        let what = r"what is put into C:\Recovery\Customizations is applied again by every reset";
        let help = "leave it out, or have it looked at as closely as this package";
        return Some((what.to_owned(), help, Severity::Error));
    }
    let mut words = call.arguments.iter().map(|argument| argument.value.text());
    let is_package = words.any(|word| word.to_ascii_lowercase().ends_with(".ppkg"));
    if is_package && paths.iter().any(|path| path.contains(r"\microsoft\provisioning")) {
        let what = "another package is put where Windows keeps those that are installed";
        let help = "install it openly, or put its settings into this package";
        return Some((what.to_owned(), help, Severity::Warning));
    }
    None
}

/// The package that a command installs.
fn installed(call: &RunCall<'_>) -> Option<String> {
    match call.name.as_str() {
        "install-provisioningpackage" | "add-provisioningpackage" => {
            let path = call.parameter("path").or_else(|| call.parameter_or("packagepath", 0));
            Some(path.map(|path| path.text().to_owned()).unwrap_or_default())
        }
        "provtool" => {
            let package = |text: &&str| text.to_ascii_lowercase().ends_with(".ppkg");
            call.texts().find(package).map(str::to_owned)
        }
        "dism" if call.has_switch(&["add-provisioningpackage"]) => {
            Some(call.option("packagepath").map(|it| it.text().to_owned()).unwrap_or_default())
        }
        _ => None,
    }
}
