//! Arguments of programs that are hosts.

use super::Role;
use super::methods::is_proxy_variable;
use super::scripts::Host;
use crate::package::run::RunCall;
use crate::script::reading::Value;

/// Options of programs whose value is a host.
const OPTIONS: &[(&[&str], &str, Role)] = &[
    (&["w32tm"], "manualpeerlist", Role::Time),
    (&["dism"], "packagepath", Role::File),
    (&["dism"], "source", Role::File),
    (&["netdom"], "domain", Role::Domain),
    (&["netdom"], "d", Role::Domain),
    (&["wmic"], "node", Role::Remote),
    (&["schtasks"], "s", Role::Remote),
    (&["nltest"], "dsgetdc", Role::Lookup),
];

pub(super) fn hosts(call: &RunCall<'_>) -> Vec<Host> {
    let mut found: Vec<Host> = vec![];
    for (names, option, role) in OPTIONS {
        if call.is_any(names) {
            found.extend(call.option(option).map(|value| Host { value, role: *role }));
        }
    }
    found.extend(licensing(call));
    match call.name.as_str() {
        "ping" | "tracert" | "pathping" => {
            found.extend(
                free(call, 0, &["n", "w", "l", "i", "s", "h", "r", "v"])
                    .take(1)
                    .map(|value| Host::of(value, Role::Probe)),
            );
        }
        "nslookup" => {
            found.extend(free(call, 0, &[]).take(2).map(|value| Host::of(value, Role::Lookup)));
        }
        "net" => found.extend(call.option("setsntp").map(|value| Host { value, role: Role::Time })),
        "netsh" => found.extend(netsh(call)),
        "route" => found.extend(route(call)),
        "bitsadmin" => found.extend(bits_proxy(call)),
        "certreq" | "certutil" => found.extend(authority(call)),
        "setx" => found.extend(variable(call)),
        "wmic" => found.extend(adapter(call)),
        _ => {}
    }
    found
}

/// The arguments without a sign, from a place on; those behind options that take a value are theirs.
fn free<'c>(
    call: &'c RunCall<'_>,
    from: usize,
    with_value: &'c [&'c str],
) -> impl Iterator<Item = &'c Value> {
    let mut is_taken = false;
    call.arguments.iter().skip(from).map(|argument| &argument.value).filter(move |value| {
        let was_taken = std::mem::take(&mut is_taken);
        match value.text().strip_prefix(['-', '/']) {
            Some(name) => {
                is_taken = with_value.iter().any(|known| known.eq_ignore_ascii_case(name));
                false
            }
            None => !was_taken,
        }
    })
}

/// `slmgr /skms host:port`, `ospp.vbs /sethst:host`, by themselves or through a script host.
fn licensing(call: &RunCall<'_>) -> Vec<Host> {
    let names = |script: &str| {
        let is_it = |text: &str| {
            let text = text.trim_matches(['"', ' ']);
            let name = text.rsplit(['\\', '/']).next().unwrap_or(text);
            name.to_ascii_lowercase().trim_end_matches(".vbs") == script
        };
        is_it(&call.name) || call.is_any(&["cscript", "wscript"]) && call.texts().any(is_it)
    };
    let option = |script: &str, option: &str| {
        let value = names(script).then(|| call.option(option)).flatten();
        value.map(|value| Host { value, role: Role::Kms })
    };
    option("slmgr", "skms").into_iter().chain(option("ospp", "sethst")).collect()
}

fn netsh(call: &RunCall<'_>) -> Vec<Host> {
    let words: Vec<String> = call.texts().take(4).map(str::to_ascii_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let named = |names: &'static [&'static str], role: Role| {
        names.iter().filter_map(|name| call.assigned(name)).map(move |value| Host { value, role })
    };
    let addresses = || free(call, 4, &[]).filter(|value| is_address(value.text()));
    match words.as_slice() {
        ["winhttp", "set", "proxy", ..] => match call.assigned("proxy-server") {
            Some(value) => vec![Host { value, role: Role::Proxy }],
            None => call
                .arguments
                .get(3)
                .filter(|argument| !argument.value.text().contains("bypass-list="))
                .map(|argument| Host::of(&argument.value, Role::Proxy))
                .into_iter()
                .collect(),
        },
        ["interface" | "int", "ip" | "ipv4" | "ipv6", "set" | "add", what] => {
            if what.starts_with("dns") {
                let by_place = addresses().map(|value| Host::of(value, Role::Dns));
                named(&["address", "addr"], Role::Dns).chain(by_place).collect()
            } else if what.starts_with("address") {
                let own = addresses().take(1).map(|value| Host::of(value, Role::Own));
                named(&["address", "addr"], Role::Own)
                    .chain(named(&["gateway"], Role::Route))
                    .chain(own)
                    .chain(addresses().nth(2).map(|value| Host::of(value, Role::Route)))
                    .collect()
            } else {
                vec![]
            }
        }
        _ => vec![],
    }
}

fn is_address(text: &str) -> bool {
    text.parse::<std::net::IpAddr>().is_ok()
}

/// `route add 10.0.0.0 mask 255.0.0.0 192.168.1.1`: masks are sorted out by what they are.
fn route(call: &RunCall<'_>) -> Vec<Host> {
    let adds = call
        .texts()
        .any(|text| ["add", "change"].iter().any(|verb| text.eq_ignore_ascii_case(verb)));
    let addresses = free(call, 0, &[]).filter(|value| is_address(value.text()));
    addresses.filter(|_| adds).map(|value| Host::of(value, Role::Route)).collect()
}

/// `bitsadmin /util /setieproxy localsystem MANUAL_PROXY proxy:8080`.
fn bits_proxy(call: &RunCall<'_>) -> Option<Host> {
    let at = call.texts().position(|text| text.eq_ignore_ascii_case("/setieproxy"))?;
    let way = call.arguments.get(at.checked_add(2)?)?.value.text().to_ascii_lowercase();
    let role = match way.as_str() {
        "manual_proxy" => Role::Proxy,
        "autoscript" => Role::ProxyScript,
        _ => return None,
    };
    call.arguments.get(at.checked_add(3)?).map(|argument| Host::of(&argument.value, role))
}

/// `-config "CA01.corp.example\Issuing CA"`: the host is what stands before the backslash.
fn authority(call: &RunCall<'_>) -> Option<Host> {
    let mut value = call.option("config")?;
    let end = value.text().find('\\')?;
    value.text = value.text.part(0..end);
    Some(Host { value, role: Role::CertificateAuthority })
}

/// `setx HTTP_PROXY http://proxy:8080`.
fn variable(call: &RunCall<'_>) -> Option<Host> {
    let mut given = free(call, 0, &[]);
    let is_proxy = is_proxy_variable(given.next()?.text());
    given.next().filter(|_| is_proxy).map(|value| Host::of(value, Role::Proxy))
}

/// `wmic nicconfig … call EnableStatic ("10.0.0.5"), ("255.255.255.0")`.
fn adapter(call: &RunCall<'_>) -> Option<Host> {
    let mut arguments = call.arguments.iter().skip_while(|argument| {
        !argument.value.text().to_ascii_lowercase().starts_with("enablestatic")
    });
    let bare = |text: &str| text.trim_matches(['(', ')', '"', ',', ' ']).to_owned();
    arguments.next()?;
    let value = &arguments.next()?.value;
    let address = bare(value.text().split(',').next()?);
    let at = value.text().find(&address).filter(|_| is_address(&address))?;
    let mut value = value.clone();
    value.text = value.text.part(at..at + address.len());
    Some(Host { value, role: Role::Own })
}
