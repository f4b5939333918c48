//! What a host is, in lower case and without brackets: a name or an address, and of which kind.

use std::net::{IpAddr, Ipv4Addr};

/// Whether it is an address, or a name without a placeholder or a wildcard in it.
pub(super) fn is_host(host: &str) -> bool {
    let is_name = host.starts_with(char::is_alphanumeric)
        && host.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '.' | '-' | '_'));
    is_name || host.parse::<IpAddr>().is_ok()
}

/// Whether it is the device itself.
pub(super) fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "loopback")
        || host.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether only a network of the organisation knows the name: it has one part, or ends as no public
/// name does.
pub(super) fn is_internal(host: &str) -> bool {
    const SUFFIXES: &[&str] = &[
        "corp",
        "home",
        "internal",
        "intra",
        "intranet",
        "lan",
        "local",
        "localdomain",
        "private",
    ];
    if host.parse::<IpAddr>().is_ok() || is_loopback(host) {
        return false;
    }
    match host.rsplit_once('.') {
        Some((above, suffix)) => {
            SUFFIXES.contains(&suffix) || (suffix == "arpa" && above.ends_with("home"))
        }
        None => true,
    }
}

/// Whether an address says nothing about a site: unset, the device itself, its own link, a mask,
/// one that is kept for documentation.
pub(super) fn is_placeless(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            v4.is_unspecified()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_documentation()
                || v4.is_broadcast()
                || matches!(v4.octets(), [255, ..])
        }
        IpAddr::V6(v6) => {
            let [first, second, ..] = v6.segments();
            v6.is_unspecified()
                || v6.is_loopback()
                || first & 0xffc0 == 0xfe80
                || (first, second) == (0x2001, 0xdb8)
        }
    }
}

/// Whether an address is one of those that every network may use for itself.
pub(super) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private() || is_shared(v4),
        IpAddr::V6(v6) => matches!(v6.segments(), [first, ..] if first & 0xfe00 == 0xfc00),
    }
}

/// Whether an address is one of the internet, as far as that can be told.
pub fn is_global_address(address: IpAddr) -> bool {
    !is_placeless(address) && !is_private(address)
}

/// 100.64.0.0/10, behind the address translation of a provider.
fn is_shared(v4: Ipv4Addr) -> bool {
    let [first, second, ..] = v4.octets();
    first == 100 && second & 0xc0 == 64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internal_names_and_placeless_addresses_are_told_apart() {
        for host in ["wsus", "srv.adatum.local", "a.corp", "nas.home.arpa"] {
            assert!(is_internal(host), "{host}");
        }
        for host in ["www.example.com", "localhost", "10.0.0.1", "local.example"] {
            assert!(!is_internal(host), "{host}");
        }
        let address =
            |text: &str| text.parse::<IpAddr>().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        for text in
            ["127.0.0.1", "169.254.1.1", "192.0.2.7", "255.255.255.0", "2001:db8::1", "fe80::1"]
        {
            assert!(is_placeless(address(text)), "{text}");
        }
        assert!(!is_placeless(address("10.1.2.3")) && is_private(address("10.1.2.3")));
        assert!(is_private(address("fd00::1")) && !is_private(address("8.8.8.8")));
    }
}
