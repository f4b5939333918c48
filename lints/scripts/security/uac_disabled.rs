//! `sec-uac-disabled`

use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// User Account Control is switched off.
    ///
    /// ## Why it matters
    ///
    /// With `EnableLUA` at 0 every program that an administrator starts has full rights from the
    /// first moment, a page that exploits the browser as well, and apps of the Store do not start.
    /// With `ConsentPromptBehaviorAdmin` at 0 programs raise themselves without asking.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System /v EnableLUA /t REG_DWORD /d 0 /f
    /// ```
    ///
    /// ```powershell
    /// $system = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'
    /// Set-ItemProperty -Path $system -Name ConsentPromptBehaviorAdmin -Value 0
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// # Set-ItemProperty $system EnableLUA 0
    /// $system = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'
    /// Set-ItemProperty -Path $system -Name EnableLUA -Value 1
    /// Set-ItemProperty -Path $system -Name FilterAdministratorToken -Value 0
    /// ```
    ///
    /// ## What to do
    ///
    /// Leave it on. What needs rights during set-up has them: it runs as SYSTEM.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/security/application-security/application-control/user-account-control/settings-and-configuration>
    pub(crate) UAC_DISABLED {
        id: "sec-uac-disabled", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1548.002"], since: "0.1.0",
        check,
    }
}

/// The key of all of them.
const KEY: &str = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System";

/// The values that switch it off at 0, what then is so, and whether that is all of it.
const VALUES: &[(&str, &str, bool)] = &[
    ("EnableLUA", "every program of an administrator has full rights", true),
    ("ConsentPromptBehaviorAdmin", "programs get full rights without asking", true),
    ("PromptOnSecureDesktop", "other programs can answer the question for rights", false),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for change in package.registry_changes() {
        let value = VALUES.iter().find(|(name, ..)| change.sets_of_machine(KEY, name));
        let Some((name, effect, is_whole)) = value.filter(|_| change.number() == Some(0)) else {
            continue;
        };
        let finding = findings
            .at(change.place)
            .say(format!("the value {name} is set to 0: {effect}"))
            .help("remove it; what needs rights during set-up runs as SYSTEM anyway");
        let finding = match is_whole {
            true => finding,
            false => finding.lowered_to(Severity::Warning),
        };
        drop(weighed(finding, change.stage, change.call.as_ref()));
    }
}
