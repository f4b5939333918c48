//! An address cut into its parts: whom it talks to, and how.

use std::net::IpAddr;
use std::ops::Range;

/// An address such as `https://host:port/path`. Ranges are bytes of the text that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress {
    /// The scheme in lower case: `https`.
    pub scheme: String,
    /// The host in lower case, without brackets and without a dot at its end.
    pub host: String,
    /// What stands behind the host's colon.
    pub port: Option<String>,
    /// What follows the host, without query and fragment: `/common`.
    pub path: String,
    /// Whether a name stands before the host, which makes it look like another: `a.example@host`.
    pub has_user: bool,
    /// Where the scheme stands.
    pub scheme_range: Range<usize>,
    /// Where everything between `//` and the path stands.
    pub authority_range: Range<usize>,
    /// Where the host stands.
    pub host_range: Range<usize>,
    /// Where the path stands.
    pub path_range: Range<usize>,
}

impl WebAddress {
    /// Reads an address; blanks around it do not count. None when it has no scheme or no host.
    pub fn parse(text: &str) -> Option<Self> {
        let start = text.len() - text.trim_start().len();
        let trimmed = text.trim();
        let (scheme, rest) = scheme(trimmed)?;
        // Windows takes a backslash for a slash.
        let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
        let (authority, below) = (rest.get(..end)?, rest.get(end..)?);
        let path_end = below.find(['?', '#']).unwrap_or(below.len());
        let path = below.get(..path_end)?;
        let (user, place) = match authority.rsplit_once('@') {
            Some((user, place)) => (Some(user), place),
            None => (None, authority),
        };
        let HostAndPort { host, port, at } = HostAndPort::of(place);
        let host = host.strip_suffix('.').unwrap_or(host);
        if host.is_empty() {
            return None;
        }
        let authority_start = start + scheme.len() + 3;
        let host_start = authority_start + authority.len() - place.len() + at;
        let path_start = authority_start + authority.len();
        Some(Self {
            scheme: scheme.to_lowercase(),
            host: host.to_lowercase(),
            port: port.map(str::to_owned).filter(|port| !port.is_empty()),
            path: path.to_owned(),
            has_user: user.is_some(),
            scheme_range: start..start + scheme.len(),
            authority_range: authority_start..path_start,
            host_range: host_start..host_start + host.len(),
            path_range: path_start..path_start + path.len(),
        })
    }

    /// Whether the host is an IP address.
    pub fn is_ip(&self) -> bool {
        self.host.parse::<IpAddr>().is_ok()
    }

    /// The path's steps.
    pub fn steps(&self) -> impl Iterator<Item = &str> {
        self.path.split(['/', '\\']).filter(|step| !step.is_empty())
    }
}

/// The scheme that a text begins with, and what follows `://`.
pub(super) fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once("://")?;
    let is_scheme = scheme.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && scheme.chars().all(|ch| ch.is_ascii_alphanumeric() || "+-.".contains(ch));
    is_scheme.then_some((scheme, rest))
}

/// `host`, `host:port`, `[::1]:port` or an address of IPv6 without brackets.
#[derive(Debug, Clone, Copy)]
pub(super) struct HostAndPort<'t> {
    /// The host as written, without brackets.
    pub(super) host: &'t str,
    /// What stands behind its colon.
    pub(super) port: Option<&'t str>,
    /// Where in the text the host begins.
    pub(super) at: usize,
}

impl<'t> HostAndPort<'t> {
    /// Cuts a text in two; whether the host can be one is not looked at.
    pub(super) fn of(text: &'t str) -> Self {
        if let Some((host, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            return Self { host, port: rest.strip_prefix(':'), at: 1 };
        }
        match text.split_once(':') {
            Some((host, port)) if text.parse::<IpAddr>().is_err() => {
                Self { host, port: Some(port), at: 0 }
            }
            _ => Self { host: text, port: None, at: 0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WebAddress;

    #[test]
    fn an_address_is_cut_into_its_parts() {
        let text = "  HTTPS://user@Mdm.Fabrikam.Example.:8443/a/b?c#d ";
        let address = WebAddress::parse(text).unwrap();
        assert_eq!(
            (address.scheme.as_str(), address.host.as_str()),
            ("https", "mdm.fabrikam.example")
        );
        assert_eq!(address.port.as_deref(), Some("8443"));
        assert_eq!((address.path.as_str(), address.has_user), ("/a/b", true));
        assert_eq!(&text[address.scheme_range.clone()], "HTTPS");
        assert_eq!(&text[address.host_range.clone()], "Mdm.Fabrikam.Example");
        assert_eq!(&text[address.authority_range.clone()], "user@Mdm.Fabrikam.Example.:8443");
        assert_eq!(&text[address.path_range.clone()], "/a/b");
        assert_eq!(address.steps().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn the_host_is_the_one_that_windows_talks_to() {
        for (text, host) in [
            ("https://good.example@evil.example/x", "evil.example"),
            ("https://evil.example\\@good.example/", "evil.example"),
            ("https://[2001:db8::1]:443/", "2001:db8::1"),
            ("https://2001:db8::1/", "2001:db8::1"),
            ("http://192.0.2.7", "192.0.2.7"),
        ] {
            assert_eq!(WebAddress::parse(text).map(|address| address.host).as_deref(), Some(host));
        }
        assert!(WebAddress::parse("http://[2001:db8::1]/").is_some_and(|address| address.is_ip()));
        for text in ["", "mdm.example/x", "https://", "https:///x", "://x", "1a://x", "a b://x"] {
            assert_eq!(WebAddress::parse(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_parts_of_any_text_lie_in_it(text in "[a-z:/@\\\\ \\[\\]?#.é]*") {
            if let Some(address) = WebAddress::parse(&text) {
                assert!(text.get(address.authority_range).is_some());
                let host = text.get(address.host_range).map(str::to_lowercase);
                assert_eq!(host, Some(address.host));
                assert_eq!(text.get(address.path_range), Some(address.path.as_str()));
            }
        }
    }
}
