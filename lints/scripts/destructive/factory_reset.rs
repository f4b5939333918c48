//! `destr-factory-reset`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RunCall};
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
    /// ```powershell
    /// $link = (New-Object -ComObject WScript.Shell).CreateShortcut('C:\Users\Public\Desktop\Reset.lnk')
    /// $link.TargetPath = 'C:\Windows\System32\systemreset.exe'
    /// $link.Arguments = '-factoryreset'
    /// $link.Save()
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
        for (place, asks) in shortcuts(&call) {
            let finding = findings
                .at(place)
                .say("a shortcut that resets the device is laid out")
                .help("remove it; leave resets to the MDM, which asks first and says who did it");
            if asks {
                drop(finding.lowered_to(Severity::Warning));
            }
        }
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

/// By what a method of WMI is called.
const WAYS: [&str; 3] = ["invoke-cimmethod", "invoke-wmimethod", "invokemethod"];

/// The shortcuts of a text that reset the device: where their target stands, and whether somebody is
/// asked first.
fn shortcuts(call: &RunCall<'_>) -> Vec<(Place, bool)> {
    if !call.is("createshortcut") {
        return vec![];
    }
    let set: Vec<_> = call.unit().member_assignments().collect();
    let has = |name: &str, words: &[&str]| {
        let mut of_name = set.iter().filter(|assignment| assignment.name == name);
        of_name.find(|assignment| {
            let value = assignment.value.to_ascii_lowercase();
            words.iter().any(|word| value.contains(word))
        })
    };
    let asks = has("arguments", &["factoryreset", "cleanpc"]).is_none();
    let target = has("targetpath", &["systemreset"]);
    target.map(|target| (call.place_of_range(&target.range), asks)).into_iter().collect()
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
        .find(|value| wipes(value) && call.is_any(&WAYS))?;
    Some((format!("{when} with {}", wipe.text()), false))
}
