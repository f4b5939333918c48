//! `sec-firewall-broad-rule`

use super::firewall_profiles::Profiles;
use super::standing::weighed;
use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RegistryChange, RunCall};
use crate::script::Value;
use crate::script::reading::{Style, UNKNOWN};
use crate::script::registry_key::Hive;

lint! {
    /// The firewall lets everything in.
    ///
    /// ## Why it matters
    ///
    /// A rule without program, port and address, or a default of letting in, is as good as no
    /// firewall: every service of the device can be reached from the network of a hotel.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// netsh advfirewall firewall add rule name="Fabrikam" dir=in action=allow
    /// ```
    ///
    /// ```powershell
    /// New-NetFirewallRule -DisplayName 'Fabrikam' -Direction Inbound -Action Allow -Profile Any
    /// ```
    ///
    /// ```powershell
    /// Set-NetFirewallProfile -Profile Public -DefaultInboundAction Allow
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A program, a port, an address or a profile is what a rule is narrowed by:
    ///
    /// ```powershell
    /// New-NetFirewallRule -DisplayName 'Reader' -Direction Inbound -Program 'C:\Fabrikam\r.exe' -Action Allow
    /// New-NetFirewallRule -DisplayName 'Reader port' -Direction Inbound -Protocol TCP -LocalPort 7070
    /// New-NetFirewallRule -DisplayName 'Ping' -Direction Inbound -Protocol ICMPv4 -Action Allow
    /// New-NetFirewallRule -DisplayName 'Office' -Direction Inbound -RemoteAddress LocalSubnet
    /// New-NetFirewallRule -DisplayName 'Domain' -Profile Domain -Action Allow
    /// New-NetFirewallRule -DisplayName 'Out' -Direction Outbound -Action Allow
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the program, the port, the profile and the addresses that may reach it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/security/operating-system-security/network-security/windows-firewall/rules>
    pub(crate) FIREWALL_BROAD_RULE {
        id: "sec-firewall-broad-rule", category: ScriptsSecurity,
        severity: Warning, confidence: Certain, attack: ["T1562.004"], since: "0.1.0",
        check,
    }
}

/// The keys of rules.
const RULES: [&str; 2] = [
    r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules",
    r"SOFTWARE\Policies\Microsoft\WindowsFirewall\FirewallRules",
];

const EVERYTHING: &str =
    "a rule of the firewall lets in everything: any program, any port, from anywhere";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let what = match call.name.as_str() {
            "new-netfirewallrule" if call.style == Style::Cmdlet && is_broad_cmdlet(&call) => {
                EVERYTHING.to_owned()
            }
            "netsh" if is_broad_netsh(&call) => EVERYTHING.to_owned(),
            "netsh" | "set-netfirewallprofile" => match opened(&call) {
                Some(profiles) => by_default(&profiles),
                None => continue,
            },
            _ => continue,
        };
        report(findings, call.place(), &what, (call.stage(), Some(&call)));
    }
    for change in package.registry_changes() {
        let what = match Profiles::of_key(&change.key) {
            Some(profiles)
                if change.is_named("DefaultInboundAction") && change.number() == Some(0) =>
            {
                by_default(&profiles)
            }
            _ if is_broad_value(&change) => EVERYTHING.to_owned(),
            _ => continue,
        };
        report(findings, change.place, &what, (change.stage, change.call.as_ref()));
    }
}

