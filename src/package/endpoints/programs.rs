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
    (&["wmic"], "node", Role::Remote),
    (&["schtasks"], "s", Role::Remote),
    (&["nltest"], "dsgetdc", Role::Lookup),
    (&["mstsc"], "v", Role::Remote),
    (&["winrs"], "r", Role::Remote),
    (&["winrs"], "remote", Role::Remote),
    (&["winrm"], "r", Role::Remote),
    (&["winrm"], "remote", Role::Remote),
    (&["winget", "choco", "pip", "pip3", "curl"], "proxy", Role::CommandProxy),
];

pub(super) fn hosts(call: &RunCall<'_>) -> Vec<Host> {
    let mut found: Vec<Host> = vec![];
    for (names, option, role) in OPTIONS {
        if call.is_any(names) {
            found.extend(call.option(option).map(|value| Host::new(value, *role)));
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
        "net" => {
            found.extend(call.option("setsntp").map(|value| Host::new(value, Role::Time)));
            let is_time = call.starts_with(&["time"]);
            found.extend(machine(call).filter(|_| is_time).map(|host| host.of_role(Role::Time)));
            let is_view = call.starts_with(&["view"]);
            found.extend(machine(call).filter(|_| is_view).map(|host| host.of_role(Role::Probe)));
        }
        "curl" => found.extend(exact(call, "-x").map(|value| Host::of(value, Role::CommandProxy))),
        "netdom" => found.extend(joined_domain(call)),
        "psexec" | "psexec64" | "sc" | "reg" | "shutdown" | "psservice" | "pskill" => {
            found.extend(machine(call));
        }
        "ssh" | "sftp" | "telnet" | "ftp" => found.extend(session(call)),
        "scp" | "pscp" => found.extend(copied(call)),
        "portqry" | "psping" | "tcping" => {
            let port = call.option("e").or_else(|| call.option("p"));
            let host = call.option("n").or_else(|| free(call, 0, &[]).next().cloned());
            found.extend(host.map(|host| Host::new(host, Role::Probe).with_port(port.as_ref())));
        }
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

/// `\\computer` as an argument of its own, or before a key: what is done there.
fn machine(call: &RunCall<'_>) -> Option<Host> {
    call.call().arguments.iter().find_map(|argument| {
        let value = &argument.value;
        let name = value.text().strip_prefix(r"\\")?;
        let end = match call.is("reg") {
            true => name.find('\\').filter(|_| is_remote_key(value.text())),
            false => Some(name.len()),
        };
        let end = end.filter(|end| *end > 0)?;
        let has_path = name.get(..end)?.contains(['\\', '/']);
        (!has_path).then(|| Host::part(value, 2..2 + end, Role::Remote))
    })
}

/// `\\computer\HKLM\…`, which is no share.
pub(super) fn is_remote_key(text: &str) -> bool {
    let key = text.strip_prefix(r"\\").and_then(|rest| rest.split_once('\\'));
    key.and_then(|(_, key)| key.get(..2)).is_some_and(|start| start.eq_ignore_ascii_case("hk"))
}

/// `netdom join pc /domain:corp.example\dc1`: the domain, and the controller when one is named.
fn joined_domain(call: &RunCall<'_>) -> Vec<Host> {
    let Some(value) = call.option("domain").or_else(|| call.option("d")) else { return vec![] };
    domain_and_controller(&value)
}

/// `corp.example` or `corp.example\dc1`.
pub(super) fn domain_and_controller(value: &Value) -> Vec<Host> {
    let text = value.text();
    match text.find('\\') {
        Some(at) => vec![
            Host::part(value, 0..at, Role::Domain),
            Host::part(value, at + 1..text.len(), Role::Domain),
        ],
        None => vec![Host::of(value, Role::Domain)],
    }
}

/// `ssh -p 2222 user@host command`, `ftp -s:script host`.
fn session(call: &RunCall<'_>) -> Option<Host> {
    const WITH_VALUE: &[&str] = &["b", "c", "D", "E", "F", "i", "J", "l", "L", "o", "p", "P", "R"];
    // Letters of ssh differ by case.
    let value = arguments_after(call, WITH_VALUE).next()?;
    let at = value.text().rfind('@').map_or(0, |at| at + 1);
    let end = value.text().get(at..)?.find(':').map_or(value.text().len(), |end| at + end);
    let port = match call.name.as_str() {
        "ssh" => exact(call, "-p"),
        "sftp" => exact(call, "-P"),
        _ => arguments_after(call, WITH_VALUE).nth(1),
    };
    Some(Host::part(value, at..end, Role::Remote).with_port(port))
}

/// `scp file user@host:/folder`: the last is where it goes.
fn copied(call: &RunCall<'_>) -> Vec<Host> {
    const WITH_VALUE: &[&str] = &["c", "F", "i", "J", "l", "o", "P", "S", "pw"];
    let port = exact(call, "-P");
    let given: Vec<&Value> = arguments_after(call, WITH_VALUE).collect();
    let last = given.len().saturating_sub(1);
    let hosts = given.iter().enumerate().filter_map(|(index, value)| {
        let text = value.text();
        let end = text.find(':').filter(|end| *end > 1)?;
        let at = text.get(..end)?.rfind('@').map_or(0, |at| at + 1);
        let role = if index == last { Role::Target } else { Role::File };
        Some(Host::part(value, at..end, role).with_port(port))
    });
    hosts.collect()
}

/// Whether the argument of that number is the proxy of the program itself.
pub(super) fn is_proxy(call: &RunCall<'_>, index: usize) -> bool {
    let text = |index: usize| call.call().arguments.get(index).map(|it| it.value.text());
    let before = index.checked_sub(1).and_then(text).unwrap_or_default();
    let is_short = before == "-x" && call.is("curl");
    call.is_program()
        && (is_short
            || before == "--proxy"
            || text(index).is_some_and(|it| it.starts_with("--proxy=")))
}

/// The value behind an option, whose case counts.
fn exact<'c>(call: &'c RunCall<'_>, option: &str) -> Option<&'c Value> {
    let mut values = call.arguments.iter().map(|argument| &argument.value);
    values.find(|value| value.text() == option)?;
    values.next()
}

/// The arguments that are no options of a program of Unix, nor the values of these.
fn arguments_after<'c>(
    call: &'c RunCall<'_>,
    with_value: &'c [&'c str],
) -> impl Iterator<Item = &'c Value> {
    let mut is_taken = false;
    call.arguments.iter().map(|argument| &argument.value).filter(move |value| {
        if std::mem::take(&mut is_taken) {
            return false;
        }
        let Some(name) = value.text().strip_prefix('-') else { return true };
        is_taken = with_value.contains(&name);
        false
    })
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
        value.map(|value| Host::new(value, Role::Kms))
    };
    option("slmgr", "skms").into_iter().chain(option("ospp", "sethst")).collect()
}

fn netsh(call: &RunCall<'_>) -> Vec<Host> {
    let words: Vec<String> = call.texts().take(4).map(str::to_ascii_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let named = |names: &'static [&'static str], role: Role| {
        names.iter().filter_map(|name| call.assigned(name)).map(move |value| Host::new(value, role))
    };
    let addresses = || addresses_behind(call, 4);
    match words.as_slice() {
        ["winhttp", "set", "proxy", ..] => match call.assigned("proxy-server") {
            Some(value) => vec![Host::new(value, Role::Proxy)],
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
        ["dnsclient" | "dns", "set" | "add", "dnsserver" | "dnsservers", ..] => {
            let by_place = addresses_behind(call, 3).map(|value| Host::of(value, Role::Dns));
            named(&["address", "addr", "source"], Role::Dns)
                .filter(|host| is_address(host.value.text()))
                .chain(by_place)
                .collect()
        }
        _ => vec![],
    }
}

fn addresses_behind<'c>(call: &'c RunCall<'_>, from: usize) -> impl Iterator<Item = &'c Value> {
    free(call, from, &[]).filter(|value| is_address(value.text()))
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
    Some(Host::new(value, Role::CertificateAuthority))
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
    Some(Host::new(value, Role::Own))
}
