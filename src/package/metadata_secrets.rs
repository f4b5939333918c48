//! Passwords in what a package says of itself: its name, its notes, the names of its files.

use std::ops::Range;

use super::assets::Asset;
use super::placeholder::is_placeholder;
use super::written::Written;
use crate::script::pattern::{Pattern, has};
use crate::text::{mask, printable, xml::Document};

/// The elements that say what a package is, in PackageConfig and in the data of a WIM.
const TELLING: &[&str] = &["name", "notes", "description"];

/// What is too short may be anything, and could not be found again to be hidden.
const SHORTEST: usize = 6;

/// Where a text gives a password away: `pw: …`, `password = …`, `password is …`. Only what has a
/// digit in it, since "password: see the safe" gives nothing away.
pub(super) fn told(text: &str) -> Vec<Range<usize>> {
    static PASSWORD: Pattern = Pattern::new(may_tell, || {
        let words = "password|passwort|kennwort|passwd|passphrase|pass|pwd|pw|psk|secret";
        let gives = r"(?:\s*[:=]|\s+(?:is|ist|lautet|est|es)\b)";
        let value = r#"["'„“]?([^\s"'“”]+)"#;
        format!(r#"(?i)(?:^|[^\pL\d])(?:{words})["']?{gives}\s*{value}"#)
    });
    let found = PASSWORD.regex_for(text).into_iter();
    let found = found.flat_map(|pattern| pattern.captures_iter(text));
    let values = found.filter_map(|captures| captures.get(1)).map(|value| {
        let trimmed = value.as_str().trim_end_matches([',', ';', '.', ')', ']']);
        value.start()..value.start() + trimmed.len()
    });
    values
        .filter(|range| {
            let value = text.get(range.clone()).unwrap_or_default();
            value.chars().count() >= SHORTEST
                && value.bytes().any(|byte| byte.is_ascii_digit())
                && !value.starts_with(['$', '%', '{', '<', '['])
                && !is_placeholder(value)
        })
        .collect()
}

/// Whether something in a text may be given as a password.
fn may_tell(text: &str) -> bool {
    text.contains(|ch: char| ch.is_ascii_digit())
        && ["pass", "kennwort", "pwd", "pw", "psk", "secret"].iter().any(|word| has(text, word))
}

/// The elements of a document that may tell a password.
pub(super) fn told_in(document: &Document) -> impl Iterator<Item = &crate::text::xml::Element> {
    document.elements().filter(|element| {
        TELLING.iter().any(|name| element.name.eq_ignore_ascii_case(name))
            && !told(element.text.text()).is_empty()
    })
}

/// The part of a file's name that is a password.
pub(super) fn told_in_name(name: &str) -> Option<&str> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    told(stem).into_iter().next().and_then(|range| stem.get(range))
}

/// The path of a file as it may be shown: printable, and without the passwords that its names tell.
pub fn shown_path(path: &str) -> String {
    let names = path.split('/').map(|name| {
        let mut out = String::new();
        let mut at = 0;
        for range in told(name.rsplit_once('.').map_or(name, |(stem, _)| stem)) {
            out.push_str(name.get(at..range.start).unwrap_or_default());
            out.push_str(&mask(name.get(range.clone()).unwrap_or_default()).to_string());
            at = range.end;
        }
        out.push_str(name.get(at..).unwrap_or_default());
        out
    });
    printable(&names.collect::<Vec<_>>().join("/"))
}

/// What tells a password that is none of its settings.
#[derive(Debug, Clone, Copy)]
pub enum ToldSecret<'p> {
    /// The name, the notes or the description: which, and where.
    Config(&'static str, &'p Written),
    /// The name of a file.
    FileName(&'p Asset),
}

impl super::Package {
    /// Where the package tells a password to everybody who looks at it: the copies in PackageConfig,
    /// the names of files.
    pub fn told_secrets(&self) -> Vec<ToldSecret<'_>> {
        let config = self.config.iter().flat_map(|config| {
            [("name", &config.name), ("notes", &config.notes), ("description", &config.description)]
        });
        let config = config
            .filter_map(|(what, written)| Some((what, written.as_ref()?)))
            .filter(|(_, written)| !told(written.text()).is_empty())
            .map(|(what, written)| ToldSecret::Config(what, written));
        let names = self.assets.iter().filter(|asset| told_in_name(&asset.name).is_some());
        config.chain(names.map(ToldSecret::FileName)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{shown_path, told, told_in_name};

    #[test]
    fn a_password_is_told_from_talk_about_one() {
        for (text, expected) in [
            ("Kiosk (pw: Invented-44)", Some("Invented-44")),
            ("Kennwort = \"Birne2026\", nicht ändern", Some("Birne2026")),
            ("password: see the safe in room 12", None),
            ("password: see-keeper", None),
            ("the password is Invented44", Some("Invented44")),
            ("the password is required", None),
            ("EncryptPackage=false; SignPackage=true 10.0.22621", None),
            ("pass={{PASSWORD1}}", None),
            ("compass: 1234567", None),
            ("pw: 12", None),
        ] {
            let found = told(text).into_iter().next().and_then(|range| text.get(range));
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(told_in_name("vpn pw=Invented44.txt"), Some("Invented44"));
        assert_eq!(told_in_name("password.txt"), None);
        let path = "DataAsset/2/vpn pw=Invented44.txt";
        assert_eq!(shown_path(path), "DataAsset/2/vpn pw=••••(10).txt");
        assert_eq!(shown_path("a/password.txt"), "a/password.txt");
    }
}
