//! Answer files in the manner of INI: InstallShield's `.iss`, Inno Setup's `.inf`.

use std::ops::Range;

/// A section of an INI file. Ranges are bytes of the file's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IniSection<'t> {
    /// Its name; none for what stands before the first.
    pub name: Option<&'t str>,
    /// Where the name stands; empty for what stands before the first.
    pub range: Range<u32>,
    /// Its lines.
    pub entries: Vec<IniEntry<'t>>,
}

/// `key=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IniEntry<'t> {
    /// The key.
    pub key: &'t str,
    /// Where it stands.
    pub key_range: Range<u32>,
    /// The value, without quotes around it, as Windows hands it out.
    pub value: &'t str,
    /// Where it stands, without these quotes.
    pub value_range: Range<u32>,
}

impl<'t> IniSection<'t> {
    /// The first value of that key; case does not count.
    pub fn value(&self, key: &str) -> Option<&IniEntry<'t>> {
        self.entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))
    }
}

/// Reads an INI file: its sections in order, the first of them without a name and often empty. Lines
/// that are neither a section nor an entry say nothing to Windows either.
pub fn read(text: &str) -> Vec<IniSection<'_>> {
    let mut done = vec![];
    let mut section = IniSection::default();
    // Places are 32 bits wide; no file of that size is an answer file.
    let text = if u32::try_from(text.len()).is_ok() { text } else { "" };
    let mut next = 0;
    for line in text.split('\n') {
        let start = next;
        next += line.len() + 1;
        let part = Part { text: line, start }.trimmed();
        if let Some(name) = part.text.strip_prefix('[') {
            let name = name.split(']').next().unwrap_or_default();
            let name = Part { text: name, start: part.start + 1 };
            let new = IniSection { name: Some(name.text), range: name.range(), entries: vec![] };
            done.push(std::mem::replace(&mut section, new));
        } else if let Some((key, value)) = part.text.split_once('=')
            && !key.starts_with(';')
        {
            let value = Part { text: value, start: part.start + key.len() + 1 };
            let key = Part { text: key, start: part.start }.trimmed();
            let value = value.trimmed().unquoted();
            section.entries.push(IniEntry {
                key: key.text,
                key_range: key.range(),
                value: value.text,
                value_range: value.range(),
            });
        }
    }
    done.push(section);
    done
}

/// A part of the text, and where it starts.
#[derive(Clone, Copy)]
struct Part<'t> {
    text: &'t str,
    start: usize,
}

impl Part<'_> {
    fn range(&self) -> Range<u32> {
        self.start as u32..(self.start + self.text.len()) as u32
    }

    fn trimmed(self) -> Self {
        let blank = |ch: char| ch.is_whitespace() || ch == '\u{feff}';
        let text = self.text.trim_start_matches(blank);
        let start = self.start + (self.text.len() - text.len());
        Self { text: text.trim_end_matches(blank), start }
    }

    fn unquoted(self) -> Self {
        let inner = ['"', '\''].iter().find_map(|quote| {
            self.text.strip_prefix(*quote).and_then(|text| text.strip_suffix(*quote))
        });
        inner.map_or(self, |text| Self { text, start: self.start + 1 })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_answer_file() {
        let text = "\u{feff}[InstallShield Silent]\r\nVersion=v7.00\r\n; Count=9\r\n\
                    [ {1}-Dlg ]\r\nResult = 303\r\nszDir=\"C:\\Fabrikam\"\r\nnothing\r\nszDir=b";
        let sections = read(text);
        assert_eq!(sections.len(), 3);
        assert_eq!(sections[0].entries, []);
        assert_eq!(sections[1].name, Some("InstallShield Silent"));
        assert_eq!(sections[1].entries.len(), 1);
        assert_eq!(sections[2].name, Some(" {1}-Dlg "));
        let result = sections[2].value("result").unwrap();
        assert_eq!((result.key, result.value), ("Result", "303"));
        let folder = sections[2].value("szdir").unwrap();
        assert_eq!(folder.value, r"C:\Fabrikam");
        let range = folder.value_range.start as usize..folder.value_range.end as usize;
        assert_eq!(text.get(range), Some(folder.value));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([\\[\\]=;\"' \r\n\u{feff}]|.){0,100}") {
            let place = |range: &Range<u32>| text.get(range.start as usize..range.end as usize);
            for section in read(&text) {
                prop_assert_eq!(place(&section.range), Some(section.name.unwrap_or_default()));
                for entry in &section.entries {
                    prop_assert_eq!(place(&entry.key_range), Some(entry.key));
                    prop_assert_eq!(place(&entry.value_range), Some(entry.value));
                }
            }
        }
    }
}
