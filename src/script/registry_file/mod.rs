//! Registry files: what `regedit /s x.reg` and `reg import x.reg` do.

mod data;
mod read;
#[cfg(test)]
mod tests;

use std::{ops::Range, sync::Arc};

pub use read::read;

use super::{registry_key::RegistryKey, spliced::Spliced};

/// A registry file, read. Ranges are bytes of its text.
#[derive(Clone, Debug, Default)]
pub struct RegistryFile {
    /// Its first line; without one Windows takes no file.
    pub header: Option<Header>,
    /// What it changes, in the order of the text.
    pub entries: Vec<Entry>,
    /// What of it means nothing.
    pub faults: Vec<RegistryFault>,
}

/// The first line of a registry file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// `Windows Registry Editor Version 5.00`.
    Version5,
    /// `REGEDIT4`: texts written as bytes are those of the code page.
    Regedit4,
}

/// A line that changes the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key that it stands below, or that it is.
    pub key: Arc<WrittenKey>,
    /// What becomes of the key or of a value in it.
    pub change: Change,
}

/// A key, as a line in brackets names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenKey {
    /// The name without brackets and without the sign of a deletion.
    pub text: String,
    /// Where the name stands.
    pub range: Range<u32>,
    /// The key that it is, when it is one.
    pub key: Option<RegistryKey>,
    /// Whether the key is deleted, with all below it: `[-HKEY_…]`. Values may yet stand behind it.
    pub is_deleted: bool,
}

/// What a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The line of the key: it is made, or deleted.
    Key,
    /// A value is set or deleted.
    Value {
        /// Its name; none for the key's own value, `@`.
        name: Option<String>,
        /// Where the name stands, quotes and all.
        name_range: Range<u32>,
        /// What it becomes.
        data: Data,
        /// Where that stands, quotes and all.
        data_range: Range<u32>,
    },
}

/// What a value becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// `"text"`, or `hex(1)`. Knows where each part of it is written.
    String(Spliced),
    /// `hex(2)`: a text with variables.
    ExpandString(Spliced),
    /// `hex(7)`: several texts.
    MultiString(Vec<String>),
    /// `dword:`, or `hex(4)` of four bytes.
    DWord(u32),
    /// `hex(b)` of eight bytes.
    QWord(u64),
    /// `hex:`, and `hex(…)` of any other type.
    Binary {
        /// The number of the type; 3 for `hex:`.
        kind: u32,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// `-`: the value is deleted.
    Deleted,
}

impl Data {
    /// Its text, when it is one text.
    pub fn text(&self) -> Option<&Spliced> {
        match self {
            Self::String(text) | Self::ExpandString(text) => Some(text),
            _ => None,
        }
    }

    /// Its number, when it is one.
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::DWord(number) => Some(u64::from(*number)),
            Self::QWord(number) => Some(*number),
            _ => None,
        }
    }
}

/// A part of a registry file that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryFault {
    /// Where.
    pub range: Range<u32>,
    /// What.
    pub kind: RegistryFaultKind,
}

/// What is wrong with a part of a registry file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistryFaultKind {
    /// The first line is neither of the two.
    NoHeader,
    /// A line in brackets without the closing one.
    UnclosedKey,
    /// A line in brackets that names no hive.
    UnknownHive,
    /// A value before any key.
    NoKey,
    /// The name of a value that is not closed, or that no `=` follows.
    Name,
    /// Data that is none of the forms, or a text that is not closed.
    Data,
    /// Any other line.
    Line,
}
