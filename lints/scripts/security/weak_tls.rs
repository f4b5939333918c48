//! `sec-weak-tls`

use std::collections::BTreeSet;

use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RegistryChange, RunCall, Stage};
use crate::script::registry_key::Hive;

lint! {
    /// Old encryption is turned on again.
    ///
    /// ## Why it matters
    ///
    /// SSL, TLS 1.0 and 1.1, RC4 and suites without encryption can be broken by whoever is on the way.
    /// Turned on for the whole device, they are there for every connection. In a script that asks
    /// for them alone, servers of today do not answer, and the script fails.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0\Client" /v Enabled /t REG_DWORD /d 1 /f
    /// ```
    ///
    /// ```batch
    /// reg add "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp" /v DefaultSecureProtocols /t REG_DWORD /d 0x00000280 /f
    /// ```
    ///
    /// ```powershell
    /// [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Cryptography>
    ///     <TLSCipherSuites>TLS_RSA_WITH_RC4_128_SHA,TLS_AES_256_GCM_SHA384</TLSCipherSuites>
    ///   </Cryptography>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0\Client" /v Enabled /t REG_DWORD /d 0 /f
    /// reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client" /v Enabled /t REG_DWORD /d 1 /f
    /// reg add "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp" /v DefaultSecureProtocols /t REG_DWORD /d 0x00000a80 /f
    /// ```
    ///
    /// ```powershell
    /// $before = [Net.ServicePointManager]::SecurityProtocol
    /// [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor 3072
    /// [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
    /// [Net.ServicePointManager]::SecurityProtocol = $before
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Cryptography>
    ///     <TLSCipherSuites>TLS_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384</TLSCipherSuites>
    ///   </Cryptography>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it, and bring the server that needs it to TLS 1.2. In a script take `Tls12` alone.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings>
    pub(crate) WEAK_TLS {
        id: "sec-weak-tls", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1557"], since: "0.1.0",
        check,
    }
}

const SCHANNEL: &str = r"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL";
/// Which protocols clients take, as a sum of numbers.
const CLIENTS: &[(Hive, &str, &str)] = &[
    (
        Hive::LocalMachine,
        r"SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp",
        "DefaultSecureProtocols",
    ),
    (
        Hive::LocalMachine,
        r"SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings",
        "SecureProtocols",
    ),
];
const HELP: &str = "remove it, and bring the server that needs it to TLS 1.2";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // Enabled and DisabledByDefault of one key are one fact.
    let mut told = BTreeSet::new();
    for change in package.registry_changes() {
        let Some(what) = enables(&change) else { continue };
        if told.insert(change.key.path.to_lowercase()) {
            for_device(findings, change.place, &what, (change.stage, change.call.as_ref()));
        }
    }
    for call in package.calls().filter(|call| call.is("enable-tlsciphersuite")) {
        let suite = call.parameter_or("Name", 0).and_then(|name| name.known());
        if let Some(suite) = suite.filter(|suite| is_weak(suite)) {
            for_device(findings, call.place(), suite, (call.stage(), Some(&call)));
        }
    }
    for setting in package.settings("Policies/Cryptography/TLSCipherSuites") {
        let suites = setting.value().split(',').map(str::trim);
        if let Some(suite) = suites.into_iter().find(|suite| is_weak(suite)) {
            for_device(findings, setting.into(), suite, (Stage::Now, None));
        }
    }
    in_scripts(package, findings);
}

