//! Words out of tokens.

use std::ops::Range;

use super::{Kind, Parser, Value};
use crate::script::draft::{name_word, place, quoted_word, word_of};
use crate::script::{Piece, Word};

impl Parser<'_> {
    /// A string, number, date, or a keyword that is a value.
    pub(super) fn literal(&mut self) -> Value {
        let range = self.range(self.at);
        let written = self.written(self.at);
        let kind = self.kind(self.at);
        self.at += 1;
        let is_variable = ["nothing", "null", "empty", "me"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(written));
        let word = match kind {
            Some(Kind::Text) => string(written, range),
            Some(Kind::Keyword) if is_variable => {
                word_of(Piece::Variable { name: written.to_owned(), range })
            }
            _ => name_word(written, range),
        };
        Value::plain(word)
    }
}

/// A string without its quotes.
fn string(written: &str, range: Range<u32>) -> Word {
    let inside = written.strip_prefix('"').unwrap_or(written);
    // The last quote of an unclosed string is the half of a doubled one.
    let quotes = inside.len() - inside.trim_end_matches('"').len();
    let inside = if quotes % 2 == 1 { inside.strip_suffix('"').unwrap_or(inside) } else { inside };
    let start = range.start + 1;
    let text_range = start..start + place(inside.len());
    quoted_word(inside.replace("\"\"", "\""), text_range, range)
}
