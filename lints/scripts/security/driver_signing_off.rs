//! `sec-driver-signing-off`

use super::standing::weighed;
use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};

lint! {
    /// The boot configuration lets unsigned drivers load, or switches DEP off.
    ///
    /// ## Why it matters
    ///
    /// While Secure Boot is on, Windows refuses it. Otherwise code without a signature of Microsoft
    /// runs in the kernel from the next start on, and BitLocker may ask for the recovery key at that
    /// start. With `nx AlwaysOff` programs lose the protection against code in their data.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// bcdedit /set testsigning on
    /// ```
    ///
    /// ```powershell
    /// bcdedit.exe /set '{current}' nx AlwaysOff
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// bcdedit /set testsigning off
    /// bcdedit /set {current} nx OptIn
    /// bcdedit /timeout 5
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it, and get a signed driver from the vendor.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-hardware/drivers/devtest/bcdedit--set>
    pub(crate) DRIVER_SIGNING_OFF {
        id: "sec-driver-signing-off", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1553.006"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls().filter(|call| call.is("bcdedit")) {
        let Some((element, effect)) = weakens(&call) else { continue };
        let refused = "while Secure Boot is on it is refused";
        let finding = findings.at(call).say(match element {
            "nx" => effect.to_owned(),
            _ => {
                format!("{effect}; {refused}, otherwise BitLocker may ask for the recovery key")
            }
        });
        weighed(finding, call.stage(), Some(&call)).help(match element {
            "nx" => "remove it; a single program can be left out of DEP in its own settings",
            _ => "remove it, and get a signed driver",
        });
    }
}

/// What is switched off, by which element of the boot configuration.
fn weakens(call: &RunCall<'_>) -> Option<(&'static str, &'static str)> {
    if !call.has_switch(&["set"]) {
        return None;
    }
    let texts: Vec<String> = call.texts().map(str::to_ascii_lowercase).collect();
    texts.windows(2).find_map(|pair| {
        let [element, value] = pair else { return None };
        let is_on = ["on", "yes", "true", "1"].contains(&value.as_str());
        match element.as_str() {
            "testsigning" if is_on => {
                Some(("testsigning", "drivers with test signatures load from the next start on"))
            }
            "nointegritychecks" if is_on => Some((
                "nointegritychecks",
                "drivers without a signature load from the next start on",
            )),
            // It is often written with two Ds, as old guides do.
            "loadoptions" if value.contains("disable_integrity_checks") => {
                Some(("loadoptions", "the check of what the kernel loads is switched off"))
            }
            "nx" if value == "alwaysoff" => Some((
                "nx",
                "data execution prevention is switched off for everything, so that what is data runs as code",
            )),
            _ => None,
        }
    })
}
