//! Paths as URIs (RFC 3986, 8089).

use std::fmt::Write as _;

/// A path on disk: relative ones stay relative, absolute ones of either kind of host become
/// `file:` URIs.
pub(super) fn of_disk(path: &str) -> String {
    let path = path.replace('\\', "/");
    if let Some(share) = path.strip_prefix("//") {
        return format!("file://{}", encoded(share));
    }
    let has_drive = path.as_bytes().get(1) == Some(&b':')
        && path.bytes().next().is_some_and(|letter| letter.is_ascii_alphabetic());
    if has_drive {
        let (drive, rest) = path.split_once(':').unwrap_or_default();
        return format!("file:///{drive}:{}", encoded(rest));
    }
    match path.starts_with('/') {
        true => format!("file://{}", encoded(&path)),
        false => encoded(path.strip_prefix("./").unwrap_or(&path)),
    }
}

/// A path inside of a container, from its root. Without a slash at its beginning: with one, it would
/// leave the container when it is resolved against the container's URI.
pub(super) fn of_inner(path: &str) -> String {
    encoded(path.trim_start_matches('/'))
}

fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,=@".contains(&byte);
        match is_plain {
            true => out.push(char::from(byte)),
            false => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{of_disk, of_inner};

    #[test]
    fn paths_of_every_host_are_uris() {
        for (path, uri) in [
            ("./packages/a b.ppkg", "packages/a%20b.ppkg"),
            ("packages\\a.ppkg", "packages/a.ppkg"),
            ("C:\\x\\ü.ppkg", "file:///C:/x/%C3%BC.ppkg"),
            ("\\\\server\\share\\a.ppkg", "file://server/share/a.ppkg"),
            ("/srv/a#1.ppkg", "file:///srv/a%231.ppkg"),
            ("-", "-"),
        ] {
            assert_eq!(of_disk(path), uri);
        }
        assert_eq!(of_inner("x.ps1:Zone.Identifier"), "x.ps1%3AZone.Identifier");
    }
}
