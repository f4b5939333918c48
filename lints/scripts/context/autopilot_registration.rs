//! `script-autopilot-registration`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// A script of the package registers the device for Autopilot.
    ///
    /// ## Why it matters
    ///
    /// The device is set up by the package now, and Autopilot would set it up in another way: the profile
    /// reaches it only after a reset. `Get-WindowsAutopilotInfo -Online` moreover waits for somebody to sign
    /// in.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Install-Script Get-WindowsAutopilotInfo -Force
    /// Get-WindowsAutopilotInfo.ps1 -Online
    /// ```
    ///
    /// ```batch
    /// copy AutopilotConfigurationFile.json C:\Windows\Provisioning\Autopilot\
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// # Get-WindowsAutopilotInfo.ps1 -Online
    /// Get-CimInstance -Namespace root/cimv2/mdm/dmmap -ClassName MDM_DevDetail_Ext01
    /// ```
    ///
    /// ## What to do
    ///
    /// Register devices before they are set up, or in the vendor's portal, and choose one of the two ways.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/autopilot/add-devices>
    pub(crate) AUTOPILOT_REGISTRATION {
        id: "script-autopilot-registration", category: ScriptsContext,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let name = call.name.strip_suffix(".ps1").unwrap_or(&call.name);
        let names_profile = || {
            call.texts()
                .any(|text| text.to_ascii_lowercase().ends_with("autopilotconfigurationfile.json"))
        };
        let signs_in =
            matches!(name, "get-windowsautopilotinfo" | "get-windowsautopilotinfocommunity");
        if !(signs_in || call.is_any(COPIES) && names_profile()) {
            continue;
        }
        let finding = findings
            .at(call)
            .help("register devices before they are set up, in one of the two ways");
        let online = call.has_switch(&["online"]) || call.has_parameter("online");
        let has_secret = call.has_switch(&["appsecret"]) || call.has_parameter("appsecret");
        match online && !has_secret && call.is_now() {
            true => drop(finding.say("this waits for somebody to sign in, and nobody is there")),
            false => drop(
                finding
                    .say("the device is registered for Autopilot while a package sets it up in another way")
                    .lowered_to(Severity::Warning),
            ),
        }
    }
}

/// What copies a file.
const COPIES: &[&str] =
    &["copy", "xcopy", "robocopy", "move", "copy-item", "move-item", "set-content", "out-file"];
