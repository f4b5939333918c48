//! `dep-wmic`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// A script uses wmic, which Windows no longer installs.
    ///
    /// ## Why it matters
    ///
    /// Since Windows 11 24H2 a new device has no `wmic.exe` unless somebody adds it as an optional feature,
    /// and 25H2 takes it away in an upgrade. The line then fails with "not recognized", and what stands
    /// behind it goes on with an empty value.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// for /f "tokens=2 delims==" %%s in ('wmic bios get serialnumber /value') do set SERIAL=%%s
    /// ```
    ///
    /// ```powershell
    /// wmic computersystem where name="x" call rename name="y"
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem wmic bios get serialnumber
    /// echo use Get-CimInstance instead of wmic
    /// ```
    ///
    /// ```powershell
    /// (Get-CimInstance Win32_BIOS).SerialNumber
    /// ```
    ///
    /// ## What to do
    ///
    /// Use `Get-CimInstance` and `Invoke-CimMethod` of PowerShell, which every Windows has.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/whats-new/deprecated-features>
    pub(crate) WMIC {
        id: "dep-wmic", category: Deprecated,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls().filter(|call| call.is("wmic")) {
        let is_guarded =
            call.conditions().any(|condition| condition.to_ascii_lowercase().contains("wmic"));
        let finding = findings
            .at(call)
            .say("wmic is not there on a new device with Windows 11 24H2 or later")
            .help("use Get-CimInstance or Invoke-CimMethod of PowerShell");
        if is_guarded {
            drop(finding.lowered_to(Severity::Advice).here("only where it is found"));
        }
    }
}
