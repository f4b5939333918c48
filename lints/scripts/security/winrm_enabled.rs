//! `sec-winrm-enabled`

use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RegistryChange, RunCall};
use crate::script::Value;
use crate::script::reading::Style;
use crate::script::registry_key::Hive;

lint! {
    /// Remote PowerShell is switched on, or its protection taken off.
    ///
    /// ## Why it matters
    ///
    /// A service listens that runs whatever an administrator of the device sends. With basic
    /// authentication and without encryption the password goes over the network in clear; with any
    /// host trusted the device gives a proof of its password to whoever claims to be one.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Enable-PSRemoting -Force -SkipNetworkProfileCheck
    /// ```
    ///
    /// ```batch
    /// winrm quickconfig -quiet
    /// ```
    ///
    /// ```powershell
    /// Set-Item WSMan:\localhost\Service\AllowUnencrypted -Value $true
    /// ```
    ///
    /// ```batch
    /// winrm set winrm/config/client @{TrustedHosts="*"}
    /// ```
    ///
    /// ```powershell
    /// Set-WSManInstance winrm/config/service/auth -ValueSet @{ Basic = $true }
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Disable-PSRemoting -Force
    /// Set-Item WSMan:\localhost\Service\AllowUnencrypted -Value $false
    /// Set-Item WSMan:\localhost\Client\TrustedHosts -Value 'admin.fabrikam.example'
    /// winrm get winrm/config
    /// ```
    ///
    /// ## What to do
    ///
    /// If it is needed, restrict it by the firewall and by a group, and leave encryption and
    /// Kerberos or certificates as they are. Most of what it is used for at set-up, a script of the
    /// package can do.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/scripting/security/remoting/winrm-security>
    pub(crate) WINRM_ENABLED {
        id: "sec-winrm-enabled", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1021.006"], since: "0.1.0",
        check,
    }
}

const OPEN: &str = "remote PowerShell is switched on";
const OPEN_EVERYWHERE: &str = "remote PowerShell is switched on, in public networks too";
const UNENCRYPTED: &str = "remote management takes messages without encryption";
const BASIC: &str = "remote management takes basic authentication, which sends the password itself";
const ANY_HOST: &str = "any host is trusted for remote management, without a proof of who it is";

const SERVICE: &str = r"SOFTWARE\Policies\Microsoft\Windows\WinRM\Service";
const CLIENT: &str = r"SOFTWARE\Policies\Microsoft\Windows\WinRM\Client";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        if let Some(what) = of_call(&call) {
            let finding = findings.at(call).say(what).lowered_to(severity(what));
            weighed(finding, call.stage(), Some(&call)).help(help(what));
        }
    }
    for change in package.registry_changes() {
        if let Some(what) = of_registry(&change) {
            let finding = findings.at(change.place).say(what).lowered_to(severity(what));
            weighed(finding, change.stage, change.call.as_ref()).help(help(what));
        }
    }
}

fn severity(what: &str) -> Severity {
    match what {
        OPEN | OPEN_EVERYWHERE => Severity::Warning,
        _ => Severity::Error,
    }
}

fn help(what: &str) -> &'static str {
    match what {
        ANY_HOST => "name the hosts, or use HTTPS",
        OPEN | OPEN_EVERYWHERE => "if it is needed, restrict it by the firewall and by a group",
        _ => "remove it; what needs it can come over HTTPS or with Kerberos",
    }
}

fn of_call(call: &RunCall<'_>) -> Option<&'static str> {
    match (call.style, call.name.as_str()) {
        (Style::Cmdlet, "enable-psremoting" | "set-wsmanquickconfig") => {
            match call.has_parameter("skipnetworkprofilecheck") {
                true => Some(OPEN_EVERYWHERE),
                false => Some(OPEN),
            }
        }
        (Style::Cmdlet, "set-item") => {
            let path = call.parameter("literalpath").or_else(|| call.parameter_or("path", 0))?;
            let is_named = call.parameter("path").or(call.parameter("literalpath")).is_some();
            let value = call.parameter_or("value", usize::from(!is_named))?;
            of_drive(path, value)
        }
        (Style::Cmdlet, "set-wsmaninstance") => {
            let place = call.parameter_or("resourceuri", 0)?.known()?.to_ascii_lowercase();
            let place = place.strip_prefix("winrm/config/")?.replace('/', "\\");
            let set = call.parameter("valueset")?.entries.iter();
            set.filter_map(|(name, value)| Some((name, value.known()?)))
                .find_map(|(name, value)| of_setting(&format!("{place}\\{name}"), value))
        }
        (_, "winrm" | "winrm.cmd") => of_program(call),
        _ => None,
    }
}

/// `WSMan:\localhost\Service\AllowUnencrypted`.
fn of_drive(path: &Value, value: &Value) -> Option<&'static str> {
    let path = path.known()?.to_ascii_lowercase().replace('/', "\\");
    let mut steps = path.strip_prefix("wsman:")?.trim_start_matches('\\').split('\\');
    steps.next()?;
    let rest: Vec<&str> = steps.collect();
    of_setting(&rest.join("\\"), value.known()?)
}

/// What a setting of WinRM that is set to that does.
fn of_setting(setting: &str, value: &str) -> Option<&'static str> {
    let value = value.trim();
    let is_true = ["$true", "true", "1"].iter().any(|yes| value.eq_ignore_ascii_case(yes));
    match setting {
        r"service\allowunencrypted" | r"client\allowunencrypted" if is_true => Some(UNENCRYPTED),
        r"service\auth\basic" if is_true => Some(BASIC),
        r"client\trustedhosts" if value == "*" => Some(ANY_HOST),
        _ => None,
    }
}

fn of_program(call: &RunCall<'_>) -> Option<&'static str> {
    let mut words = call.texts();
    match words.next()?.to_ascii_lowercase().as_str() {
        "quickconfig" | "qc" | "-quickconfig" => match call.has_switch(&["?", "help"]) {
            true => None,
            false => Some(OPEN),
        },
        // `winrm set winrm/config/service/auth @{Basic="true"}`.
        "set" | "s" => {
            let place = words.next()?.to_ascii_lowercase();
            let place = place.strip_prefix("winrm/config")?.trim_start_matches('/');
            // A hashtable that PowerShell has not taken for its own.
            let table: Vec<&str> = words.collect();
            let table = table.join(" ").replace(['"', '\'', '`'], "");
            let table = table.trim().strip_prefix("@{")?.trim_end().strip_suffix('}')?;
            table.split(';').find_map(|entry| {
                let (name, value) = entry.split_once('=')?;
                let place = place.replace('/', "\\");
                let name = name.trim().to_ascii_lowercase();
                of_setting(&format!("{place}\\{name}"), value)
            })
        }
        _ => None,
    }
}

fn of_registry(change: &RegistryChange<'_>) -> Option<&'static str> {
    let is = |key: &str, name: &str| change.sets(&Hive::LocalMachine, key, name);
    if is(CLIENT, "TrustedHostsList") && change.text() == Some("*") {
        return Some(ANY_HOST);
    }
    if change.number() != Some(1) {
        return None;
    }
    match () {
        () if is(SERVICE, "AllowAutoConfig") => Some(OPEN),
        () if is(SERVICE, "AllowUnencryptedTraffic") => Some(UNENCRYPTED),
        () if is(CLIENT, "AllowUnencryptedTraffic") => Some(UNENCRYPTED),
        () if is(SERVICE, "AllowBasic") => Some(BASIC),
        () => None,
    }
}
