//! Reads `ppkglint.toml`: every key and value with its place, and everything that is wrong at once.

mod ignore;
mod values;

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use self::values::{host, name, thumbprint};
use super::config::Section;
use super::config_error::Problem;
use super::glob::PathPattern;
use super::ignores::Ignore;
use super::key::{Key, SEVERITIES, Takes, Value};
use super::layer::{Layer, Origin, severity};
use super::nearest::did_you_mean;
use super::selection::fits as selects;
use super::stated::{parse_guid, parse_time};
use crate::lint::Lint;
use crate::text::Source;

type Node<'t> = toml::Spanned<DeValue<'t>>;

/// Keys that only the top of the file has.
const TOP_ONLY: &[&str] = &["baseline", "ignore-finding", "per-path"];
const TABLES: &[&str] = &["thresholds", "severity"];
/// Mistakes that are said one by one; more say nothing new.
const MAX_PROBLEMS: usize = 20;

/// What a file says.
#[derive(Default)]
pub(super) struct Read {
    pub(super) top: Layer,
    pub(super) sections: Vec<Section>,
    pub(super) ignores: Vec<Ignore>,
    pub(super) baseline: Option<String>,
}

/// Reads a file, or says everything that is wrong with it.
pub(super) fn read(
    source: &Source,
    shown: &str,
    known: &[&'static Lint],
) -> Result<Read, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let mut reader = Reader { source, shown, known, problems: vec![] };
    for error in &errors {
        let range = error.span().unwrap_or_default();
        reader.problem(range, format!("it is no TOML: {}", error.message())).done();
    }
    let mut read = Read::default();
    if errors.is_empty() {
        reader.top(table.get_ref(), &mut read);
    }
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| problem.range.start);
    problems.truncate(MAX_PROBLEMS);
    if problems.is_empty() { Ok(read) } else { Err(problems) }
}

struct Reader<'r> {
    source: &'r Source,
    shown: &'r str,
    known: &'r [&'static Lint],
    problems: Vec<Problem>,
}

/// A problem that is still being put into words.
struct Wording<'w> {
    problem: Problem,
    problems: &'w mut Vec<Problem>,
}

impl Wording<'_> {
    fn here(mut self, label: Option<String>) -> Self {
        self.problem.label = label;
        self
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.problem.help = Some(help.into());
        self
    }

    fn done(self) {
        self.problems.push(self.problem);
    }
}

fn range_of(span: Range<usize>) -> Range<u32> {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    offset(span.start)..offset(span.end)
}

