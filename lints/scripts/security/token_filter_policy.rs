//! `sec-token-filter-policy`

use super::standing::weighed;
use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// Local administrators have full rights over the network.
    ///
    /// ## Why it matters
    ///
    /// Windows takes the rights of an administrator from a local account that comes over the
    /// network. With `LocalAccountTokenFilterPolicy` at 1 it does not: if devices share the
    /// password of a local administrator, whoever has one device, or only the hash of the password,
    /// has all of them.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System /v LocalAccountTokenFilterPolicy /t REG_DWORD /d 1 /f
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System /v LocalAccountTokenFilterPolicy /t REG_DWORD /d 0 /f
    /// reg delete HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System /v LocalAccountTokenFilterPolicy /f
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it. Manage devices by device management or with accounts of a directory, and let
    /// Windows LAPS give each device a password of its own.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/troubleshoot/windows-server/windows-security/user-account-control-and-remote-restriction>
    pub(crate) TOKEN_FILTER_POLICY {
        id: "sec-token-filter-policy", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1112", "T1550.002"], since: "0.1.0",
        check,
    }
}

const KEY: &str = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System";
const NAME: &str = "LocalAccountTokenFilterPolicy";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // What the package sets is the same on every device.
    let accounts = package.accounts();
    let shared = accounts.iter().filter(|account| account.is_administrator());
    let shared = shared.filter_map(|account| account.password).next();
    for change in package.registry_changes() {
        if !change.sets_of_machine(KEY, NAME) || change.number() != Some(1) {
            continue;
        }
        let what = match shared {
            Some(_) => {
                "local administrators have full rights over the network, and this package gives \
                 every device the same one: who has one device has all"
            }
            None => "local administrators have full rights over the network",
        };
        let finding = findings.at(change.place).say(what);
        let finding = finding.label_setting(shared, "the same password on every device");
        weighed(finding, change.stage, change.call.as_ref())
            .help("remove it, and let Windows LAPS give each device a password of its own");
    }
}
