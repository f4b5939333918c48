//! Every host that a package names: URLs, shares, servers, addresses.

use std::net::IpAddr;
use std::ops::Range;

use super::Package;
use super::host::{is_host, is_internal, is_loopback, is_placeless, is_private};
use super::place::Place;
use super::setting::Setting;
use super::table::Kind;
use super::web_address::{HostAndPort, WebAddress, scheme};

/// A host that a package names, and how.
#[derive(Debug, Clone)]
pub struct Endpoint<'p> {
    /// How it is named.
    pub kind: EndpointKind,
    /// Of a URL: `http`, in lower case.
    pub scheme: Option<String>,
    /// The host in lower case: a name without a dot at its end, or an address without brackets.
    pub host: String,
    /// The port, when one is named.
    pub port: Option<u16>,
    /// What the device wants of it.
    pub role: Role,
    /// What names it.
    pub origin: Origin<'p>,
    /// The whole URL, share or name, in bytes of what names it.
    pub range: Range<usize>,
    /// The host in it.
    pub host_range: Range<usize>,
}

/// How a host is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointKind {
    /// In a URL.
    Url,
    /// In the path of a share, `\\host\share` or `file://host/share`.
    Share,
    /// By itself, perhaps with a port, where a setting wants just that.
    Host,
}

/// What the device wants of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The domain that it joins.
    Domain,
    /// Enrolment and management.
    Enrolment,
    /// Updates of Windows.
    Updates,
    /// A proxy.
    Proxy,
    /// A proxy of a VPN, in use while the tunnel is up.
    VpnProxy,
    /// A script that tells which proxy to take.
    ProxyScript,
    /// The other end of a VPN.
    Vpn,
    /// Mail.
    Mail,
    /// The time.
    Time,
    /// Anything else: a page, a picture, a list.
    Other,
}

/// What names a host.
#[derive(Debug, Clone, Copy)]
pub enum Origin<'p> {
    /// A setting's value.
    Setting(&'p Setting),
}

/// Settings that hold a host by nature, with or without a scheme and port.
const HOSTS: &[(&str, Role)] = &[
    ("Accounts/Azure/Authority", Role::Enrolment),
    ("Accounts/ComputerAccount/DomainName", Role::Domain),
    ("AutomaticTime/NTPServer", Role::Time),
    ("AutomaticTime/NTPServers", Role::Time),
    ("Connections/Proxies/Proxy/Server", Role::Proxy),
    ("ConnectivityProfiles/Email/Accounts/Account/IncomingMailServerName", Role::Mail),
    ("ConnectivityProfiles/Email/Accounts/Account/OutgoingServerName", Role::Mail),
    ("ConnectivityProfiles/Exchange/Accounts/ActiveSyncAccount/ServerName", Role::Mail),
    (
        "ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/PluginProfileServerUrlList",
        Role::Vpn,
    ),
    (
        "ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/ProxyAutoConfigUrl",
        Role::VpnProxy,
    ),
    ("ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/ProxyServer", Role::VpnProxy),
    ("ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/Server", Role::Vpn),
    ("ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/ProxyServerPort", Role::Proxy),
    ("DeviceManagement/Accounts/Account/Address", Role::Enrolment),
    ("DMClient/UpdateManagementServiceAddress", Role::Enrolment),
    ("NetworkProxy/ProxyServer/ProxyAddress", Role::Proxy),
    ("NetworkProxy/SetupScriptUrl", Role::ProxyScript),
    ("Policies/Update/UpdateServiceUrl", Role::Updates),
    ("Policies/Update/UpdateServiceUrlAlternate", Role::Updates),
];

/// Settings that name hosts which the device does not contact on their account: exceptions, lists
/// of what is allowed, blocked or scanned, and texts that people read.
const NOT_CONTACTED: &[&str] = &[
    "KioskBrowser/Blocked",
    "NetworkProxy/ProxyServer/Exceptions",
    "Policies/Defender/",
    "Policies/KioskBrowser/Blocked",
    "Policies/LocalPoliciesSecurityOptions/",
    "Policies/Privacy/",
];

/// Groups that the parts of a package about scripts and files read.
const NOT_READ_HERE: &[&str] = &["ProvisioningCommands/", "ADMXIngestion/"];

impl Package {
    /// Every host that the settings name, in their order, those of variants too. What stands in
    /// XML, in JSON, in a secret or in a file's path is left out.
    pub fn endpoints(&self) -> Vec<Endpoint<'_>> {
        self.settings.iter().flat_map(of_setting).collect()
    }
}