impl Reader<'_> {
    fn problem(&mut self, span: Range<usize>, message: impl Into<String>) -> Wording<'_> {
        let problem =
            Problem { range: range_of(span), message: message.into(), label: None, help: None };
        Wording { problem, problems: &mut self.problems }
    }

    fn origin(&self, span: Range<usize>) -> Origin {
        let line = self.source.position(range_of(span).start).line;
        Origin::Line(self.shown.to_owned(), line)
    }

    fn top(&mut self, table: &DeTable<'_>, read: &mut Read) {
        for (key, value) in table.iter() {
            match key.get_ref().as_ref() {
                "baseline" => read.baseline = self.text(value, "baseline"),
                "per-path" => {
                    for table in self.tables(value, "per-path") {
                        read.sections.extend(self.section(table, value.span()));
                    }
                }
                "ignore-finding" => {
                    for table in self.tables(value, "ignore-finding") {
                        read.ignores.extend(self.ignore(table, value.span()));
                    }
                }
                // What cargo-deny and others call it.
                "ignores" | "allow" => {
                    let word = key.get_ref();
                    self.problem(key.span(), format!("there is no key called {word:?}"))
                        .here(Some("did you mean \"ignore-finding\"?".to_owned()))
                        .help("a finding is ignored with [[ignore-finding]], a lint with ignore = [\"…\"]")
                        .done();
                }
                _ => self.stated(key, value, &mut read.top, TOP_ONLY),
            }
        }
    }

    fn section(&mut self, table: &DeTable<'_>, span: Range<usize>) -> Option<Section> {
        let mut layer = Layer::default();
        let mut paths = None;
        for (key, value) in table.iter() {
            match key.get_ref().as_ref() {
                "paths" => paths = Some(self.patterns(value)),
                _ => self.stated(key, value, &mut layer, &["paths"]),
            }
        }
        let Some(paths) = paths else {
            let at = table.iter().map(|(key, _)| key.span()).min_by_key(|span| span.start);
            self.problem(
                at.unwrap_or(span),
                "a section of [[per-path]] does not say what it is for",
            )
            .help("add paths = [\"folder/**\"]")
            .done();
            return None;
        };
        Some(Section { paths, layer })
    }

    fn patterns(&mut self, value: &Node<'_>) -> Vec<PathPattern> {
        let words = self.words(value, "paths").unwrap_or_default();
        if value.get_ref().as_array().is_some_and(|array| array.is_empty()) {
            self.problem(value.span(), "paths is empty, so the section is for nothing")
                .help("write paths = [\"folder/**\"]")
                .done();
        }
        let read = |(word, span): (String, Range<usize>)| match PathPattern::new(&word) {
            Ok(pattern) => Some(pattern),
            Err(why) => {
                self.problem(span, format!("{word:?} is no pattern of paths: {why}")).done();
                None
            }
        };
        words.into_iter().filter_map(read).collect()
    }

    /// A key that the top and the sections have in common; `others` are those that they have not.
    fn stated(
        &mut self,
        key: &toml::Spanned<std::borrow::Cow<'_, str>>,
        value: &Node<'_>,
        layer: &mut Layer,
        others: &[&'static str],
    ) {
        let word = key.get_ref().as_ref();
        let at_top = |key: &&Key| key.table().is_none();
        if word == "severity" {
            return self.severities(value, layer);
        }
        if word == "thresholds" {
            let Some(table) = self.table(value, word) else { return };
            for (key, value) in table.iter() {
                let word = key.get_ref().as_ref();
                let in_table = |key: &&Key| key.table() == Some("thresholds");
                match Key::ALL.iter().filter(in_table).find(|known| known.word() == word) {
                    Some(known) => self.value(*known, key.span(), value, layer),
                    None => {
                        let words = Key::ALL.iter().filter(in_table).map(|key| key.word());
                        let hint = did_you_mean(word, words);
                        self.problem(key.span(), format!("there is no threshold called {word:?}"))
                            .here(hint)
                            .help("`ppkglint config show` lists all keys")
                            .done();
                    }
                }
            }
            return;
        }
        if let Some(known) = Key::ALL.iter().filter(at_top).find(|known| known.word() == word) {
            return self.value(*known, key.span(), value, layer);
        }
        let moved = Key::ALL.iter().find(|known| known.word() == word).and_then(|key| key.table());
        let words = Key::ALL.iter().filter(at_top).map(|key| key.word());
        let words = words.chain(TABLES.iter().copied()).chain(others.iter().copied());
        let hint = match moved {
            Some(table) => Some(format!("it belongs under [{table}]")),
            None if TOP_ONLY.contains(&word) => Some("it stands at the top of the file".to_owned()),
            None => did_you_mean(word, words),
        };
        self.problem(key.span(), format!("there is no key called {word:?} here"))
            .here(hint)
            .help("`ppkglint config show` lists all keys")
            .done();
    }

    fn severities(&mut self, value: &Node<'_>, layer: &mut Layer) {
        let Some(table) = self.table(value, "severity") else { return };
        for (key, value) in table.iter() {
            let lint = self.lint(key.get_ref(), key.span());
            let word = self.choice(value, key.get_ref(), SEVERITIES);
            if let (Some(lint), Some(word)) = (lint, word.as_deref().and_then(severity)) {
                layer.set_severity(lint, word, self.origin(key.span()));
            }
        }
    }

    /// The id of a lint, and nothing else that selects some.
    fn lint(&mut self, id: &str, span: Range<usize>) -> Option<&'static str> {
        let found = self.known.iter().find(|lint| lint.id == id).map(|lint| lint.id);
        if found.is_none() {
            let hint = did_you_mean(id, self.known.iter().map(|lint| lint.id));
            self.problem(span, format!("there is no lint called {id:?}"))
                .here(hint)
                .help("`ppkglint lints` lists them")
                .done();
        }
        found
    }

    fn value(&mut self, key: Key, at: Range<usize>, value: &Node<'_>, layer: &mut Layer) {
        let word = key.word();
        let read = match key.about().takes {
            Takes::Lints => self.lints(value, word).map(Value::Words),
            Takes::Choice(choices) => self.choice(value, word, choices).map(Value::Word),
            Takes::Time => {
                let text = self.date_text(value, word);
                text.and_then(|text| self.parsed(value, word, parse_time(&text))).map(Value::Time)
            }
            Takes::Guid => {
                let text = self.text(value, word);
                text.and_then(|text| self.parsed(value, word, parse_guid(&text))).map(Value::Word)
            }
            Takes::Hosts => self.checked(value, word, host).map(Value::Words),
            Takes::Thumbprints => self.checked(value, word, thumbprint).map(Value::Words),
            Takes::Names => self.checked(value, word, name).map(Value::Words),
            Takes::Count => self.count(value, word).map(Value::Count),
        };
        if let Some(read) = read {
            layer.state(key, read, self.origin(at));
        }
    }

    fn lints(&mut self, value: &Node<'_>, key: &str) -> Option<Vec<String>> {
        let words = self.words(value, key)?;
        for (word, span) in &words {
            if !self.known.iter().any(|lint| selects(lint, word)) {
                let error = super::selection::unknown(word, self.known);
                let hint = error.suggestion.map(|known| format!("did you mean {known:?}?"));
                let message = format!("there is no lint, category or question called {word:?}");
                self.problem(span.clone(), message)
                    .here(hint)
                    .help("`ppkglint lints` lists them")
                    .done();
            }
        }
        Some(words.into_iter().map(|(word, _)| word).collect())
    }
}
