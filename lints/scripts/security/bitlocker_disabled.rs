//! `sec-bitlocker-disabled`

use super::standing::{SwitchedOn, weighed};
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;
use crate::script::reading::Style;

lint! {
    /// Disk encryption is removed, suspended for long, or kept from starting.
    ///
    /// ## Why it matters
    ///
    /// While BitLocker is suspended the key lies on the drive in clear, and whoever holds the
    /// device reads everything. With a count of restarts of 0 that lasts until somebody resumes it.
    ///
    /// ## Fires
    ///
    /// ```command
    /// manage-bde -off C:
    /// ```
    ///
    /// ```powershell
    /// Suspend-BitLocker -MountPoint 'C:' -RebootCount 0
    /// ```
    ///
    /// ```powershell
    /// manage-bde -protectors -disable C: -rebootcount 0
    /// ```
    ///
    /// ```batch
    /// reg add HKLM\SYSTEM\CurrentControlSet\Control\BitLocker /v PreventDeviceEncryption /t REG_DWORD /d 1 /f
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// One protector that is taken away for another, what is only asked, and what is switched on:
    ///
    /// ```powershell
    /// manage-bde -protectors -delete C: -type RecoveryPassword
    /// manage-bde -status C:
    /// Enable-BitLocker -MountPoint 'C:' -RecoveryPasswordProtector
    /// ```
    ///
    /// ## What to do
    ///
    /// For a new firmware, suspend it for one restart, which is what happens without a count.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/administration/windows-commands/manage-bde-protectors>
    /// * <https://learn.microsoft.com/powershell/module/bitlocker/suspend-bitlocker>
    pub(crate) BITLOCKER_DISABLED {
        id: "sec-bitlocker-disabled", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1562.001"], since: "0.1.0",
        check,
    }
}

/// What is done to the encryption of a drive.
#[derive(Clone, Copy)]
enum Step {
    Decrypted,
    Encrypted,
    /// Without any protector the key lies there in clear.
    Unprotected,
    Protected,
    /// For so many restarts; 0 is without end.
    Suspended(u32),
    Resumed,
}

/// The value of the key of BitLocker that keeps Windows from encrypting by itself.
const PREVENTED: (&str, &str) =
    (r"SYSTEM\CurrentControlSet\Control\BitLocker", "PreventDeviceEncryption");

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut on = SwitchedOn::default();
    for call in package.calls() {
        match step(&call) {
            Some(Step::Encrypted) => on.note(Some(&call), ENCRYPTED),
            Some(Step::Protected) => on.note(Some(&call), PROTECTED),
            Some(Step::Resumed) => on.note(Some(&call), RESUMED),
            _ => {}
        }
    }
    for call in package.calls() {
        let (what, again, severity) = match step(&call) {
            Some(Step::Decrypted) => {
                ("the drive is decrypted".to_owned(), Some(ENCRYPTED), Severity::Error)
            }
            Some(Step::Unprotected) => (
                "every protector of the drive is deleted, and its key lies there in clear"
                    .to_owned(),
                Some(PROTECTED),
                Severity::Error,
            ),
            Some(Step::Suspended(0)) => (
                "disk encryption is suspended until somebody resumes it".to_owned(),
                Some(RESUMED),
                Severity::Error,
            ),
            Some(Step::Suspended(1)) => (
                "disk encryption is suspended until the next restart".to_owned(),
                None,
                Severity::Advice,
            ),
            Some(Step::Suspended(count)) => (
                format!("disk encryption is suspended for {count} restarts"),
                Some(RESUMED),
                Severity::Warning,
            ),
            _ => continue,
        };
        let is_again = again.is_some_and(|again| on.is_behind(Some(&call), again));
        let finding = findings.at(call).say(what).lowered_to(severity);
        let finding = match (is_again, again) {
            (true, Some(RESUMED)) => {
                finding.here("the same script resumes it").lowered_to(Severity::Advice)
            }
            (true, _) => {
                finding.here("the same script takes it back").lowered_to(Severity::Warning)
            }
            (false, _) => finding,
        };
        weighed(finding, call.stage(), Some(&call))
            .help("leave it on; for a new firmware suspend it for one restart");
    }
    let (key, name) = PREVENTED;
    for change in package.registry_changes() {
        if change.sets_of_machine(key, name) && change.number().is_some_and(|number| number != 0) {
            let finding = findings
                .at(change.place)
                .say(format!(
                    "the value {name} is set to 1: Windows does not encrypt the drive by itself"
                ))
                .lowered_to(Severity::Warning);
            weighed(finding, change.stage, change.call.as_ref())
                .help("keep it only if device management turns BitLocker on afterwards");
        }
    }
}

const ENCRYPTED: &str = "encrypted";
const PROTECTED: &str = "protected";
const RESUMED: &str = "resumed";

fn step(call: &RunCall<'_>) -> Option<Step> {
    match (call.style, call.name.as_str()) {
        (Style::Program, "manage-bde") => of_program(call),
        (Style::Cmdlet, "disable-bitlocker") => Some(Step::Decrypted),
        (Style::Cmdlet, "enable-bitlocker") => Some(Step::Encrypted),
        (Style::Cmdlet, "add-bitlockerkeyprotector") => Some(Step::Protected),
        (Style::Cmdlet, "resume-bitlocker") => Some(Step::Resumed),
        (Style::Cmdlet, "suspend-bitlocker") if !call.has_unknown_parameters() => {
            count(call.parameter("rebootcount").cloned())
        }
        _ => of_wmi(call),
    }
}

/// What the class of WMI for encrypted drives is told.
fn of_wmi(call: &RunCall<'_>) -> Option<Step> {
    let method = call.wmi_method(&["decrypt", "disablekeyprotectors", "enablekeyprotectors"])?;
    if !method.is_of("win32_encryptablevolume") {
        return None;
    }
    match method.name.as_str() {
        "decrypt" => Some(Step::Decrypted),
        "enablekeyprotectors" => Some(Step::Resumed),
        _ => count(Some(method.argument("DisableCount", 0)?)),
    }
}

fn of_program(call: &RunCall<'_>) -> Option<Step> {
    if call.has_switch(&["?", "h", "help"]) {
        return None;
    }
    if call.has_switch(&["off"]) {
        return Some(Step::Decrypted);
    }
    if call.has_switch(&["on"]) {
        return Some(Step::Encrypted);
    }
    if !call.has_switch(&["protectors"]) {
        return None;
    }
    if call.has_switch(&["delete"]) {
        return match call.has_switch(&["type", "t", "id"]) {
            true => None,
            false => Some(Step::Unprotected),
        };
    }
    if call.has_switch(&["add"]) {
        return Some(Step::Protected);
    }
    if call.has_switch(&["enable"]) {
        return Some(Step::Resumed);
    }
    if call.has_switch(&["disable"]) {
        return count(call.option("rebootcount").or_else(|| call.option("rc")));
    }
    None
}

/// Suspended for as many restarts as it says; without a word for one.
fn count(value: Option<Value>) -> Option<Step> {
    match value {
        Some(value) => Some(Step::Suspended(value.known()?.trim().parse().ok()?)),
        None => Some(Step::Suspended(1)),
    }
}
