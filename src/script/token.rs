//! A token: what every lexer of a script language gives.

use std::ops::Range;

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