fn of_setting(setting: &Setting) -> Vec<Endpoint<'_>> {
    let path = setting.path.table();
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| path.starts_with(prefix));
    let holds_text = setting.known.is_none_or(|known| known.kind == Kind::String);
    if !holds_text || setting.is_secret() || starts(NOT_CONTACTED) || starts(NOT_READ_HERE) {
        return vec![];
    }
    let by_nature = HOSTS.iter().find(|(known, _)| *known == path).map(|(_, role)| *role);
    let role = match path.starts_with("Workplace/") {
        true => Role::Enrolment,
        false => by_nature.unwrap_or(Role::Other),
    };
    let endpoint = |found: Found| Endpoint {
        kind: found.kind,
        scheme: found.scheme,
        host: found.host,
        port: found.port,
        role,
        origin: Origin::Setting(setting),
        range: found.range,
        host_range: found.host_range,
    };
    find(setting.value(), by_nature.is_some()).into_iter().map(endpoint).collect()
}

impl<'p> Endpoint<'p> {
    /// The setting that names it.
    pub fn setting(&self) -> Option<&'p Setting> {
        match self.origin {
            Origin::Setting(setting) => Some(setting),
        }
    }

    /// The whole URL, share or name as written. A URL can hold a secret: for comparing, not for
    /// showing.
    pub fn text(&self) -> &'p str {
        match self.origin {
            Origin::Setting(setting) => setting.value().get(self.range.clone()).unwrap_or_default(),
        }
    }

    /// The place of the whole URL, share or name.
    pub fn place(&self) -> Place {
        self.part(&self.range)
    }

    /// The place of the host in it.
    pub fn host_place(&self) -> Place {
        self.part(&self.host_range)
    }

    fn part(&self, range: &Range<usize>) -> Place {
        match self.origin {
            Origin::Setting(setting) => Place::part_of(setting, range),
        }
    }

    /// The address, when the host is one.
    pub fn address(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// Whether it is the device itself.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.host)
    }

    /// Whether only a network of the organisation knows the name: it has one part, or ends as no
    /// public name does.
    pub fn is_internal_name(&self) -> bool {
        is_internal(&self.host)
    }

    /// Whether it is no address, or one that says nothing about a site.
    pub fn is_placeless(&self) -> bool {
        self.address().is_none_or(is_placeless)
    }

    /// Whether the address is one of those that every network may use for itself.
    pub fn is_private(&self) -> bool {
        self.address().is_some_and(is_private)
    }
}

/// A host in a text.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    kind: EndpointKind,
    scheme: Option<String>,
    host: String,
    port: Option<u16>,
    range: Range<usize>,
    host_range: Range<usize>,
}

/// Schemes of URLs that lead over a network.
const SCHEMES: &[&str] = &["http", "https", "ftp", "ftps", "ws", "wss", "ldap", "ldaps"];

/// Finds what names a host where a word begins; `is_host` when the text is one even without a
/// scheme.
fn find(text: &str, is_host: bool) -> Vec<Found> {
    if is_markup(text.trim_start()) {
        return vec![];
    }
    // Lists of policies are divided by U+F000.
    let divides = |ch: char| {
        ch.is_whitespace() || matches!(ch, ';' | ',' | '|' | '"' | '\'' | '<' | '>' | '\u{f000}')
    };
    // Words with blanks between them are a note of what belongs there, no list of hosts.
    let is_note = |part: &str| part.trim().contains(char::is_whitespace);
    let is_host = is_host && !text.split([';', ',', '|']).any(is_note);
    let mut found = vec![];
    let mut at = 0;
    for piece in text.split_inclusive(divides) {
        let word = piece.trim_end_matches(divides);
        found.extend(url(word, at).or_else(|| share(word, at)).or_else(|| {
            // `https=proxy:8080`, as lists of proxies have it.
            let host = word.rsplit_once('=').map_or(word, |(_, host)| host);
            let at = at + word.len() - host.len();
            let found = host_and_port(host, at).filter(|_| is_host)?;
            Some(Found { range: at..at + host.len(), ..found })
        }));
        at += piece.len();
    }
    found
}

/// XML or JSON; a list of start pages, `<https://…><https://…>`, is neither.
fn is_markup(text: &str) -> bool {
    match text.strip_prefix('<') {
        Some(rest) => scheme(rest).is_none(),
        None => text.starts_with('{') || text.starts_with("[{") || text.starts_with("[\""),
    }
}

