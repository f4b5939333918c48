//! Parameters of commands of PowerShell that are hosts.

use super::Role;
use super::programs::domain_and_controller;
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
    (&["set-dnsclientserveraddress"], "serveraddresses", None, Role::Dns),
    (&["add-dnsclientnrptrule"], "nameservers", None, Role::Dns),
    (
        &["add-dnsclientdohserveraddress", "set-dnsclientdohserveraddress"],
        "serveraddress",
        Some(0),
        Role::Dns,
    ),
    (&["new-netipaddress", "set-netipaddress"], "ipaddress", None, Role::Own),
    (&["new-netipaddress"], "defaultgateway", None, Role::Route),
    (&["new-netroute"], "nexthop", None, Role::Route),
    (&["new-netroute"], "destinationprefix", Some(0), Role::Route),
    (&["add-vpnconnection", "set-vpnconnection"], "serveraddress", None, Role::Vpn),
    (&["new-vpnserveraddress"], "serveraddress", Some(0), Role::Vpn),
    (&["add-vpnconnectionroute"], "destinationprefix", Some(1), Role::Route),
    (&["add-vpnconnectiontriggerdnsconfiguration"], "dnsipaddress", None, Role::Dns),
    (&["set-vpnconnectionproxy"], "proxyserver", None, Role::VpnProxy),
    (&["add-printerport"], "printerhostaddress", None, Role::Printer),
    (&["add-printerport"], "lprhostaddress", None, Role::Printer),
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

/// What `-CommonTCPPort` takes.
const COMMON_PORTS: &[(&str, u16)] = &[("http", 80), ("rdp", 3389), ("smb", 445), ("winrm", 5985)];

/// Commands that take a proxy for themselves.
const WITH_PROXY: &[&str] = &[
    "install-module",
    "install-packageprovider",
    "invoke-restmethod",
    "invoke-webrequest",
    "start-bitstransfer",
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
        let port = call.parameter("port").filter(|_| matches!(role, Role::Probe | Role::Mail));
        found.extend(value.map(|value| Host::of(&without_prefix(value), *role).with_port(port)));
    }
    if let (true, Some(service)) = (call.is("test-netconnection"), call.parameter("commontcpport"))
    {
        let known = COMMON_PORTS.iter().find(|(name, _)| service.is(name)).map(|(_, port)| *port);
        found.iter_mut().for_each(|host| host.port = known);
    }
    if call.is("add-computer") {
        found.extend(call.parameter_or("domainname", 0).map(|name| Host::of(name, Role::Domain)));
        found.extend(call.parameter("server").into_iter().flat_map(domain_and_controller));
    }
    if call.is("new-object") {
        found.extend(of_type(call));
    }
    if call.is_any(WITH_PROXY) {
        let proxy = call.parameter("proxy").or_else(|| call.parameter("proxylist"));
        found.extend(proxy.map(|proxy| Host::of(proxy, Role::CommandProxy)));
    }
    if call.is_any(REMOTE) {
        found.extend(call.parameter("computername").map(|value| Host::of(value, Role::Remote)));
    }
    found
}

/// `New-Object Net.WebProxy 'http://proxy:8080'`, `New-Object Net.Sockets.TcpClient 'host', 443`.
fn of_type(call: &RunCall<'_>) -> Option<Host> {
    let name = call.parameter_or("typename", 0)?;
    let at = usize::from(call.parameter("typename").is_none());
    let given = call.parameter_or("argumentlist", at)?;
    let given: Vec<&Value> = given.each().iter().collect();
    host_of_type(name.text(), &given)
}

/// Of an object of a type that is made for a host: that host.
pub(super) fn host_of_type(name: &str, given: &[&Value]) -> Option<Host> {
    let name = name.trim_matches(['[', ']']).to_ascii_lowercase();
    let role = match name.strip_prefix("system.").unwrap_or(&name) {
        "net.webproxy" => Role::Proxy,
        "net.sockets.tcpclient" => Role::Probe,
        "net.mail.smtpclient" => Role::Mail,
        _ => return None,
    };
    let port = given.get(1).copied().filter(|port| port.text().parse::<u16>().is_ok());
    Some(Host::of(given.first()?, role).with_port(port))
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
