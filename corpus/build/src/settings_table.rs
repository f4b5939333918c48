//! The settings that WCD knows: type, place at run time, group, labels.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The table: path, type, CSP, group, labels. The CSP is `=` for `Policy/Config/<Area>/<Name>`.
const TEXT: &str = include_str!("settings.tsv");

/// The namespace of the group ids that we make up for settings that the table lacks.
const NAMESPACE: &[u8] = b"ppkglint corpus settings group";

static TABLE: LazyLock<HashMap<&str, Entry>> =
    LazyLock::new(|| TEXT.lines().filter_map(Entry::parse).collect());

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Not a value but what holds values.
    Group,
    /// Text.
    String,
    /// A number, or a label for one.
    Integer,
    /// `True` or `False`.
    Boolean,
    /// A path on the machine of the author.
    File,
}

/// One setting of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// What its value is.
    pub(crate) kind: Kind,
    /// The node it is written to; empty for settings that Windows keeps in its registry, which go
    /// through MCSF.
    pub(crate) csp: &'static str,
    group: &'static str,
    labels: &'static str,
}

impl Entry {
    fn parse(line: &'static str) -> Option<(&'static str, Self)> {
        let mut columns = line.split('\t');
        let path = columns.next()?;
        let kind = match columns.next()? {
            "g" => Kind::Group,
            "s" => Kind::String,
            "i" => Kind::Integer,
            "b" => Kind::Boolean,
            _ => Kind::File,
        };
        let (csp, group) = (columns.next()?, columns.next()?);
        Some((path, Self { kind, csp, group, labels: columns.next().unwrap_or_default() }))
    }

    /// What stands at run time for a label, if the setting has labels.
    pub(crate) fn raw(&self, label: &str) -> Option<&'static str> {
        let mut labels = self.labels.split('|').filter_map(|pair| pair.split_once('='));
        labels.find(|(_, text)| text.eq_ignore_ascii_case(label)).map(|(raw, _)| raw)
    }
}

/// The setting at a path.
pub(crate) fn find(path: &str) -> Option<&'static Entry> {
    TABLE.get(path)
}

/// Whether WCD would write nothing for a path that the table lacks: its top level is one that
/// the table covers wholly, so the path is misspelt. Policies are left out, since every version
/// of WCD adds some.
pub(crate) fn refused(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or_default();
    top != "Policies" && find(path).is_none() && TABLE.contains_key(top)
}

/// The id of the group of a path, as `RunTime.xml` names it.
pub(crate) fn group_id(path: &str) -> String {
    match find(path).map(|entry| entry.group) {
        Some(group) if !group.is_empty() => group.to_owned(),
        _ => name_based_id(path),
    }
}

/// A name-based (version 5) GUID, the form all the group ids have.
fn name_based_id(path: &str) -> String {
    use sha1::{Digest as _, Sha1};
    let digest = Sha1::new().chain_update(NAMESPACE).chain_update(path).finalize();
    let mut text = String::new();
    for (index, byte) in digest.iter().take(16).enumerate() {
        let byte = match index {
            6 => byte & 0x0f | 0x50,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
