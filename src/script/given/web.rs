//! Secrets in the addresses of the web.

use std::ops::Range;

/// A secret in an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebSecret {
    /// What it is.
    pub kind: WebKind,
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// Where the address stands in the text.
    pub address: Range<usize>,
}

/// What a secret in an address is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WebKind {
    /// The password of `https://user:password@host`.
    UserInfo,
    /// The signature of a shared access signature of Azure Storage.
    SasSignature {
        /// Until when it is good, as written but for `%3A`.
        until: Option<String>,
    },
    /// The value of a parameter: its name, in lower case.
    Parameter(String),
}

/// Parameters whose values are secrets.
const PARAMETERS: &[&str] = &[
    "token",
    "access_token",
    "accesstoken",
    "auth_token",
    "authtoken",
    "private_token",
    "apikey",
    "api_key",
    "api-key",
    "key",
    "sig",
    "signature",
    "code",
    "password",
    "passwd",
    "pwd",
    "client_secret",
    "secret",
];

/// Bytes of an address that are looked at; a longer one is no address.
const LONGEST: usize = 8_192;

/// The secrets in the addresses of a text, as they are: known or not.
pub fn web_secrets(text: &str) -> Vec<WebSecret> {
    let mut found = vec![];
    let mut at = 0;
    // Each address is looked at once, so it takes time by the length of the text.
    while let Some(colon) = text.get(at..).and_then(|rest| rest.find("://")) {
        let authority = at + colon + 3;
        let scheme = text.get(at..at + colon).unwrap_or_default();
        let letters = scheme.bytes().rev().take_while(u8::is_ascii_alphanumeric).take(8).count();
        let start = at + colon - letters;
        let rest = text.get(authority..).unwrap_or_default();
        let length = rest
            .find(|ch: char| ch.is_whitespace() || matches!(ch, '"' | '\'' | '<' | '>' | '`' | '|'))
            .unwrap_or(rest.len());
        at = authority + length;
        if letters >= 2 && length <= LONGEST {
            of_address(text, start..at, authority, &mut found);
        }
    }
    found
}

fn of_address(text: &str, address: Range<usize>, authority: usize, found: &mut Vec<WebSecret>) {
    let Some(rest) = text.get(authority..address.end) else { return };
    let mut add = |kind: WebKind, range: Range<usize>| {
        if !range.is_empty() {
            found.push(WebSecret { kind, range, address: address.clone() });
        }
    };
    let host_end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let host = rest.get(..host_end).unwrap_or_default();
    if let Some((info, _)) = host.rsplit_once('@')
        && let Some((user, _)) = info.split_once(':')
    {
        add(WebKind::UserInfo, authority + user.len() + 1..authority + info.len());
    }
    let Some(mark) = rest.find('?') else { return };
    let query = rest.get(mark + 1..).unwrap_or_default();
    let query = query.split('#').next().unwrap_or_default();
    let mut at = authority + mark + 1;
    let is_sas = query.split('&').any(|part| part.starts_with("sv="));
    for part in query.split('&') {
        if let Some((name, value)) = part.split_once('=') {
            let lower = name.to_ascii_lowercase();
            let range = at + name.len() + 1..at + name.len() + 1 + value.len();
            if lower == "sig" && is_sas {
                let until = query.split('&').find_map(|part| part.strip_prefix("se="));
                let until = until.map(|until| until.replace("%3A", ":").replace("%3a", ":"));
                add(WebKind::SasSignature { until }, range);
            } else if PARAMETERS.contains(&lower.as_str()) {
                add(WebKind::Parameter(lower), range);
            }
        }
        at += part.len() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_in_addresses_are_found() {
        let text = "get https://ci:hunter2@files.example/a.zip and \
                    'https://x.example/a?sv=1&sig=abc%2Bd&se=2026' http://y.example/?q=1&token=abc";
        let found: Vec<&str> =
            web_secrets(text).into_iter().map(|secret| &text[secret.range]).collect();
        assert_eq!(found, ["hunter2", "abc%2Bd", "abc"]);
        for quiet in [
            "https://files.example/a@b:c",
            "https://user@files.example/",
            "https://files.example:8080/a?key=",
            "://",
            "no address: a@b",
        ] {
            assert_eq!(web_secrets(quiet), [], "{quiet}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_range_stands_in_the_text(
            parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..20),
        ) {
            let text = parts.concat();
            for secret in web_secrets(&text) {
                assert!(!text[secret.range.clone()].is_empty());
                assert!(text[secret.address].contains(&text[secret.range]));
            }
        }
    }

    const PARTS: &[&str] = &[
        "https", "://", ":", "@", "/", "?", "&", "=", "sig", "sv=", "token", "é", " ", "\"", "#",
        "a",
    ];
}
