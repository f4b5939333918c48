//! Arguments of methods that are hosts.

use super::Role;
use super::cmdlets::host_of_type;
use super::scripts::Host;
use crate::package::run::RunCall;
use crate::script::Value;

pub(super) fn hosts(call: &RunCall<'_>) -> Vec<Host> {
    let role = match call.name.as_str() {
        "gethostentry" | "gethostaddresses" | "gethostbyname" => Role::Lookup,
        "enablestatic" => Role::Own,
        "setgateways" => Role::Route,
        "setdnsserversearchorder" => Role::Dns,
        "setenvironmentvariable" => return of_variable(call),
        "new" => return made(call),
        "connect" | "connectasync" | "beginconnect" => return connected(call),
        // Of `WinHttp.WinHttpRequest`: how, then which.
        "setproxy" => {
            let proxy = call.positional().nth(1);
            return proxy.map(|value| Host::of(value, Role::CommandProxy)).into_iter().collect();
        }
        "send" | "sendpingasync" => return pinged(call),
        _ => return vec![],
    };
    call.positional().next().map(|value| Host::of(value, role)).into_iter().collect()
}

/// `[Net.WebProxy]::new('http://proxy:8080')`.
fn made(call: &RunCall<'_>) -> Vec<Host> {
    let given: Vec<&Value> = call.positional().collect();
    let made = call.object().and_then(|object| host_of_type(object.text(), &given));
    made.into_iter().collect()
}

/// `$client.Connect('host', 443)`: a host with a port behind it.
fn connected(call: &RunCall<'_>) -> Vec<Host> {
    let mut given = call.positional();
    match (given.next(), given.next()) {
        (Some(host), Some(port)) if port.text().parse::<u16>().is_ok() => {
            vec![Host::of(host, Role::Probe).with_port(Some(port))]
        }
        _ => vec![],
    }
}

/// `$ping.Send('host', 1000)`; other things are sent, too.
fn pinged(call: &RunCall<'_>) -> Vec<Host> {
    let mut given = call.positional();
    match (given.next(), given.next()) {
        (Some(host), timeout)
            if host.text().contains('.')
                && !host.text().contains(['=', '{', '<', '/', ' '])
                && timeout.is_none_or(|timeout| timeout.text().parse::<u32>().is_ok()) =>
        {
            vec![Host::of(host, Role::Probe)]
        }
        _ => vec![],
    }
}

fn of_variable(call: &RunCall<'_>) -> Vec<Host> {
    let mut given = call.positional();
    match (given.next(), given.next()) {
        (Some(name), Some(value)) if is_proxy_variable(name.text()) => {
            vec![Host::of(value, Role::Proxy)]
        }
        _ => vec![],
    }
}

/// Whether programs take their proxy from the variable of that name.
pub(super) fn is_proxy_variable(name: &str) -> bool {
    ["http_proxy", "https_proxy", "all_proxy"].iter().any(|known| name.eq_ignore_ascii_case(known))
}
