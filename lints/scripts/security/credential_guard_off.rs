//! `sec-credential-guard-off`

use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::registry_key::Hive;

lint! {
    /// The protection of stored credentials is switched off.
    ///
    /// ## Why it matters
    ///
    /// Whoever becomes administrator of the device can then read from memory the passwords and keys
    /// of everybody who has signed in, those of domain administrators too, and goes on from there.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// reg add HKLM\SYSTEM\CurrentControlSet\Control\Lsa /v LsaCfgFlags /t REG_DWORD /d 0 /f
    /// ```
    ///
    /// ```powershell
    /// New-ItemProperty -Path HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest -Name UseLogonCredential -PropertyType DWord -Value 1
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <DeviceGuard>
    ///     <LsaCfgFlags>Disabled</LsaCfgFlags>
    ///   </DeviceGuard>
    /// </Policies>
    /// ```
    ///
    /// ```batch
    /// bcdedit /set {0cb3b571-2f2e-4343-a879-d86a476d7215} loadoptions DISABLE-LSA-ISO,DISABLE-VBS
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// reg add HKLM\SYSTEM\CurrentControlSet\Control\Lsa /v RunAsPPL /t REG_DWORD /d 1 /f
    /// reg add HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest /v UseLogonCredential /t REG_DWORD /d 0 /f
    /// reg add HKLM\SYSTEM\CurrentControlSet\Control\Lsa /v RestrictAnonymous /t REG_DWORD /d 0 /f
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it. If an old driver or program needs it, write down which, and set it for the
    /// devices that have it only.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/security/identity-protection/credential-guard/configure>
    /// * <https://learn.microsoft.com/windows-server/security/credentials-protection-and-management/configuring-additional-lsa-protection>
    pub(crate) CREDENTIAL_GUARD_OFF {
        id: "sec-credential-guard-off", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1112", "T1003.001"], since: "0.1.0",
        check,
    }
}

const LSA: &str = r"SYSTEM\CurrentControlSet\Control\Lsa";
const GUARD: &str = r"SYSTEM\CurrentControlSet\Control\DeviceGuard";
const POLICY: &str = r"SOFTWARE\Policies\Microsoft\Windows\DeviceGuard";
const WDIGEST: &str = r"SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest";
const CREDENTIALS: &str = r"SYSTEM\CurrentControlSet\Control\DeviceGuard\Scenarios\CredentialGuard";
const INTEGRITY: &str =
    r"SYSTEM\CurrentControlSet\Control\DeviceGuard\Scenarios\HypervisorEnforcedCodeIntegrity";

const NO_GUARD: &str = "Credential Guard is off";
const NO_VBS: &str = "Credential Guard cannot run without virtualization-based security";
const NO_PPL: &str = "other programs can read the memory that credentials lie in";
const IN_CLEAR: &str = "passwords of those who sign in lie in memory in clear";
const NO_INTEGRITY: &str = "memory integrity is off, and vulnerable drivers are of use again";

/// A value that is set to a number, what then is so, and how bad that is.
const VALUES: &[(&str, &str, u64, &str, Severity)] = &[
    (LSA, "LsaCfgFlags", 0, NO_GUARD, Severity::Error),
    (POLICY, "LsaCfgFlags", 0, NO_GUARD, Severity::Error),
    (CREDENTIALS, "Enabled", 0, NO_GUARD, Severity::Error),
    (GUARD, "EnableVirtualizationBasedSecurity", 0, NO_VBS, Severity::Error),
    (POLICY, "EnableVirtualizationBasedSecurity", 0, NO_VBS, Severity::Error),
    (LSA, "RunAsPPL", 0, NO_PPL, Severity::Error),
    (WDIGEST, "UseLogonCredential", 1, IN_CLEAR, Severity::Error),
    // It guards the kernel, not the credentials themselves, and old drivers stop under it.
    (INTEGRITY, "Enabled", 0, NO_INTEGRITY, Severity::Warning),
    (POLICY, "HypervisorEnforcedCodeIntegrity", 0, NO_INTEGRITY, Severity::Warning),
];

const HELP: &str =
    "remove it; if an old driver or program needs it, set it for the devices that have that only";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let policies = [("LsaCfgFlags", NO_GUARD), ("EnableVirtualizationBasedSecurity", NO_VBS)];
    for (name, what) in policies {
        for setting in package.settings(&format!("Policies/DeviceGuard/{name}")) {
            if setting.is("0") {
                findings
                    .at(setting)
                    .say(format!("the policy {name} is set to 0: {what}"))
                    // It is also what Windows Configuration Designer offers first.
                    .lowered_to(Severity::Warning)
                    .help("remove it, or switch it on");
            }
        }
    }
    for change in package.registry_changes() {
        let found = VALUES.iter().find(|(key, name, number, ..)| {
            change.number() == Some(*number) && change.sets(&Hive::LocalMachine, key, name)
        });
        let Some((_, name, number, what, severity)) = found else { continue };
        let finding = findings
            .at(change.place)
            .say(format!("the value {name} is set to {number}: {what}"))
            .lowered_to(*severity);
        weighed(finding, change.stage, change.call.as_ref()).help(HELP);
    }
    for call in package.calls().filter(|call| call.is("bcdedit") && call.has_switch(&["set"])) {
        let Some(what) = of_start(&call) else { continue };
        let finding = findings.at(call).say(what);
        weighed(finding.lowered_to(Severity::Warning), call.stage(), Some(&call)).help(HELP);
    }
}

/// What a setting of the start keeps off: `bcdedit /set hypervisorlaunchtype off`, with or without
/// the entry.
fn of_start(call: &RunCall<'_>) -> Option<String> {
    let words: Vec<String> = call.texts().map(str::to_ascii_lowercase).collect();
    words.windows(2).find_map(|pair| {
        let [name, value] = pair else { return None };
        match (name.as_str(), value.as_str()) {
            ("hypervisorlaunchtype" | "vsmlaunchtype", "off") => {
                Some(format!("the hypervisor is not started: {NO_VBS}"))
            }
            // What takes off a lock in the firmware at the next start.
            ("loadoptions", value) if value.contains("disable-lsa-iso") => {
                Some(format!("from the next start {NO_GUARD}, also where the firmware holds it on"))
            }
            _ => None,
        }
    })
}
