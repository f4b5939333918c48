//! A command as a report may show it: on one line, folded, without secrets.

use super::{Origin, RunCall};
use crate::package::Place;
use crate::script::command_line::Through;
use crate::script::reading::{Argument, Style, UNKNOWN};
use crate::script::secrets;
use crate::text::{SecretRanges, Span, mask};

/// Characters of a command that are shown.
const LONGEST: usize = 120;

impl RunCall<'_> {
    /// Whether its name or an argument was put together by more than writing it down.
    pub fn is_folded(&self) -> bool {
        self.program.is_folded
            || self.line.is_folded
            || self.arguments.iter().any(|argument| argument.value.is_folded)
    }

    /// Its text without secrets, on one line and not too long; folded, if it was put together.
    pub fn shown(&self) -> String {
        match self.is_folded() {
            true => self.shown_folded(),
            false => self.shown_text(self.text()),
        }
    }

    /// The same with the values of its arguments in their places, and the name that it stands for.
    pub fn shown_folded(&self) -> String {
        let text = match self.style {
            Style::Program | Style::Builtin => self.line.text().to_owned(),
            Style::Cmdlet => {
                let name = if self.name.is_empty() { self.program.text() } else { &self.name };
                // As it is written, where that is the name.
                let name = match self.program.text().eq_ignore_ascii_case(name) {
                    true => self.program.text(),
                    false => name,
                };
                let arguments = self.arguments.iter().map(|argument| self.argument(argument));
                std::iter::once(name.to_owned()).chain(arguments).collect::<Vec<_>>().join(" ")
            }
            Style::Method | Style::StaticMethod => {
                let given: Vec<&str> = self.positional().map(|value| value.text()).collect();
                format!("{}({})", self.name, given.join(", "))
            }
            Style::Expression | Style::Keyword => self.text().to_owned(),
        };
        self.shown_text(&text.replace(UNKNOWN, "…"))
    }

    /// Another text of it, shown in the same way.
    pub fn shown_text(&self, text: &str) -> String {
        if self.is_secret_blob(text) {
            return mask(text).to_string();
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = self.package.censored(&masked(&text));
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text,
        }
    }

    /// Whether a text of it comes out of a blob, which is a secret as a whole if it holds one.
    fn is_secret_blob(&self, text: &str) -> bool {
        let is_decoded = |through| through == Through::EncodedCommand;
        if !self.through().any(is_decoded) {
            return false;
        }
        let range = self.part.reading.place(self.call.unit, &self.call.range);
        let span = match self.part.origin {
            Origin::Setting(at) => {
                let setting = self.package.settings.get(at);
                setting.and_then(|setting| Place::part_of(setting, &range).span)
            }
            Origin::Script(id) => Some(Span::new(id, range.start as u32..range.end as u32)),
        };
        let is_marked = span.is_some_and(|span| {
            let source = self.package.source(span.source);
            source.is_some_and(|source| source.secrets().touching(&span.range()).is_some())
        });
        is_marked || !secrets(text).is_empty()
    }

    /// An argument as it would be written: `-Name value`.
    fn argument(&self, argument: &Argument) -> String {
        let value = argument.value.text();
        let value = match value.contains(char::is_whitespace) && argument.value.items.is_none() {
            true => format!("'{value}'"),
            false => value.to_owned(),
        };
        let Some(name) = &argument.name else { return value };
        let written = self.within.text.text().get(argument.range.clone()).unwrap_or_default();
        let written = written.get(1..).and_then(|rest| rest.get(..name.len()));
        let name = written.filter(|written| written.eq_ignore_ascii_case(name)).unwrap_or(name);
        match argument.is_switch {
            true => format!("-{name}"),
            false => format!("-{name} {value}"),
        }
    }
}

/// A text without what looks like a secret in its place.
fn masked(text: &str) -> String {
    let mut ranges = SecretRanges::default();
    ranges.extend(secrets(text).into_iter().map(|range| range.start as u32..range.end as u32));
    let (mut out, mut at) = (String::new(), 0);
    for range in ranges.iter() {
        let (start, end) = (range.start as usize, range.end as usize);
        out.push_str(text.get(at..start).unwrap_or_default());
        out.push_str(&mask(text.get(start..end).unwrap_or_default()).to_string());
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
