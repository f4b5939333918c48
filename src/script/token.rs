//! A token: what every lexer of a script language gives.

use std::ops::Range;

use super::Fault;

/// A piece of the text and what it is. The tokens of a text tile it: each begins where the one
/// before it ends, none is empty, and they end where the text ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<Kind> {
    /// What it is in its language.
    pub kind: Kind,
    /// Where it stands, in bytes of the text.
    pub range: Range<u32>,
}

impl<Kind> Token<Kind> {
    /// Its text, out of the text that it was read from.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.start as usize..self.range.end as usize).unwrap_or_default()
    }
}

/// The tokens of a text, with what is wrong in them.
pub(super) struct Lexed<Kind> {
    pub(super) tokens: Vec<Token<Kind>>,
    pub(super) faults: Vec<Fault>,
}

/// What a script encoder puts around what it made.
pub(super) const ENCODED: &str = "#@~^";
pub(super) const ENCODED_END: &str = "^#~@";

/// How many bytes at the start are of that sort.
pub(super) fn run(text: &str, is_of_it: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(is_of_it).len()
}
