//! What lies in a WIM and belongs to no file: earlier versions of what is in the package now.
//!
//! WCD writes a new `DataAsset.xml` with every asset and leaves the old ones behind (measured on 18
//! of 44 real packages). Windows never looks at them; whoever opens the file can.

use std::ops::Range;

use super::limits::Limits;
use super::secrets::Marker;
use super::texts::Texts;
use crate::container::{Input, WimFacts};
use crate::script::pattern::{Pattern, has};
use crate::text::{
    Source, SourceId, Span,
    xml::{self, Document},
};

/// One content that no file uses.
#[derive(Debug, Clone)]
pub struct Leftover {
    /// What it goes by: its SHA-1 in brackets, as errors call it too.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its text.
    pub source: SourceId,
    /// What it seems to be.
    pub kind: LeftoverKind,
}

/// What a [`Leftover`] seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftoverKind {
    /// An earlier version of a list that WCD keeps (`DataAsset.xml` and its like).
    Index,
    /// Other XML: settings, a profile.
    Xml,
    /// A script.
    Script,
    /// Another text.
    Text,
}

/// The leftovers of a WIM that are texts, with what is needed to mark the secrets in them.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    pub(super) found: Vec<Leftover>,
    documents: Vec<(SourceId, Document)>,
    /// XML that is not well-formed: nothing in it can be told apart.
    pub(super) malformed: Vec<SourceId>,
    /// What was not looked at, by name.
    pub(super) not_checked: Vec<String>,
}

/// Bytes that are enough to tell a text from something else.
const HEAD: usize = 512;

/// What stands in keys that are written out in text.
const PRIVATE_KEY: &str = "PRIVATE KEY-----";

impl Leftovers {
    /// Reads the leftovers of an input while the budget lasts, into `texts`.
    pub(super) fn read(input: &Input, texts: &mut Texts, limits: &Limits) -> Self {
        let mut leftovers = Self::default();
        let Some(facts) = &input.wim else { return leftovers };
        let mut budget = limits.leftovers;
        // Whatever is read of a content, a chunk of it is decoded; in a solid resource that may be
        // 64 MiB of other contents.
        let chunk = u64::from(facts.form.chunk_size);
        let most = if facts.form.is_solid { Limits::SOLID_LEFTOVERS } else { Limits::LEFTOVERS };
        for (count, blob) in facts.unreferenced.iter().enumerate() {
            let name: String = blob.hash.iter().map(|byte| format!("{byte:02x}")).collect();
            let name = format!("[{name}]");
            let cost = blob.size.min(Limits::MAX_LEFTOVER.max(chunk));
            if count >= most || cost > budget {
                // A name each would be as many lines as a hostile file has blobs.
                let more = facts.unreferenced.len() - count;
                leftovers.not_checked.push(format!("{name} and {more} more that no file uses"));
                break;
            }
            budget -= cost;
            leftovers.take(facts, blob, name, texts);
        }
        leftovers
    }

    fn take(
        &mut self,
        facts: &WimFacts,
        blob: &crate::container::Unreferenced,
        name: String,
        texts: &mut Texts,
    ) {
        let length = blob.size.min(Limits::MAX_LEFTOVER);
        let Ok(head) = facts.prefix(blob, length.min(HEAD as u64)) else {
            return self.not_checked.push(name);
        };
        if !is_text(&head) {
            return;
        }
        let Ok(bytes) = facts.prefix(blob, length) else { return self.not_checked.push(name) };
        let source = texts.add(&name, &bytes);
        let text = texts.sources.last().map_or("", Source::text);
        let kind = if text.trim_start().starts_with('<') {
            match xml::parse_at_most(text, xml::MAX_ELEMENTS) {
                Ok(document) => {
                    let is_index = document.root().is_some_and(|root| root.name == "Elements");
                    self.documents.push((source, document));
                    if is_index { LeftoverKind::Index } else { LeftoverKind::Xml }
                }
                Err(_) => {
                    self.malformed.push(source);
                    LeftoverKind::Xml
                }
            }
        } else if is_script(text) {
            LeftoverKind::Script
        } else {
            LeftoverKind::Text
        };
        self.found.push(Leftover { name, size: blob.size, source, kind });
    }

