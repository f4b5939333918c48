//! `destr-recovery-disabled`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};

lint! {
    /// The recovery environment of Windows is turned off.
    ///
    /// ## Why it matters
    ///
    /// A remote wipe, a reset, the repair of the start and what asks for the BitLocker key run in
    /// WinRE. Without it a device that does not start has to be installed anew by hand.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// reagentc /disable
    /// bcdedit /deletevalue {current} recoverysequence
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Off and on again is how its partition is moved:
    ///
    /// ```batch
    /// rem reagentc /disable
    /// reagentc /disable
    /// reagentc /setreimage /path R:\Recovery\WindowsRE
    /// reagentc /enable
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-hardware/manufacture/desktop/reagentc-command-line-options>
    pub(crate) RECOVERY_DISABLED {
        id: "destr-recovery-disabled", category: ScriptsDestructive,
        severity: Warning, confidence: Certain, attack: ["T1490"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let enables = |call: &RunCall<'_>| call.is("reagentc") && call.has_switch(&["enable"]);
    // Where in each part it is turned on last.
    let mut enabled = std::collections::HashMap::new();
    for call in package.calls().filter(enables) {
        enabled.insert(call.part_index, call.index);
    }
    for call in package.calls() {
        let what = match call.name.as_str() {
            "reagentc" if call.has_switch(&["disable"]) => {
                let is_back = enabled.get(&call.part_index).is_some_and(|at| *at > call.index);
                if is_back {
                    continue;
                }
                "the recovery environment is turned off: remote wipe, reset and repair need it"
            }
            "bcdedit" if removes_sequence(&call) => {
                "a Windows that does not start no longer finds its recovery environment"
            }
            _ => continue,
        };
        findings.at(call).say(what).help("remove it");
    }
}

fn removes_sequence(call: &RunCall<'_>) -> bool {
    let names = |word: &str| call.texts().any(|text| text.eq_ignore_ascii_case(word));
    call.has_switch(&["deletevalue"]) && names("recoverysequence")
}
