//! `[[ignore-finding]]`.

use std::ops::Range;

use chrono::NaiveDate;
use toml::de::DeTable;

use super::super::glob::{PathPattern, SettingPattern};
use super::super::ignores::{Ignore, PackagePattern};
use super::super::nearest::did_you_mean;
use super::{Reader, range_of};

/// Its keys.
const KEYS: &[&str] = &["lint", "package", "path", "setting", "reason", "expires"];

impl Reader<'_> {
    pub(super) fn ignore(&mut self, table: &DeTable<'_>, span: Range<usize>) -> Option<Ignore> {
        let before = self.problems.len();
        let mut ignore = Ignore { at: range_of(span.clone()), ..Ignore::default() };
        let mut lint = None;
        for (key, value) in table.iter() {
            let word = key.get_ref().as_ref();
            match word {
                "lint" => {
                    let id = self.text(value, word);
                    ignore.at = range_of(value.span());
                    lint = Some(id.and_then(|id| self.lint(&id, value.span())));
                }
                "reason" => ignore.reason = self.text(value, word).unwrap_or_default(),
                "package" => {
                    let read = self.text(value, word).map(|text| PackagePattern::new(&text));
                    ignore.package = read.and_then(|read| self.parsed(value, word, read));
                }
                "path" => {
                    let read = self.text(value, word).map(|text| PathPattern::new(&text));
                    ignore.path = read.and_then(|read| self.parsed(value, word, read));
                }
                "setting" => {
                    let read = self.text(value, word).map(|text| SettingPattern::new(&text));
                    ignore.setting = read.and_then(|read| self.parsed(value, word, read));
                }
                "expires" => {
                    let text = self.date_text(value, word);
                    let read = text.map(|text| {
                        NaiveDate::parse_from_str(&text, "%Y-%m-%d")
                            .map_err(|_| "expected a date (2026-11-23)".to_owned())
                    });
                    let date = read.and_then(|read| self.parsed(value, word, read));
                    ignore.expires = date.map(|date| (date, range_of(value.span())));
                }
                _ => {
                    let hint = did_you_mean(word, KEYS.iter().copied());
                    self.problem(key.span(), format!("an ignore has no key called {word:?}"))
                        .here(hint)
                        .help(format!("its keys are {}", KEYS.join(", ")))
                        .done();
                }
            }
        }
        let first = table.iter().map(|(key, _)| key.span()).min_by_key(|span| span.start);
        let at = first.unwrap_or(span);
        match lint {
            None => self
                .problem(at, "this ignore does not say of which lint")
                .help("add lint = \"id\"")
                .done(),
            Some(None) => {}
            Some(Some(id)) => ignore.lint = id,
        }
        if ignore.reason.trim().is_empty() && self.problems.len() == before {
            let at = ignore.at.start as usize..ignore.at.end as usize;
            self.problem(at, "this ignore has no reason")
                .help("say why the finding is accepted: reason = \"…\"")
                .done();
        }
        (self.problems.len() == before).then_some(ignore)
    }
}