fn report(
    findings: &mut Findings<'_>,
    place: crate::package::Place,
    what: &str,
    (stage, call): (crate::package::Stage, Option<&RunCall<'_>>),
) {
    weighed(findings.at(place).say(what), stage, call)
        .help("name the program, the port, the profile and the addresses that may reach it");
}

fn by_default(profiles: &Profiles) -> String {
    format!("the firewall lets in what no rule speaks of, for {}", profiles.shown())
}

/// Parameters that narrow a rule, unless they say `Any`.
const NARROWING: &[&str] = &[
    "program",
    "service",
    "package",
    "owner",
    "localport",
    "remoteport",
    "localaddress",
    "remoteaddress",
    "interfacealias",
    "interfacetype",
    "localuser",
    "remoteuser",
    "remotemachine",
    "authentication",
    "encryption",
    "icmptype",
    "policystore",
    "dynamictarget",
    "dynamictransport",
];

fn is_broad_cmdlet(call: &RunCall<'_>) -> bool {
    let is = |name: &str, default: bool, wanted: &[&str]| match call.parameter(name) {
        Some(value) => wanted.iter().any(|wanted| value.is(wanted)),
        None => default,
    };
    let protocols = ["any", "tcp", "udp", "6", "17"];
    let is_narrow = NARROWING.iter().any(|name| {
        let given = call.parameter(name);
        given.is_some_and(|value| !["any", "notrequired"].iter().any(|any| value.is(any)))
    });
    let profiles = call.parameter("profile");
    is("direction", true, &["inbound"])
        && is("action", true, &["allow"])
        && is("enabled", true, &["true", "$true"])
        && is("protocol", true, &protocols)
        && !is_narrow
        && !call.has_unknown_parameters()
        && profiles.is_none_or(reaches_public)
}

fn reaches_public(profiles: &Value) -> bool {
    let profiles = profiles.known().and_then(Profiles::of_list);
    profiles.is_some_and(|profiles| profiles.has_public())
}

fn is_broad_netsh(call: &RunCall<'_>) -> bool {
    if !call.starts_with(&["advfirewall", "firewall", "add", "rule"]) {
        return false;
    }
    let is = |name: &str, default: bool, wanted: &[&str]| match call.assigned(name) {
        Some(value) => wanted.iter().any(|wanted| value.is(wanted)),
        None => default,
    };
    let narrowing =
        ["program", "service", "localip", "remoteip", "localport", "remoteport", "interfacetype"];
    is("dir", false, &["in"])
        && is("action", false, &["allow"])
        && is("enable", true, &["yes"])
        && is("protocol", true, &["any", "tcp", "udp", "6", "17"])
        && narrowing.iter().all(|name| is(name, true, &["any"]))
        && is("security", true, &["notrequired"])
        && call.assigned("profile").as_ref().is_none_or(reaches_public)
        && call.is_known()
}

/// The profiles whose default becomes letting in.
fn opened(call: &RunCall<'_>) -> Option<Profiles> {
    if call.is("set-netfirewallprofile") {
        let action = call.parameter("defaultinboundaction")?;
        return Profiles::of_cmdlet(call).filter(|_| action.is("allow"));
    }
    let words: Vec<String> = call.texts().map(str::to_ascii_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["advfirewall", "set", profile, "firewallpolicy", policy, ..]
            if policy.starts_with("allowinbound") =>
        {
            Profiles::of_netsh(profile)
        }
        _ => None,
    }
}

/// A rule as the registry holds it: `v2.30|Action=Allow|Active=TRUE|Dir=In|App=…|`.
fn is_broad_value(change: &RegistryChange<'_>) -> bool {
    let is_rule = RULES.iter().any(|key| change.key.is(&Hive::LocalMachine, key));
    let Some(text) = change.text().filter(|text| is_rule && !text.contains(UNKNOWN)) else {
        return false;
    };
    let fields: Vec<(&str, &str)> =
        text.split('|').filter_map(|field| field.split_once('=')).collect();
    let field =
        |name: &str| fields.iter().find(|(found, _)| *found == name).map(|(_, value)| *value);
    let is = |name: &str, wanted: &str| {
        field(name).is_some_and(|value| value.eq_ignore_ascii_case(wanted))
    };
    // `LPort2_10`, `RA4`, `RA6`, `RA42` and the like.
    let narrowing = ["App", "Svc", "LPort", "RPort", "LA", "RA", "IF", "LUA", "RUA", "AppPkgId"];
    let is_narrow =
        fields.iter().any(|(name, _)| narrowing.iter().any(|narrow| name.starts_with(narrow)));
    let profiles: Vec<&str> =
        fields.iter().filter(|(name, _)| *name == "Profile").map(|(_, value)| *value).collect();
    let has_protocol = field("Protocol").is_none_or(|number| matches!(number, "6" | "17"));
    let reaches_public =
        profiles.is_empty() || profiles.iter().any(|name| name.eq_ignore_ascii_case("Public"));
    is("Action", "Allow")
        && is("Dir", "In")
        && is("Active", "TRUE")
        && has_protocol
        && !is_narrow
        && reaches_public
}
