//! Words out of tokens: quotes, escapes and continuation of lines taken off.

use std::ops::Range;

use super::Kind;
use crate::script::tree::{Piece, Word};

/// A word that grows.
#[derive(Default)]
pub(super) struct Builder {
    pieces: Vec<Piece>,
    text: String,
    text_range: Option<Range<u32>>,
    range: Option<Range<u32>>,
    /// Whether any of it stood in quotes.
    pub(super) is_quoted: bool,
    /// How many backslashes stand right before here.
    backslashes: usize,
}

/// A place in a growing word to which it can be cut back.
pub(super) struct Mark {
    pieces: usize,
    text: usize,
    text_range: Option<Range<u32>>,
}

impl Builder {
    pub(super) fn is_empty(&self) -> bool {
        self.range.is_none()
    }

    pub(super) fn text(&mut self, text: &str, range: &Range<u32>) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let start = self.text_range.as_ref().map_or(range.start, |known| known.start);
        self.text_range = Some(start..range.end);
        self.covers(range);
        let others = text.trim_end_matches('\\').len();
        let count = text.len() - others;
        self.backslashes = if others == 0 { self.backslashes + count } else { count };
    }

    /// A quote that is taken off.
    pub(super) fn quote(&mut self, range: &Range<u32>) {
        self.is_quoted = true;
        self.backslashes = 0;
        self.covers(range);
    }

    /// Backslashes before a quote, as the C runtime reads them: two are one, and with one more the
    /// quote means itself, which it tells.
    pub(super) fn escapes_quote(&mut self, range: &Range<u32>) -> bool {
        let count = std::mem::take(&mut self.backslashes);
        let is_literal = count % 2 == 1;
        self.text.truncate(self.text.len().saturating_sub(count.div_ceil(2)));
        if is_literal {
            self.text("\"", range);
        }
        is_literal
    }

    /// A token that is no blank, quote or operator, with its text.
    pub(super) fn token(&mut self, kind: Kind, text: &str, range: &Range<u32>) {
        match kind {
            Kind::Variable | Kind::Delayed => self.piece(environment(text, range)),
            Kind::Parameter => self.variable(text.get(1..), range),
            Kind::LoopVariable => {
                let name = text.strip_prefix("%%").or(text.strip_prefix('%')).unwrap_or(text);
                self.piece(Piece::Variable { name: format!("%{name}"), range: range.clone() });
            }
            Kind::Percent => self.text("%", range),
            Kind::Escape => self.text(
                text.strip_prefix('^').filter(|_| text.len() > 1).unwrap_or(
                    // Escaped by the continuation before it, or a `^` before nothing.
                    if text == "^" { "" } else { text },
                ),
                range,
            ),
            Kind::Continuation | Kind::Lone => return,
            _ => self.text(text, range),
        }
        self.covers(range);
    }

    fn variable(&mut self, name: Option<&str>, range: &Range<u32>) {
        let name = name.unwrap_or_default().to_owned();
        self.piece(Piece::Variable { name, range: range.clone() });
    }

    fn piece(&mut self, piece: Piece) {
        self.end_text();
        self.covers(&piece.range().clone());
        self.pieces.push(piece);
        self.backslashes = 0;
    }

    fn end_text(&mut self) {
        if let Some(range) = self.text_range.take() {
            let text = std::mem::take(&mut self.text);
            if !text.is_empty() {
                self.pieces.push(Piece::Text { text, range });
            }
        }
    }

    fn covers(&mut self, range: &Range<u32>) {
        let start = self.range.as_ref().map_or(range.start, |known| known.start);
        self.range = Some(start..range.end);
    }

    pub(super) fn mark(&self) -> Mark {
        let text_range = self.text_range.clone();
        Mark { pieces: self.pieces.len(), text: self.text.len(), text_range }
    }

    /// Cuts off what came behind the mark; the range stays.
    pub(super) fn cut(&mut self, mark: Mark) {
        // What was the growing text then is a piece by now, if a variable came behind it.
        if self.pieces.len() > mark.pieces {
            let grown = self.pieces.drain(mark.pieces..).next();
            self.text = match grown {
                Some(Piece::Text { text, .. }) => text,
                _ => String::new(),
            };
        }
        self.text.truncate(mark.text);
        self.text_range = mark.text_range;
    }

    /// The word; an empty one stands at `at`.
    pub(super) fn finish(&mut self, at: u32) -> Word {
        self.end_text();
        let done = std::mem::take(self);
        Word { range: done.range.unwrap_or(at..at), pieces: done.pieces, quoted: done.is_quoted }
    }
}

/// `%name%`, `%name:a=b%`, `%name:~1,2%`, or the same with `!`.
fn environment(text: &str, range: &Range<u32>) -> Piece {
    let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
    let start = range.start + 1;
    let part = |text: &str, offset: usize| {
        let start = start + super::place(offset);
        let range = start..start + super::place(text.len());
        let pieces = match text {
            "" => vec![],
            _ => vec![Piece::Text { text: text.to_owned(), range: range.clone() }],
        };
        Word { range, pieces, quoted: false }
    };
    let whole = |name: &str| Piece::Variable { name: format!("env:{name}"), range: range.clone() };
    let Some((name, change)) = inner.split_once(':').filter(|(name, _)| !name.is_empty()) else {
        return whole(inner);
    };
    let changed = name.len() + 1;
    let (operator, operands) = match change.strip_prefix('~') {
        Some(numbers) => {
            let (from, count) = numbers.split_once(',').map_or((numbers, None), |(from, count)| {
                (from, Some(part(count, changed + 2 + from.len())))
            });
            ("substring", [Some(part(from, changed + 1)), count])
        }
        None => {
            let Some((old, new)) = change.split_once('=') else { return whole(inner) };
            let new = part(new, changed + old.len() + 1);
            ("substitute", [Some(part(old, changed)), Some(new)])
        }
    };
    let variable_range = start..start + super::place(name.len());
    let variable = Piece::Variable { name: format!("env:{name}"), range: variable_range.clone() };
    let object = Word { range: variable_range, pieces: vec![variable], quoted: false };
    let operands = [Some(object)].into_iter().chain(operands).flatten().collect();
    Piece::Operation { operator: operator.to_owned(), operands, range: range.clone() }
}