fn for_device(
    findings: &mut Findings<'_>,
    place: Place,
    what: &str,
    (stage, call): (Stage, Option<&RunCall<'_>>),
) {
    let finding = findings
        .at(place)
        .say(format!("encryption that can be broken is turned on for the whole device: {what}"));
    weighed(finding, stage, call).help(HELP);
}

/// What a change turns on: `SSL 3.0`, `RC4`.
fn enables(change: &RegistryChange<'_>) -> Option<String> {
    let takes = |(hive, key, name): &(Hive, &str, &str)| change.sets(hive, key, name);
    if CLIENTS.iter().any(takes) {
        // TLS 1.2 and 1.3 are in the list too when nobody sets it.
        let (is_old, is_new) = kinds(u32::try_from(change.number()?).ok()?);
        return (is_old && !is_new).then(|| "for clients, which no longer take TLS 1.2".to_owned());
    }
    if !change.key.is_below(&Hive::LocalMachine, SCHANNEL) {
        return None;
    }
    let number = change.number()?;
    let is_enabled = change.is_named("Enabled") && number != 0;
    let is_default = change.is_named("DisabledByDefault") && number == 0;
    let steps: Vec<String> = change.key.path.split('\\').map(str::to_lowercase).collect();
    let at = steps.iter().position(|step| step == "schannel")?;
    let (group, name) = (steps.get(at + 1)?.as_str(), steps.get(at + 2)?.as_str());
    let found = match group {
        "protocols" if is_enabled || is_default => {
            let old = ["pct 1.0", "ssl 2.0", "ssl 3.0", "tls 1.0", "tls 1.1"];
            old.iter().find(|old| **old == name).copied()
        }
        // To PowerShell the slash in `RC4 128/128` parts two keys.
        "ciphers" if is_enabled => {
            let old = ["null", "rc4", "rc2", "des"];
            old.iter().find(|old| name.split([' ', '/']).next() == Some(**old)).copied()
        }
        _ => None,
    };
    found.map(str::to_uppercase)
}

/// A suite without encryption, or with one that can be broken.
fn is_weak(suite: &str) -> bool {
    let mut parts = suite.split('_');
    suite.starts_with("TLS_") && parts.any(|part| matches!(part, "RC4" | "NULL" | "DES" | "3DES"))
        || suite.starts_with("SSL_")
}

fn in_scripts(package: &Package, findings: &mut Findings<'_>) {
    for assigned in package.assigned_members() {
        if assigned.name != "securityprotocol" {
            continue;
        }
        let (is_old, is_new) = protocols(assigned.value);
        if !is_old {
            continue;
        }
        let finding = findings.at(assigned.place);
        match is_new {
            false => finding
                .say(
                    "the script asks for old protocols alone, which can be broken, and which \
                     servers of today do not answer",
                )
                .lowered_to(Severity::Warning),
            true => finding
                .say("the script takes old protocols too, though TLS 1.2 is in the list")
                .lowered_to(Severity::Advice),
        }
        .help("take Tls12 alone");
    }
}

/// Whether the value names protocols that are old, and those that are not.
fn protocols(value: &str) -> (bool, bool) {
    let (mut is_old, mut is_new) = (false, false);
    let words = value.split(|ch: char| !ch.is_alphanumeric());
    for word in words.map(str::to_ascii_lowercase) {
        match word.as_str() {
            "ssl2" | "ssl3" | "tls" | "tls10" | "tls11" => is_old = true,
            "tls12" | "tls13" => is_new = true,
            number => {
                let (old, new) = kinds(number.parse().unwrap_or_default());
                is_old |= old;
                is_new |= new;
            }
        }
    }
    (is_old, is_new)
}

/// Whether a sum of protocols has old ones in it (SSL 3, TLS 1.0 and 1.1), and TLS 1.2 or 1.3.
fn kinds(number: u32) -> (bool, bool) {
    (number & (0x30 | 0xc0 | 0x300) != 0, number & (0xc00 | 0x3000) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocols_are_known_by_name_and_by_number() {
        for (value, found) in [
            ("[Net.SecurityProtocolType]::Tls", (true, false)),
            ("'Ssl3,Tls'", (true, false)),
            ("[Net.SecurityProtocolType]::Tls12", (false, true)),
            ("[Enum]::ToObject([Net.SecurityProtocolType], 3072)", (false, true)),
            ("[Net.ServicePointManager]::SecurityProtocol -bor 12288", (false, true)),
            ("3072 -bor 768 -bor 192", (true, true)),
            ("4032", (true, true)),
            ("$before", (false, false)),
            ("[Net.SecurityProtocolType]::SystemDefault", (false, false)),
        ] {
            assert_eq!(protocols(value), found, "{value}");
        }
    }
}
