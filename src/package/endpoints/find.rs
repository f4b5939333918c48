//! What in a text names a host.

use std::ops::Range;

use super::EndpointKind;
use crate::package::host::is_host;
use crate::package::web_address::{HostAndPort, WebAddress, scheme};

/// A host in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) kind: EndpointKind,
    pub(super) scheme: Option<String>,
    pub(super) host: String,
    pub(super) port: Option<u16>,
    pub(super) range: Range<usize>,
    pub(super) host_range: Range<usize>,
}

/// Schemes of URLs that lead over a network.
const SCHEMES: &[&str] = &["http", "https", "ftp", "ftps", "ws", "wss", "ldap", "ldaps"];

/// Finds what names a host where a word begins; `is_host` when the text is one even without a
/// scheme.
pub(super) fn find(text: &str, is_host: bool) -> Vec<Found> {
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

/// Finds URLs and shares in an argument of a command: at the start of words, and behind the `=` of
/// `PROPERTY=\\\\host\\share`. The same after a sign of option or a bracket is none of a word.
pub(super) fn find_in_argument(text: &str) -> Vec<Found> {
    let mut found = find(text, false);
    let mut at = 0;
    for word in text.split(|ch: char| ch.is_whitespace()) {
        let trimmed = word.trim_start_matches(['"', '\'']);
        let start = at + word.len() - trimmed.len();
        at += word.len()
            + text
                .get(at + word.len()..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
        let Some((name, value)) = name_and_value(trimmed) else { continue };
        let is_name = name
            .trim_start_matches(['-', '/'])
            .chars()
            .all(|ch| ch.is_alphanumeric() || "_-:".contains(ch));
        let inner = value.trim_start_matches(['"', '\'']);
        let from = start + trimmed.len() - inner.len();
        let end = inner.find(['"', '\'', '<', '>']).unwrap_or(inner.len());
        let value = inner.get(..end).unwrap_or_default();
        if is_name && !name.is_empty() {
            found.extend(url(value, from).or_else(|| share(value, from)));
        }
    }
    found
}

/// `NAME=value`, `--name=value`, `/n\\host\share`.
fn name_and_value(word: &str) -> Option<(&str, &str)> {
    let at = word.find(r"\\").filter(|at| (2..=3).contains(at) && word.starts_with(['/', '-']));
    match (word.split_once('='), at) {
        (Some((name, _)), _) if !name.contains('\\') => word.split_once('='),
        (_, Some(at)) => word.split_at_checked(at),
        (found, None) => found,
    }
}

/// The hosts in a value that is one, or a list of them: `host`, `host:port`, `a,0x8 b`, a URL.
pub(super) fn hosts(text: &str) -> Vec<Found> {
    let mut found = vec![];
    let mut at = 0;
    for piece in text.split_inclusive(|ch: char| ch.is_whitespace() || matches!(ch, ';' | ',')) {
        let inner =
            piece.trim_end_matches(|ch: char| ch.is_whitespace() || matches!(ch, ';' | ','));
        let word = inner.trim_start_matches(['"', '(', '\'']);
        let start = at + inner.len() - word.len();
        let word = word.trim_end_matches(['"', ')', '\'']);
        at += piece.len();
        for mut one in find(word, true) {
            let moved = |range: &Range<usize>| range.start + start..range.end + start;
            (one.range, one.host_range) = (moved(&one.range), moved(&one.host_range));
            found.extend(Some(one).filter(|one| is_plausible(&one.host)));
        }
    }
    found
}

/// Whether it can be a host where a command takes one: an address, or a name with a letter in it.
/// `0x8` is a flag of a time server, `none` and the like are none.
fn is_plausible(host: &str) -> bool {
    const WORDS: &[&str] = &["any", "dhcp", "direct", "none", "null", "primary", "static"];
    host.parse::<std::net::IpAddr>().is_ok()
        || host.chars().any(char::is_alphabetic)
            && !host.starts_with("0x")
            && !WORDS.contains(&host)
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
