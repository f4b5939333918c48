//! Values of each kind, and what is said when one is of another.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::nearest::did_you_mean;
use super::{Node, Reader};

impl Reader<'_> {
    pub(super) fn wrong(&mut self, value: &Node<'_>, key: &str, expected: &str) {
        let found = value.get_ref().type_str();
        self.problem(value.span(), format!("{key} takes {expected}, and this is of type {found}"))
            .done();
    }

    pub(super) fn parsed<T>(
        &mut self,
        value: &Node<'_>,
        key: &str,
        read: Result<T, String>,
    ) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err(why) => {
                self.problem(value.span(), format!("{key} cannot be understood: {why}")).done();
                None
            }
        }
    }

    pub(super) fn table<'t>(&mut self, value: &'t Node<'_>, key: &str) -> Option<&'t DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, key, "a table");
        }
        table
    }

    pub(super) fn tables<'t>(&mut self, value: &'t Node<'_>, key: &str) -> Vec<&'t DeTable<'t>> {
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(value, key, &format!("tables, each under [[{key}]]"));
            return vec![];
        };
        array.iter().filter_map(|value| self.table(value, key)).collect()
    }

    pub(super) fn words(
        &mut self,
        value: &Node<'_>,
        key: &str,
    ) -> Option<Vec<(String, Range<usize>)>> {
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(value, key, "a list, such as [\"a\", \"b\"]");
            return None;
        };
        let read = |value: &Node<'_>| Some((self.text(value, key)?, value.span()));
        Some(array.iter().filter_map(read).collect())
    }

    pub(super) fn text(&mut self, value: &Node<'_>, key: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(value, key, "a text in quotes");
        }
        text
    }

    /// A date of TOML or a text.
    pub(super) fn date_text(&mut self, value: &Node<'_>, key: &str) -> Option<String> {
        match value.get_ref() {
            DeValue::Datetime(time) => Some(time.to_string()),
            DeValue::String(text) => Some(text.as_ref().to_owned()),
            _ => {
                self.wrong(value, key, "a date, such as 2026-12-31");
                None
            }
        }
    }

    pub(super) fn count(&mut self, value: &Node<'_>, key: &str) -> Option<u32> {
        let Some(number) = value.get_ref().as_integer() else {
            self.wrong(value, key, "a number");
            return None;
        };
        let count = u32::from_str_radix(number.as_str(), number.radix()).ok();
        if count.is_none() {
            let message = format!("{key} takes a number from 0 to {}", u32::MAX);
            self.problem(value.span(), message).done();
        }
        count
    }

    pub(super) fn choice(
        &mut self,
        value: &Node<'_>,
        key: &str,
        choices: &[&str],
    ) -> Option<String> {
        let word = self.text(value, key)?;
        if choices.contains(&word.as_str()) {
            return Some(word);
        }
        let hint = did_you_mean(&word, choices.iter().copied());
        self.problem(value.span(), format!("{key} cannot be {word:?}"))
            .here(hint)
            .help(format!("it is one of {}", quoted(choices)))
            .done();
        None
    }

    pub(super) fn checked(
        &mut self,
        value: &Node<'_>,
        key: &str,
        check: fn(&str) -> Result<(), &'static str>,
    ) -> Option<Vec<String>> {
        let words = self.words(value, key)?;
        for (word, span) in &words {
            if let Err(why) = check(word) {
                self.problem(span.clone(), format!("{word:?} does not fit {key}: {why}")).done();
            }
        }
        Some(words.into_iter().map(|(word, _)| word).collect())
    }
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ")
}

pub(super) fn host(text: &str) -> Result<(), &'static str> {
    let name = text.strip_prefix("*.").unwrap_or(text);
    if name.contains('*') {
        return Err("a star stands only at the beginning, as in *.host.example");
    }
    let is_host = |ch: char| ch.is_alphanumeric() || matches!(ch, '.' | '-' | '_' | ':');
    match !name.is_empty() && name.chars().all(is_host) {
        true => Ok(()),
        false => Err("write the name of a host only, as in host.example"),
    }
}

pub(super) fn name(text: &str) -> Result<(), &'static str> {
    match text.trim().is_empty() {
        true => Err("write a name, as in \"TeamViewer\""),
        false => Ok(()),
    }
}

pub(super) fn thumbprint(text: &str) -> Result<(), &'static str> {
    let is_separator = |ch: char| ch == ':' || ch == '-' || ch.is_whitespace();
    let digits: Vec<char> = text.chars().filter(|ch| !is_separator(*ch)).collect();
    match matches!(digits.len(), 40 | 64) && digits.iter().all(char::is_ascii_hexdigit) {
        true => Ok(()),
        false => Err("a thumbprint has 40 hexadecimal digits (SHA-1) or 64 (SHA-256)"),
    }
}
