//! Words out of tokens and out of other words.

use std::ops::Range;

use super::{Kind, Parser, Value};
use crate::script::{FaultKind, MAX_DEPTH, Piece, Word};

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
        Value { word, depth: 1, open: None }
    }

    pub(super) fn operation(
        &mut self,
        operator: &str,
        open: Option<&'static str>,
        operands: Vec<Value>,
        range: Range<u32>,
    ) -> Value {
        let depth = operands.iter().map(|value| value.depth).max().unwrap_or(0) + 1;
        let operands = operands.into_iter().map(|value| value.word).collect();
        let piece = Piece::Operation { operator: operator.to_owned(), operands, range };
        let value = self.made(piece, depth);
        let open = open.filter(|_| depth <= MAX_DEPTH);
        Value { open, ..value }
    }

    pub(super) fn made(&mut self, piece: Piece, depth: usize) -> Value {
        if depth > MAX_DEPTH {
            let range = piece.range().clone();
            self.fault(range.clone(), FaultKind::TooDeep);
            return unknown(range);
        }
        Value { word: word_of(piece), depth, open: None }
    }
}

pub(super) fn unknown(range: Range<u32>) -> Value {
    Value { word: word_of(Piece::Unknown { range }), depth: 1, open: None }
}

pub(super) fn word_of(piece: Piece) -> Word {
    Word { range: piece.range().clone(), pieces: vec![piece], quoted: false }
}

/// A word that means itself.
pub(super) fn name_word(text: &str, range: Range<u32>) -> Word {
    word_of(Piece::Text { text: text.to_owned(), range })
}

/// A string without its quotes.
fn string(written: &str, range: Range<u32>) -> Word {
    let inside = written.strip_prefix('"').unwrap_or(written);
    // The last quote of an unclosed string is the half of a doubled one.
    let quotes = inside.len() - inside.trim_end_matches('"').len();
    let inside = if quotes % 2 == 1 { inside.strip_suffix('"').unwrap_or(inside) } else { inside };
    let start = range.start + 1;
    let text_range = start..start + super::place(inside.len());
    let pieces = match inside.is_empty() {
        true => vec![],
        false => vec![Piece::Text { text: inside.replace("\"\"", "\""), range: text_range }],
    };
    Word { range, pieces, quoted: true }
}
