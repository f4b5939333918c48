//! `sec-rdp-enabled`

use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RegistryChange, RunCall};
use crate::script::reading::Style;
use crate::script::registry_key::Hive;

lint! {
    /// Remote Desktop is switched on.
    ///
    /// ## Why it matters
    ///
    /// A port for sessions is open to whoever finds a password that fits. Without network level
    /// authentication whoever can reach the device gets as far as its sign-in screen, and shadowing
    /// without consent lets an administrator watch a person who does not know it.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// reg add "HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d 0 /f
    /// ```
    ///
    /// ```powershell
    /// Enable-NetFirewallRule -DisplayGroup 'Remote Desktop'
    /// ```
    ///
    /// ```powershell
    /// $tcp = 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp'
    /// Set-ItemProperty -Path $tcp -Name UserAuthentication -Value 0
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// $server = 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server'
    /// Set-ItemProperty -Path $server -Name fDenyTSConnections -Value 1
    /// Set-ItemProperty -Path "$server\WinStations\RDP-Tcp" -Name UserAuthentication -Value 1
    /// Enable-NetFirewallRule -DisplayGroup 'Remote Event Log Management'
    /// Disable-NetFirewallRule -DisplayGroup 'Remote Desktop'
    /// ```
    ///
    /// ## What to do
    ///
    /// If it is needed, put only those into Remote Desktop Users who need it, keep network level
    /// authentication on, and let the rule of the firewall name the addresses that they come from.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/remote/remote-desktop-services/remotepc/remote-desktop-allow-access>
    pub(crate) RDP_ENABLED {
        id: "sec-rdp-enabled", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1021.001"], since: "0.1.0",
        check,
    }
}

const SERVER: &str = r"SYSTEM\CurrentControlSet\Control\Terminal Server";
const LISTENER: &str = r"SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp";
const POLICY: &str = r"SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services";

/// The resource that stands for the name of the group of rules in any language.
const GROUP: &str = "@FirewallAPI.dll,-28752";

const OPEN: &str = "sessions by Remote Desktop are let in";
const NO_NLA: &str =
    "network level authentication is off: Remote Desktop shows its sign-in screen to everybody";
const WEAK: &str =
    "sessions by Remote Desktop use its old encryption, which does not prove who the device is";
const SHADOW: &str = "sessions can be watched without the consent of who sits there";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let changes = package.registry_changes();
    let mut is_said = false;
    for change in changes {
        let Some((what, severity)) = of_registry(&change) else { continue };
        is_said |= what == OPEN;
        let finding = findings.at(change.place).say(what).lowered_to(severity);
        weighed(finding, change.stage, change.call.as_ref()).help(help(what));
    }
    for call in package.calls() {
        let (what, severity) = match of_method(&call) {
            Some(found) => found,
            // The rule belongs to what was said already.
            None if !is_said && opens_firewall(&call) => {
                ("the firewall lets in Remote Desktop", Severity::Warning)
            }
            None => continue,
        };
        is_said |= what == OPEN;
        let finding = findings.at(call).say(what).lowered_to(severity);
        weighed(finding, call.stage(), Some(&call)).help(help(what));
    }
}

fn of_registry(change: &RegistryChange<'_>) -> Option<(&'static str, Severity)> {
    let is = |keys: &[&str], name: &str| {
        change.is_named(name) && keys.iter().any(|key| change.key.is(&Hive::LocalMachine, key))
    };
    match change.number()? {
        0 if is(&[SERVER, POLICY], "fDenyTSConnections") => Some((OPEN, Severity::Warning)),
        0 if is(&[LISTENER, POLICY], "UserAuthentication") => Some((NO_NLA, Severity::Error)),
        0 if is(&[LISTENER], "SecurityLayer") || is(&[POLICY], "SecurityLayer") => {
            Some((WEAK, Severity::Error))
        }
        2 | 4 if is(&[LISTENER, POLICY], "Shadow") => Some((SHADOW, Severity::Error)),
        _ => None,
    }
}

/// What the classes of WMI for Remote Desktop are told.
fn of_method(call: &RunCall<'_>) -> Option<(&'static str, Severity)> {
    let methods = ["setallowtsconnections", "setuserauthenticationrequired"];
    let method = call.wmi_method(&methods)?;
    let argument = match method.name.as_str() {
        "setallowtsconnections" => method.argument("AllowTSConnections", 0)?,
        _ => method.argument("UserAuthenticationRequired", 0)?,
    };
    match (method.name.as_str(), argument.known()?.trim_end_matches(',')) {
        ("setallowtsconnections", "1") => Some((OPEN, Severity::Warning)),
        ("setuserauthenticationrequired", "0") => Some((NO_NLA, Severity::Error)),
        _ => None,
    }
}

fn opens_firewall(call: &RunCall<'_>) -> bool {
    let is_group = |text: &str| {
        let text = text.trim_end_matches('*');
        text.eq_ignore_ascii_case("Remote Desktop") || text.eq_ignore_ascii_case(GROUP)
    };
    let is_rule = |text: &str| {
        let start = text.get(.."RemoteDesktop-".len()).unwrap_or(text);
        start.eq_ignore_ascii_case("RemoteDesktop-") || text.eq_ignore_ascii_case("RemoteDesktop*")
    };
    match (call.style, call.name.as_str()) {
        (Style::Cmdlet, "enable-netfirewallrule") => of_rule(call, &is_group, &is_rule),
        (Style::Cmdlet, "set-netfirewallrule") => {
            call.parameter("enabled").is_some_and(|enabled| enabled.is_true())
                && of_rule(call, &is_group, &is_rule)
        }
        (Style::Program, "netsh") => {
            let is_setting = call.starts_with(&["advfirewall", "firewall", "set", "rule"])
                && call.assigned("enable").is_some_and(|enable| enable.is("yes"))
                && call.assigned("group").is_some_and(|group| is_group(group.text()));
            let is_old = call.starts_with(&["firewall", "set", "service"])
                && call.texts().any(|text| {
                    let kind = text.rsplit('=').next().unwrap_or(text);
                    kind.eq_ignore_ascii_case("remotedesktop")
                })
                && !call.texts().any(|text| text.to_ascii_lowercase().ends_with("disable"));
            is_setting || is_old
        }
        _ => false,
    }
}

fn of_rule(
    call: &RunCall<'_>,
    is_group: &dyn Fn(&str) -> bool,
    is_rule: &dyn Fn(&str) -> bool,
) -> bool {
    let given = |call: &RunCall<'_>| {
        let of = |name: &str, is: &dyn Fn(&str) -> bool| {
            let value = call.parameter(name);
            value.is_some_and(|value| value.each().iter().any(|value| is(value.text())))
        };
        of("displaygroup", is_group)
            || of("group", is_group)
            || of("name", is_rule)
            || of("displayname", &|text| text.to_ascii_lowercase().starts_with("remote desktop"))
    };
    given(call)
        || call.source().is_some_and(|source| source.is("get-netfirewallrule") && given(&source))
}

fn help(what: &str) -> &'static str {
    match what {
        NO_NLA => "leave UserAuthentication at 1",
        WEAK => "leave SecurityLayer at 2, which is TLS",
        SHADOW => "set Shadow to 1 or 3, which ask for consent, or remove it",
        _ => {
            "if it is needed, restrict Remote Desktop Users, and the addresses in the rule of the \
             firewall"
        }
    }
}
