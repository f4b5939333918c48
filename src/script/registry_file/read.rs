//! From text to [`RegistryFile`], line by line.

use std::{ops::Range, sync::Arc};

use super::data::{code, continued_end, dword, hex, quoted};
use super::{
    Change, Data, Entry, Header, RegistryFault, RegistryFaultKind, RegistryFile, WrittenKey,
};
use crate::script::registry_key::normal_key;

/// Reads a registry file. Whatever is not understood is a fault, and the rest is read.
pub fn read(text: &str) -> RegistryFile {
    let mut reader = Reader { text, at: 0, key: None, file: RegistryFile::default() };
    // Places are 32 bits wide; no file of that size is a script.
    if u32::try_from(text.len()).is_ok() {
        reader.run();
    }
    reader.file
}

struct Reader<'t> {
    text: &'t str,
    /// Where the next line starts.
    at: usize,
    key: Option<Arc<WrittenKey>>,
    file: RegistryFile,
}

impl<'t> Reader<'t> {
    fn run(&mut self) {
        let mut is_first = true;
        while let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty()) {
            let whole = rest.split('\n').next().unwrap_or_default();
            let line = whole.trim_start_matches([' ', '\t', '\r', '\u{feff}']);
            let start = self.at + (whole.len() - line.len());
            let line = line.trim_end();
            let range = start..start + line.len();
            self.at += whole.len() + 1;
            if line.is_empty() {
                continue;
            }
            let was_first = std::mem::replace(&mut is_first, false);
            if was_first && self.header(line) {
                continue;
            }
            if was_first {
                self.fault(range.clone(), RegistryFaultKind::NoHeader);
            }
            match line.as_bytes().first() {
                Some(b';') => {}
                Some(b'[') => self.key_line(line, range),
                Some(b'"' | b'@') => self.value_line(line, range),
                // It was to be the header.
                _ if was_first => {}
                _ => self.fault(range, RegistryFaultKind::Line),
            }
        }
    }

    fn header(&mut self, line: &str) -> bool {
        self.file.header = match line {
            "Windows Registry Editor Version 5.00" => Some(Header::Version5),
            "REGEDIT4" => Some(Header::Regedit4),
            _ => None,
        };
        self.file.header.is_some()
    }

    fn key_line(&mut self, line: &str, range: Range<usize>) {
        // A name may hold a bracket, so the last one closes.
        let Some(name) = line.strip_prefix('[').and_then(|line| Some(line.rsplit_once(']')?.0))
        else {
            self.key = None;
            return self.fault(range, RegistryFaultKind::UnclosedKey);
        };
        let kept = name.strip_prefix('-');
        let start = range.start + 1 + usize::from(kept.is_some());
        let name = kept.unwrap_or(name);
        let name_range = place(start..start + name.len());
        let key = normal_key(name);
        if key.is_none() {
            self.fault(range, RegistryFaultKind::UnknownHive);
        }
        let key = Arc::new(WrittenKey {
            text: name.to_owned(),
            range: name_range,
            key,
            is_deleted: kept.is_some(),
        });
        self.file.entries.push(Entry { key: Arc::clone(&key), change: Change::Key });
        self.key = Some(key);
    }

    fn value_line(&mut self, line: &str, range: Range<usize>) {
        let (name, name_range, at) = match line.strip_prefix('@') {
            Some(_) => (None, range.start..range.start + 1, range.start + 1),
            None => match quoted(self.text, range.start + 1, range.end) {
                Some((name, close)) => {
                    (Some(name.text().to_owned()), range.start..close + 1, close + 1)
                }
                None => return self.fault(range, RegistryFaultKind::Name),
            },
        };
        let behind = self.text.get(at..range.end).unwrap_or_default().trim_start();
        let Some(data) = behind.strip_prefix('=').map(str::trim_start) else {
            return self.fault(range, RegistryFaultKind::Name);
        };
        let start = range.end - data.len();
        let Some((data, data_range)) = self.data(data, start) else {
            return self.fault(start..range.end, RegistryFaultKind::Data);
        };
        let Some(key) = &self.key else {
            return self.fault(range, RegistryFaultKind::NoKey);
        };
        self.file.entries.push(Entry {
            key: Arc::clone(key),
            change: Change::Value {
                name,
                name_range: place(name_range),
                data,
                data_range: place(data_range),
            },
        });
    }

    /// The data at `start`, of which `line` is what stands in the same line.
    fn data(&mut self, line: &str, start: usize) -> Option<(Data, Range<usize>)> {
        if line.starts_with('"') {
            return self.string(start, start + line.len());
        }
        if behind(line, "hex").is_some() {
            let end = continued_end(self.text, start);
            self.at = end + 1;
            let all = self.text.get(start..end)?;
            let range = start..start + all.trim_end().len();
            return Some((hex(behind(all, "hex")?, &range, self.file.header)?, range));
        }
        let line = code(line).trim_end();
        let range = start..start + line.len();
        match behind(line, "dword:") {
            Some(digits) => Some((dword(digits.trim_start())?, range)),
            None => (line == "-").then_some((Data::Deleted, range)),
        }
    }

    /// A text in quotes. One with line breaks in it is written with line breaks.
    fn string(&mut self, start: usize, line_end: usize) -> Option<(Data, Range<usize>)> {
        let in_line = quoted(self.text, start + 1, line_end);
        let is_in_line = in_line.is_some();
        // The search for the end stops at the first quote, and each line that begins a search has
        // one, so that no text is searched more than twice.
        let (text, close) = in_line.or_else(|| quoted(self.text, start + 1, self.text.len()))?;
        let rest = self.text.get(close + 1..)?.split('\n').next().unwrap_or_default();
        if !code(rest).trim().is_empty() {
            return None;
        }
        if !is_in_line {
            self.at = close + 1 + rest.len() + 1;
        }
        Some((Data::String(text), start..close + 1))
    }

    fn fault(&mut self, range: Range<usize>, kind: RegistryFaultKind) {
        self.file.faults.push(RegistryFault { range: place(range), kind });
    }
}

/// What stands behind a word that begins `line`, in whatever case.
fn behind<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let (head, tail) = line.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(tail)
}

/// [`read`] takes no text in which this would not fit.
fn place(range: Range<usize>) -> Range<u32> {
    range.start as u32..range.end as u32
}
