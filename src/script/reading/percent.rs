//! When cmd puts in what stands between percent signs: before the line, or the whole block, runs.

use std::ops::Range;

use super::evaluate::Evaluator;
use super::variables::around;
use crate::script::language::Language;
use crate::script::tree::ScopeKind;

impl Evaluator<'_> {
    /// Where, and in which scope, a variable has the value that it is read with. Of cmd, what stands
    /// between percent signs is put in before the line, or the whole block, begins to run; what stands
    /// between exclamation marks only when it is reached.
    pub(super) fn read_at(&self, name: &str, range: &Range<usize>, scope: u32) -> (u32, u32) {
        let here = (range.start as u32, scope);
        let is_cmd = matches!(self.language, Language::Batch | Language::Cmd);
        let is_percent = self.text.as_bytes().get(range.start) == Some(&b'%');
        if !is_cmd || !is_percent || !name.starts_with("env:") {
            return here;
        }
        let block = around(self.tree, scope).filter_map(|at| {
            let scope = self.tree.scopes.get(at as usize)?;
            use ScopeKind::{Else, If, Loop, Parentheses};
            let is_block = matches!(scope.kind, If | Else | Loop | Parentheses);
            is_block.then_some((scope.range.start, scope.parent?))
        });
        let (start, within) = block.last().unwrap_or(here);
        match line_start(self.text, start.min(here.0) as usize) {
            // On a command line, what is not set stays as it is, and `call` reads it once more.
            Some(start)
                if self.language == Language::Cmd
                    && is_called(self.text, range.start)
                    && self.lookup(name, start as u32, within).is_none() =>
            {
                here
            }
            Some(start) => (start as u32, within),
            None => here,
        }
    }
}

/// The longest line that cmd takes, and how many may be joined by `^`.
const MOST_OF_LINE: usize = 8_191;
const MOST_JOINED: usize = 64;

/// Where the line begins that `at` stands in, with those that it continues; none if that is too far.
fn line_start(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    for _ in 0..MOST_JOINED {
        let before = text.as_bytes().get(end.saturating_sub(MOST_OF_LINE)..end)?;
        let Some(newline) = memchr::memrchr(b'\n', before) else {
            return (end <= MOST_OF_LINE).then_some(0);
        };
        let start = end - (before.len() - newline - 1);
        let above = before.get(..newline)?;
        if !above.strip_suffix(b"\r").unwrap_or(above).ends_with(b"^") {
            return Some(start);
        }
        end = start - 1;
    }
    None
}

/// How far before a variable the command that it stands in is looked for.
const MOST_BEFORE: usize = 256;

/// Whether a place stands in a command that `call` runs.
fn is_called(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(at.saturating_sub(MOST_BEFORE)..at).unwrap_or_default();
    let command = before.rsplit(|byte| matches!(byte, b'&' | b'|' | b'(' | b'\n')).next();
    let command = command.unwrap_or_default().trim_ascii_start();
    command.get(..5).is_some_and(|word| word.eq_ignore_ascii_case(b"call "))
}
