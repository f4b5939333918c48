//! `destr-factory-reset`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;

lint! {
    /// The device is reset, or a reset is laid out for somebody.
    ///
    /// ## Why it matters
    ///
    /// A reset takes everything that is on the device, and a package can be applied to one in use by a
    /// double click. A task or shortcut that resets can be started by whoever finds it.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// systemreset.exe -factoryreset
    /// schtasks /create /tn Reset /sc once /st 03:00 /ru SYSTEM /tr "systemreset.exe -cleanpc"
    /// ```
    ///
    /// ```powershell
    /// $wipe = Get-CimInstance -Namespace root\cimv2\mdm\dmmap -ClassName MDM_RemoteWipe
    /// $session.InvokeMethod('root\cimv2\mdm\dmmap', $wipe, 'doWipeMethod', $given)
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem systemreset.exe -factoryreset
    /// echo To reset the device run systemreset
    /// reagentc /info
    /// D:\setup.exe /auto upgrade /quiet
    /// ```
    ///
    /// ## What to do
    ///
    /// Leave resets to Intune or another MDM, which asks first and says who did it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/remotewipe-csp>
    pub(crate) FACTORY_RESET {
        id: "destr-factory-reset", category: ScriptsDestructive,
        severity: Error, confidence: Certain, attack: ["T1561"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some((what, asks)) = reset(&call) else { continue };
        let finding = findings
            .at(call)
            .say(what)
            .help("remove it; leave resets to the MDM, which asks first and says who did it");
        if asks {
            drop(finding.lowered_to(Severity::Warning));
        }
    }
}

/// What resets the device, and whether somebody is asked first.
fn reset(call: &RunCall<'_>) -> Option<(String, bool)> {
    let when =
        if call.is_now() { "the device is reset" } else { "a reset of the device is laid out" };
    if call.is("systemreset") && call.is_program() {
        let asks = !call.has_switch(&["factoryreset", "cleanpc"]);
        return Some((format!("{when} with systemreset"), asks));
    }
    if call.is("setup") && call.is_program() {
        let clean = call.option("auto").filter(|mode| mode.is("clean"));
        return clean.map(|_| (format!("{when} by a clean installation of Windows"), false));
    }
    let wipes = |value: &Value| value.text().to_ascii_lowercase().starts_with("dowipe");
    let wipe = call
        .arguments
        .iter()
        .map(|argument| &argument.value)
        .find(|value| wipes(value) && call.is_any(&["invoke-cimmethod", "invokemethod"]))?;
    Some((format!("{when} with {}", wipe.text()), false))
}
