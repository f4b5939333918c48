//! Parameters of commands of PowerShell that are hosts.

use super::Role;
use super::scripts::Host;
use crate::package::run::RunCall;
use crate::script::reading::{Argument, Value};

/// Names of commands, the parameter, the position that it has without its name, what for.
const HOSTS: &[(&[&str], &str, Option<usize>, Role)] = &[
    (&["test-connection"], "computername", Some(0), Role::Probe),
    (&["test-connection"], "targetname", None, Role::Probe),
    (&["test-netconnection"], "computername", Some(0), Role::Probe),
    (&["resolve-dnsname"], "name", Some(0), Role::Lookup),
    (&["resolve-dnsname"], "server", None, Role::Lookup),
    (&["add-computer"], "domainname", Some(0), Role::Domain),
    (&["add-computer"], "server", None, Role::Domain),
    (&["set-dnsclientserveraddress"], "serveraddresses", None, Role::Dns),
    (&["add-dnsclientnrptrule"], "nameservers", None, Role::Dns),
    (&["new-netipaddress", "set-netipaddress"], "ipaddress", None, Role::Own),
    (&["new-netipaddress"], "defaultgateway", None, Role::Route),
    (&["new-netroute"], "nexthop", None, Role::Route),
    (&["new-netroute"], "destinationprefix", Some(0), Role::Route),
    (&["add-vpnconnection", "set-vpnconnection"], "serveraddress", None, Role::Vpn),
    (&["add-printerport"], "printerhostaddress", None, Role::Other),
    (&["add-printerport"], "lprhostaddress", None, Role::Other),
    (&["send-mailmessage"], "smtpserver", None, Role::Mail),
    (&["get-certificate"], "url", None, Role::CertificateAuthority),
    (&["set-winhttpproxy"], "proxyserver", None, Role::Proxy),
    (&["set-winhttpproxy"], "autoconfigurl", None, Role::ProxyScript),
];

/// Commands that do something on the computer of that name; of others it may be a new name.
const REMOTE: &[&str] = &[
    "enter-pssession",
    "get-ciminstance",
    "get-process",
    "get-service",
    "get-wmiobject",
    "invoke-command",
    "invoke-wmimethod",
    "new-cimsession",
    "new-pssession",
    "restart-computer",
    "stop-computer",
    "test-wsman",
];

pub(super) fn hosts(call: &RunCall<'_>) -> Vec<Host> {
    let mut found = vec![];
    for (names, parameter, position, role) in HOSTS {
        if !call.is_any(names) {
            continue;
        }
        let value = match position {
            Some(position) => call.parameter_or(parameter, *position),
            None => call.parameter(parameter),
        };
        found.extend(value.map(|value| Host::of(&without_prefix(value), *role)));
    }
    if call.is_any(REMOTE) {
        found.extend(call.parameter("computername").map(|value| Host::of(value, Role::Remote)));
    }
    found
}

/// Whether an argument of a command is no host and no place of a file, but a text.
pub(super) fn is_text(argument: &Argument) -> bool {
    const TEXTS: &[&str] = &[
        "body",
        "comment",
        "description",
        "displayname",
        "filter",
        "headers",
        "helpmessage",
        "message",
        "namespace",
        "pattern",
        "property",
        "referer",
        "title",
        "useragent",
        "xpath",
    ];
    argument.name.as_ref().is_some_and(|name| TEXTS.contains(&name.as_str()))
}

/// `10.0.0.0/8` is a network; its length is none of the address.
fn without_prefix(value: &Value) -> Value {
    let mut value = value.clone();
    if value.items.is_none()
        && let Some(at) = value.text().find('/').filter(|_| !value.text().contains("://"))
    {
        value.text = value.text.part(0..at);
    }
    value
}
