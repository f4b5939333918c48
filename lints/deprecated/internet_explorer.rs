//! `dep-internet-explorer`

use crate::lint::{Builder, Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;

lint! {
    /// Internet Explorer is started, which Windows 11 does not have.
    ///
    /// ## Why it matters
    ///
    /// On Windows 11 `iexplore.exe` opens Edge or nothing, and its COM object is not there: a kiosk whose
    /// shell it is shows an empty screen, and a script that drives it fails.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// start "" "C:\Program Files\Internet Explorer\iexplore.exe" -k https://signage.adatum.example
    /// ```
    ///
    /// ```powershell
    /// $browser = New-Object -ComObject InternetExplorer.Application
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// # iexplore.exe is gone
    /// Start-Process msedge.exe -ArgumentList '--kiosk https://signage.adatum.example'
    /// Remove-Item "$env:PUBLIC\Desktop\Internet Explorer.lnk"
    /// ```
    ///
    /// ## What to do
    ///
    /// Use Microsoft Edge, in kiosk mode with `--kiosk`; pages that need the old engine open there in IE
    /// mode.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/deployedge/microsoft-edge-configure-kiosk-mode>
    pub(crate) INTERNET_EXPLORER {
        id: "dep-internet-explorer", category: Deprecated,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Groups of settings that start programs.
const SHELLS: &[&str] = &["SMISettings/", "AssignedAccess/"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls().filter(starts_it) {
        say(findings.at(call));
    }
    for setting in &package.settings {
        let path = setting.path.table();
        let value = setting.value().to_ascii_lowercase();
        if SHELLS.iter().any(|group| path.starts_with(group)) && value.contains("iexplore.exe") {
            say(findings.at(setting));
        }
    }
}

fn say(finding: Builder<'_>) {
    finding
        .say("this starts Internet Explorer, which Windows 11 does not have")
        .help("use Microsoft Edge, in kiosk mode with --kiosk");
}

fn starts_it(call: &RunCall<'_>) -> bool {
    let is_object = |value: &Value| value.is("InternetExplorer.Application");
    match call.name.as_str() {
        "iexplore" => call.is_program(),
        "new-object" => call.parameter("comobject").is_some_and(is_object),
        "createobject" | "gettypefromprogid" => call.positional().next().is_some_and(is_object),
        _ => false,
    }
}
