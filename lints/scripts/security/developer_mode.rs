//! `sec-developer-mode`

use super::standing::weighed;
use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// Developer mode is switched on.
    ///
    /// ## Why it matters
    ///
    /// In developer mode everybody who signs in can install apps that nobody has signed.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Policies>
    ///   <ApplicationManagement>
    ///     <AllowDeveloperUnlock>Yes</AllowDeveloperUnlock>
    ///   </ApplicationManagement>
    /// </Policies>
    /// ```
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\AppModelUnlock /v AllowDevelopmentWithoutDevLicense /t REG_DWORD /d 1 /f
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Apps that somebody whom the device trusts has signed are another matter:
    ///
    /// ```xml
    /// <Policies>
    ///   <ApplicationManagement>
    ///     <AllowAllTrustedApps>Yes</AllowAllTrustedApps>
    ///     <AllowDeveloperUnlock>No</AllowDeveloperUnlock>
    ///   </ApplicationManagement>
    /// </Policies>
    /// ```
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\AppModelUnlock /v AllowAllTrustedApps /t REG_DWORD /d 1 /f
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it from packages for people who write no apps. To install an app of your own, sign it
    /// and bring its certificate.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/policy-csp-applicationmanagement>
    pub(crate) DEVELOPER_MODE {
        id: "sec-developer-mode", category: ScriptsSecurity,
        severity: Warning, confidence: Certain, attack: ["T1553"], since: "0.1.0",
        check,
    }
}

const KEYS: [&str; 2] = [
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\AppModelUnlock",
    r"SOFTWARE\Policies\Microsoft\Windows\Appx",
];

const WHAT: &str = "developer mode lets everybody install apps that nobody has signed";
const HELP: &str =
    "remove it; an app of your own can be signed, and its certificate come with the package";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for setting in package.settings("Policies/ApplicationManagement/AllowDeveloperUnlock") {
        if setting.is("1") {
            findings.at(setting).say(WHAT).help(HELP);
        }
    }
    for change in package.registry_changes() {
        let name = "AllowDevelopmentWithoutDevLicense";
        let is_it = KEYS.iter().any(|key| change.sets_of_machine(key, name));
        if is_it && change.number() == Some(1) {
            let finding = findings.at(change.place).say(WHAT);
            weighed(finding, change.stage, change.call.as_ref()).help(HELP);
        }
    }
}