    /// Marks the secrets in them. What a script writes out is marked with the other scripts.
    pub(super) fn mark(&self, found: &[Leftover], marker: &mut Marker<'_>) {
        for (id, document) in &self.documents {
            marker.document(*id, document);
        }
        for leftover in found {
            marker.all_with(leftover.source, PRIVATE_KEY);
            marker.parts_by(leftover.source, keys);
        }
    }
}

/// Where a text without a name gives a key to a variable: `$key = 'Xk2…'`. In a script of the package
/// `key` is mostly one of the registry; here nothing is lost when too much is hidden.
fn keys(text: &str) -> Vec<Range<usize>> {
    static KEY: Pattern = Pattern::new(
        |text| ["key", "cred", "psk", "code"].iter().any(|word| has(text, word)),
        || {
            let value = r#"["']([^\s"'\\/:$%]{12,})["']"#;
            format!(r"(?i)[a-z_]*(?:key|cred|psk|code)[a-z0-9_]*\s*[=:]\s*{value}")
        },
    );
    let found = KEY.regex_for(text).into_iter().flat_map(|key| key.captures_iter(text));
    let values = found.filter_map(|captures| captures.get(1));
    values
        .filter(|value| value.as_str().bytes().any(|b| b.is_ascii_digit()))
        .map(|v| v.range())
        .collect()
}

/// Whether bytes begin as a text does.
fn is_text(head: &[u8]) -> bool {
    let is_utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let is_odd = |byte: &&u8| **byte < b' ' && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c);
    !head.is_empty() && (is_utf16 || !head.iter().any(|byte| is_odd(&byte)))
}

/// Words that stand in scripts and hardly elsewhere, in lower case.
const SCRIPT_WORDS: &[&str] = &[
    "@echo off",
    "setlocal",
    "windows registry editor",
    "wscript.",
    "createobject(",
    "param(",
    "param (",
    "$env:",
    "$psscriptroot",
    "write-host",
    "write-output",
    "start-process",
    "new-item",
    "copy-item",
    "remove-item",
    "set-itemproperty",
    "new-localuser",
    "invoke-webrequest",
    "net user ",
    "net use ",
    "msiexec",
    "reg add ",
    "powershell",
    "xcopy ",
    "schtasks",
];

/// Whether a text without a name seems to be a script.
fn is_script(text: &str) -> bool {
    let start: String = text.chars().take(1 << 16).collect::<String>().to_lowercase();
    SCRIPT_WORDS.iter().any(|word| start.contains(word))
}

impl super::Package {
    /// Where the secrets of a leftover stand.
    pub fn secrets_of(&self, leftover: &Leftover) -> Vec<Span> {
        let source = self.source(leftover.source);
        let ranges = source.into_iter().flat_map(|source| source.secrets().iter());
        ranges.map(|range| Span::new(leftover.source, range.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_told_from_bytes_and_a_script_from_prose() {
        assert!(is_text("@echo off\r\n".as_bytes()) && is_text(b"\xff\xfea\0"));
        assert!(!is_text(b"MZ\x90\0\x03") && !is_text(b""));
        assert!(is_script("Param($Name)\nNew-LocalUser $Name"));
        assert!(!is_script("Dear colleagues, the lab is closed on Monday."));
    }

    #[test]
    fn what_a_package_left_behind_is_found_with_its_secrets() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/leftover-blobs.ppkg");
        let input = crate::container::open(std::path::Path::new(path));
        let packages = crate::package::packages(&input, &Limits::default());
        let package = packages.first();
        let kinds: Vec<(LeftoverKind, usize)> = package
            .iter()
            .flat_map(|package| package.leftovers.iter().map(|left| (*package, left)))
            .map(|(package, left)| (left.kind, package.secrets_of(left).len()))
            .collect();
        assert!(kinds.contains(&(LeftoverKind::Index, 0)), "{kinds:?}");
        let is_telling =
            |(kind, secrets): &(LeftoverKind, usize)| *kind == LeftoverKind::Script && *secrets > 0;
        assert!(kinds.iter().any(is_telling), "{kinds:?}");
        // Nothing of it is taken for a script of the package.
        let scripts = package.map_or(0, |package| package.scripts().count());
        assert_eq!(scripts, package.map_or(0, |package| package.assets.len()));
    }
}
