//! The hosts that commands and registry files write to the registry.

use super::find::{find_in_argument, hosts};
use super::{By, Named, NamedHost, Role};
use crate::package::run::RegistryChange;
use crate::script::registry_key::Hive;

/// Values that are hosts: a part of the key's path in lower case, the name, what the host is for.
const VALUES: &[(&str, &str, Role)] = &[
    (r"\policies\microsoft\windows\windowsupdate", "wuserver", Role::Updates),
    (r"\policies\microsoft\windows\windowsupdate", "wustatusserver", Role::Updates),
    (r"\policies\microsoft\windows\windowsupdate", "updateserviceurlalternate", Role::Updates),
    (r"\currentversion\internet settings", "proxyserver", Role::Proxy),
    (r"\currentversion\internet settings", "autoconfigurl", Role::ProxyScript),
    (r"\policies\google\chrome", "proxyserver", Role::Proxy),
    (r"\policies\google\chrome", "proxypacurl", Role::ProxyScript),
    (r"\policies\microsoft\edge", "proxyserver", Role::Proxy),
    (r"\policies\microsoft\edge", "proxypacurl", Role::ProxyScript),
    (r"\services\tcpip\parameters", "nv domain", Role::Domain),
    (r"\services\tcpip\parameters", "nameserver", Role::Dns),
    (r"\services\tcpip\parameters\interfaces", "ipaddress", Role::Own),
    (r"\services\tcpip\parameters\interfaces", "defaultgateway", Role::Route),
    (r"\services\w32time\parameters", "ntpserver", Role::Time),
    (r"\policies\microsoft\w32time\parameters", "ntpserver", Role::Time),
    (r"\currentversion\softwareprotectionplatform", "keymanagementservicename", Role::Kms),
    (r"\environment", "http_proxy", Role::Proxy),
    (r"\environment", "https_proxy", Role::Proxy),
    (r"\environment", "all_proxy", Role::Proxy),
    (r"\policies\microsoft\windows nt\dnsclient", "nameserver", Role::Dns),
    (r"\policies\microsoft\cryptography\policyservers\", "url", Role::CertificateAuthority),
];

pub(super) fn of_change(change: RegistryChange<'_>) -> Vec<NamedHost> {
    let (Some(text), Some(name)) = (change.text(), &change.name) else { return vec![] };
    if text.contains('\n') {
        return vec![];
    }
    let path = format!("\\{}", change.key.path.to_lowercase());
    let name = name.to_lowercase();
    let is_it = |(part, value, _): &&(&str, &str, Role)| *value == name && path.contains(part);
    let by_nature = VALUES.iter().find(is_it).map(|(.., role)| *role);
    let found = match (by_nature, &change.key.hive) {
        (Some(_), _) => hosts(text),
        // Names of classes and the like hold no hosts of the device.
        (None, Hive::ClassesRoot) => vec![],
        (None, _) => find_in_argument(text),
    };
    // A drive that is mapped again at each sign-in: `HKCU\Network\S`.
    let drive = drive(&change).filter(|_| name == "remotepath");
    let role = match drive {
        Some(_) => Role::Drive,
        None => by_nature.unwrap_or(Role::Other),
    };
    let endpoint = |found: super::Found| {
        let Some(call) = change.call else {
            let by = By::Place(change.place.clone());
            let mut named = Named { by, role, when: change.stage }.host(text, found);
            named.drive = drive;
            return named;
        };
        let named = Named { by: By::call(&call), role, when: change.stage };
        let mut endpoint = named.host(text, found);
        endpoint.drive = drive;
        let arguments = call.call().arguments.iter();
        let whole = arguments.map(|argument| &argument.value).find_map(|value| {
            let at = value.text().len().checked_sub(text.len())?;
            value.text().ends_with(text).then_some((value, at))
        });
        match whole {
            Some((value, at)) => {
                let moved = |range: &std::ops::Range<usize>| {
                    value.text.source(&(range.start + at..range.end + at))
                };
                endpoint.is_shared = !value.uses.is_empty();
                (endpoint.range, endpoint.host_range) =
                    (moved(&endpoint.range), moved(&endpoint.host_range));
            }
            None => {
                endpoint.range = call.call().range.clone();
                endpoint.host_range = endpoint.range.clone();
            }
        }
        endpoint
    };
    found.into_iter().map(endpoint).collect()
}

fn drive(change: &RegistryChange<'_>) -> Option<char> {
    let (above, letter) = change.key.path.rsplit_once('\\')?;
    let is_network = above.rsplit('\\').next()?.eq_ignore_ascii_case("network");
    let mut letters = letter.chars();
    let letter = letters.next().filter(char::is_ascii_alphabetic).filter(|_| is_network)?;
    letters.next().is_none().then(|| letter.to_ascii_uppercase())
}