fn url(word: &str, at: usize) -> Option<Found> {
    let address = WebAddress::parse(word).filter(|address| is_host(&address.host))?;
    let is_file = address.scheme == "file";
    // `file:///C:/…` has no host.
    let kind = match is_file {
        true if address.path.is_empty() => return None,
        true => EndpointKind::Share,
        false if SCHEMES.contains(&address.scheme.as_str()) => EndpointKind::Url,
        false => return None,
    };
    Some(Found {
        kind,
        scheme: Some(address.scheme).filter(|_| !is_file),
        host: address.host,
        port: address.port.and_then(|port| port.parse().ok()),
        range: at..at + word.len(),
        host_range: at + address.host_range.start..at + address.host_range.end,
    })
}

/// `\\host\share`; not `\\.\`, `\\?\`, nor `\\\\` of an escaped text.
fn share(word: &str, at: usize) -> Option<Found> {
    let (host, share) = word.strip_prefix(r"\\")?.split_once('\\')?;
    if share.is_empty() || share.starts_with('\\') {
        return None;
    }
    let name = host.split_once('@').map_or(host, |(name, _)| name);
    let found = host_and_port(name, at + 2)?;
    Some(Found { kind: EndpointKind::Share, range: at..at + word.len(), ..found })
}

/// A host by itself, perhaps with a port; a path behind it is no part of it.
fn host_and_port(text: &str, at: usize) -> Option<Found> {
    let text = text.split('/').next().unwrap_or_default();
    let found = HostAndPort::of(text);
    let host = found.host.strip_suffix('.').unwrap_or(found.host);
    let start = at + found.at;
    is_host(host).then(|| Found {
        kind: EndpointKind::Host,
        scheme: None,
        host: host.to_lowercase(),
        port: found.port.and_then(|port| port.parse().ok()),
        range: at..at + text.len(),
        host_range: start..start + host.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(text: &str, is_host: bool) -> Vec<(EndpointKind, String, Option<u16>)> {
        let found = find(text, is_host);
        for found in &found {
            assert_eq!(
                text.get(found.host_range.clone()).map(str::to_lowercase),
                Some(found.host.clone())
            );
        }
        found.into_iter().map(|found| (found.kind, found.host, found.port)).collect()
    }

    #[test]
    fn urls_give_their_host_and_nothing_of_a_login() {
        use EndpointKind::{Share, Url};
        let name = |kind, host: &str, port| vec![(kind, host.to_owned(), port)];
        assert_eq!(
            hosts("HTTP://Wsus.Adatum.Example:8530/x", false),
            name(Url, "wsus.adatum.example", Some(8530))
        );
        assert_eq!(
            hosts("https://user:word@a.example/?b=c@d", false),
            name(Url, "a.example", None)
        );
        assert_eq!(hosts("https://[fd00::1]:8443/", false), name(Url, "fd00::1", Some(8443)));
        assert_eq!(hosts("https://A.example./x", false), name(Url, "a.example", None));
        assert_eq!(hosts("file://files/wallpapers/a.jpg", false), name(Share, "files", None));
        assert_eq!(hosts("<https://a.example><https://b.example>", false).len(), 2);
        for none in [
            "file:///C:/a.jpg",
            "ms-settings://x",
            "http://",
            "https://%HOST%/",
            "https://*.a.example",
        ] {
            assert_eq!(hosts(none, false), [], "{none}");
        }
    }

    #[test]
    fn a_share_has_a_host_and_a_name_and_nothing_else_is_one() {
        use EndpointKind::Share;
        assert_eq!(hosts(r"\\SRV01\images\a.jpg", false), [(Share, "srv01".to_owned(), None)]);
        assert_eq!(
            hosts(r"x \\dav.example@SSL\DavWWWRoot", false),
            [(Share, "dav.example".to_owned(), None)]
        );
        for none in [
            r"\\.\pipe\x",
            r"\\?\C:\x",
            r"C:\\Windows\\System32",
            r"\\\\srv\\share",
            r"\\srv",
            r"\\srv\",
        ] {
            assert_eq!(hosts(none, false), [], "{none}");
        }
    }

    #[test]
    fn a_host_alone_is_one_where_the_setting_wants_it() {
        use EndpointKind::Host;
        assert_eq!(hosts("proxy:8080", true), [(Host, "proxy".to_owned(), Some(8080))]);
        assert_eq!(hosts("http=a:1;https=10.0.0.1:2", true).len(), 2);
        assert_eq!(hosts("proxy:8080", false), []);
        assert_eq!(hosts("WSUS URL", true), []);
        for markup in ["<a xmlns='http://x.example'/>", r#"{"a": "http://x.example"}"#] {
            assert_eq!(hosts(markup, true), [], "{markup}");
        }
    }
}
