//! Arguments of methods that are hosts.

use super::Role;
use super::scripts::Host;
use crate::package::run::RunCall;

pub(super) fn hosts(call: &RunCall<'_>) -> Vec<Host> {
    let role = match call.name.as_str() {
        "gethostentry" | "gethostaddresses" | "gethostbyname" => Role::Lookup,
        "enablestatic" => Role::Own,
        "setgateways" => Role::Route,
        "setdnsserversearchorder" => Role::Dns,
        "setenvironmentvariable" => return of_variable(call),
        _ => return vec![],
    };
    call.positional().next().map(|value| Host::of(value, role)).into_iter().collect()
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
