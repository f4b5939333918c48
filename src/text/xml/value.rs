//! A value of an XML document: what it says, and where each part of that is written.

use std::ops::Range;

/// The text of an attribute or of an element, references resolved and pieces joined.
#[derive(Debug, Clone, Default)]
pub struct Value {
    text: String,
    /// Where it stands, references and all, without surrounding quotes.
    range: Range<u32>,
    /// (offset in `text`, offset in the source) where a piece starts. Inside a piece of plain text
    /// both run alike; a resolved reference is a piece of its own.
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    text: u32,
    source: u32,
    source_end: u32,
    /// Whether it is a reference, whose source is one unit.
    reference: bool,
}

impl Value {
    /// What it says, references resolved.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it stands in the source's decoded text, without surrounding quotes.
    pub fn range(&self) -> Range<u32> {
        self.range.clone()
    }

    /// Where a part of [`text`](Self::text) stands in the source's decoded text.
    ///
    /// A part that begins or ends inside a reference takes the whole reference.
    pub fn place(&self, part: &Range<usize>) -> Range<u32> {
        let start = self.to_source(part.start as u32, false);
        let end = match part.end > part.start {
            true => self.to_source(part.end as u32, true),
            false => start,
        };
        start..end.max(start)
    }

    fn to_source(&self, offset: u32, is_end: bool) -> u32 {
        // The end of a part belongs to the piece before it.
        let at = self.pieces.partition_point(|piece| match is_end {
            true => piece.text < offset,
            false => piece.text <= offset,
        });
        match self.pieces.get(at.saturating_sub(1)) {
            None => self.range.start,
            Some(piece) if piece.reference && is_end => piece.source_end,
            Some(piece) if piece.reference => {
                // At the very end of the text there is no next piece to start in.
                if offset as usize >= self.text.len() { piece.source_end } else { piece.source }
            }
            Some(piece) => (piece.source + (offset - piece.text)).min(piece.source_end),
        }
    }

    pub(super) fn starting(at: u32) -> Self {
        Self { text: String::new(), range: at..at, pieces: Vec::new() }
    }

    pub(super) fn push_text(&mut self, text: &str, source: Range<u32>) {
        self.push(text, source, false);
    }

    pub(super) fn push_reference(&mut self, resolved: &str, source: Range<u32>) {
        self.push(resolved, source, true);
    }

    fn push(&mut self, text: &str, source: Range<u32>, reference: bool) {
        if self.pieces.is_empty() {
            self.range.start = source.start;
        }
        self.range.end = source.end;
        let at = self.text.len() as u32;
        self.pieces.push(Piece {
            text: at,
            source: source.start,
            source_end: source.end,
            reference,
        });
        self.text.push_str(text);
    }

    /// The value without surrounding white space, when that is all layout and no value.
    pub(super) fn clear_blank(&mut self) {
        if self.text.trim().is_empty() {
            let start = self.range.start;
            *self = Self::starting(start);
        }
    }
}
