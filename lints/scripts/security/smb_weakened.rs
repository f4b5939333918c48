//! `sec-smb-weakened`

use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RegistryChange, RunCall, ServiceState, Stage};

lint! {
    /// Protections of file sharing are switched off.
    ///
    /// ## Why it matters
    ///
    /// With SMB 1, with servers that let guests in, with sessions of nobody and without signing,
    /// whoever is in the same network can answer as the server, read along, or get at accounts and
    /// files. It stays so for every server that the device ever talks to.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Enable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol -NoRestart
    /// Set-SmbClientConfiguration -EnableInsecureGuestLogons $true -Force
    /// ```
    ///
    /// ```batch
    /// reg add HKLM\SYSTEM\CurrentControlSet\Services\LanmanWorkstation\Parameters /v RequireSecuritySignature /t REG_DWORD /d 0 /f
    /// ```
    ///
    /// ```reg
    /// Windows Registry Editor Version 5.00
    ///
    /// [HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Lsa]
    /// "EveryoneIncludesAnonymous"=dword:00000001
    /// ```
    ///
    /// ```batch
    /// sc config mrxsmb10 start= auto
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Disable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol -NoRestart
    /// Set-SmbServerConfiguration -EnableSMB1Protocol $false -RequireSecuritySignature $true -Force
    /// Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\Lsa RestrictAnonymous 0
    /// ```
    ///
    /// ## What to do
    ///
    /// Leave it as it is. Give the server, the scanner or the NAS SMB 2 or later, signing and an
    /// account, instead of weakening every client.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/storage/file-server/smb-security-hardening>
    pub(crate) SMB_WEAKENED {
        id: "sec-smb-weakened", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1557.001", "T1562"], since: "0.1.0",
        check,
    }
}

const SERVER: &str = r"SYSTEM\CurrentControlSet\Services\LanmanServer\Parameters";
const CLIENT: &str = r"SYSTEM\CurrentControlSet\Services\LanmanWorkstation\Parameters";
const CLIENT_POLICY: &str = r"SOFTWARE\Policies\Microsoft\Windows\LanmanWorkstation";
const LSA: &str = r"SYSTEM\CurrentControlSet\Control\Lsa";

const SMB1: &str =
    "version 1 of SMB is switched on, which has no protection against changes on the way";
const GUESTS: &str = "servers that let anybody in as a guest are trusted";
const UNSIGNED: &str = "signing is no longer asked for, so that others can answer for the server";
const OLD_NTLM: &str =
    "the device proves its password by the first version of NTLM, from which it can be computed";

/// A key, a value, the number at which it weakens, and what then is so.
const VALUES: &[(&str, &str, u64, &str)] = &[
    (SERVER, "SMB1", 1, SMB1),
    (CLIENT, "AllowInsecureGuestAuth", 1, GUESTS),
    (CLIENT_POLICY, "AllowInsecureGuestAuth", 1, GUESTS),
    (SERVER, "RequireSecuritySignature", 0, UNSIGNED),
    (CLIENT, "RequireSecuritySignature", 0, UNSIGNED),
    (
        SERVER,
        "RestrictNullSessAccess",
        0,
        "shares and pipes are open to sessions without an account",
    ),
    (LSA, "RestrictAnonymousSAM", 0, "anybody in the network can list the accounts of the device"),
    (LSA, "LimitBlankPasswordUse", 0, "accounts without a password can be used over the network"),
    (LSA, "EveryoneIncludesAnonymous", 1, "what Everyone may do, anybody in the network may do"),
    (LSA, "LmCompatibilityLevel", 0, OLD_NTLM),
    (LSA, "LmCompatibilityLevel", 1, OLD_NTLM),
    (LSA, "LmCompatibilityLevel", 2, OLD_NTLM),
    (LSA, "NoLMHash", 0, "passwords are kept as LM hashes too, which are guessed in minutes"),
];

const HELP: &str = "remove it, and bring the server to SMB 2 or later with signing and accounts";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        if let Some(effect) = by_call(&call) {
            report(findings, call.place(), effect, (call.stage(), Some(&call)));
        }
    }
    for change in package.registry_changes() {
        if let Some(effect) = by_change(&change) {
            report(findings, change.place, effect, (change.stage, change.call.as_ref()));
        }
    }
    // The driver of the client for version 1.
    for change in package.service_changes() {
        if change.service == "mrxsmb10" && change.to == ServiceState::Enabled {
            report(findings, change.place, SMB1, (change.stage, change.call.as_ref()));
        }
    }
}

fn report(
    findings: &mut Findings<'_>,
    place: Place,
    effect: &str,
    (stage, call): (Stage, Option<&RunCall<'_>>),
) {
    let finding = findings.at(place).say(effect);
    let finding = match effect == UNSIGNED {
        true => finding.lowered_to(Severity::Warning),
        false => finding,
    };
    weighed(finding, stage, call).help(HELP);
}

fn by_call(call: &RunCall<'_>) -> Option<&'static str> {
    let sets = |name: &str| call.parameter(name);
    match call.name.as_str() {
        "set-smbserverconfiguration" | "set-smbclientconfiguration" => {
            let is_on = |name: &str| sets(name).is_some_and(|value| value.is_true());
            let is_off = |name: &str| sets(name).is_some_and(|value| value.is_false());
            if is_on("EnableSMB1Protocol") {
                Some(SMB1)
            } else if is_on("EnableInsecureGuestLogons") {
                Some(GUESTS)
            } else {
                is_off("RequireSecuritySignature").then_some(UNSIGNED)
            }
        }
        "enable-windowsoptionalfeature" => {
            let source = call.source().filter(|it| it.is("get-windowsoptionalfeature"));
            let piped = || source?.parameter("FeatureName").cloned();
            let features = sets("FeatureName").cloned().or_else(piped)?;
            features.each().iter().any(|feature| is_smb1(feature.text())).then_some(SMB1)
        }
        "install-windowsfeature" | "add-windowsfeature" => {
            let features = call.parameter_or("Name", 0)?.each();
            features.iter().any(|feature| feature.is("FS-SMB1")).then_some(SMB1)
        }
        "dism" if call.has_switch(&["enable-feature"]) => {
            let feature = call.option("featurename")?;
            is_smb1(feature.text()).then_some(SMB1)
        }
        _ => None,
    }
}

/// `SMB1Protocol`, `-Client`, `-Server`; `-Deprecation` is what removes it when it is not used.
fn is_smb1(feature: &str) -> bool {
    ["SMB1Protocol", "SMB1Protocol-Client", "SMB1Protocol-Server"]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(feature))
}

fn by_change(change: &RegistryChange<'_>) -> Option<&'static str> {
    if change.sets_of_machine(SERVER, "NullSessionShares") {
        let has_one = change.text().is_some_and(|shares| !shares.trim().is_empty());
        return has_one.then_some("shares are open to sessions without an account");
    }
    let number = change.number()?;
    VALUES
        .iter()
        .find(|(key, name, weak, _)| number == *weak && change.sets_of_machine(key, name))
        .map(|(.., effect)| *effect)
}
