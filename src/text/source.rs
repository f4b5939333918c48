//! One text of an input: decoded once, with its places and its secrets.

use std::ops::Range;

use super::decode::{Encoding, Offsets, bounds, decode_with_offsets};
use super::secret::{SecretRanges, mask};
use super::{LineEnds, printable, push_printable};

/// Which source of a package a span belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(
    /// Its number in the package's list of sources.
    pub u32,
);

/// A part of one source: bytes of its decoded text, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source.
    pub source: SourceId,
    /// Bytes of the decoded text.
    pub range: Range32,
}

/// `Range<u32>` that can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range32 {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `source`.
    pub fn new(source: SourceId, range: Range<u32>) -> Self {
        Self { source, range: Range32 { start: range.start, end: range.end.max(range.start) } }
    }

    /// Its bytes of the decoded text.
    pub fn range(&self) -> Range<u32> {
        self.range.start..self.range.end
    }
}

/// A place as people count it: both from 1, the column in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1. Lines end at `\n` (or `\r\n`).
    pub line: u32,
    /// The column, from 1, in Unicode scalar values of the decoded text.
    pub column: u32,
}

/// A span in the bytes of the file as stored, with the places of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredSpan {
    /// The first stored byte.
    pub start: u32,
    /// One past the last stored byte.
    pub end: u32,
    /// Where it starts.
    pub from: Position,
    /// Where it ends.
    pub to: Position,
}

/// Bytes of text between two counts of characters.
const BLOCK: usize = 4096;

/// How many characters begin in a piece of UTF-8.
fn starts_in(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32
}

/// One text, decoded once.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    encoding: Encoding,
    offsets: Offsets,
    /// Where each line starts in `text`.
    lines: Vec<u32>,
    /// How many characters stand before each [`BLOCK`] of bytes of `text`: a file can be one line
    /// of megabytes with a finding every few bytes.
    characters: Vec<u32>,
    secrets: SecretRanges,
}

impl Source {
    /// Decodes a file. `name` is its path inside the package, with `/`; empty when the input is
    /// itself the file.
    pub fn new(name: impl Into<String>, bytes: &[u8]) -> Self {
        let (text, encoding, offsets) = decode_with_offsets(bytes);
        let lines = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1))
            .collect();
        let blocks = text.as_bytes().chunks(BLOCK).scan(0, |before, block| {
            let here = *before;
            *before += starts_in(block);
            Some(here)
        });
        let characters = blocks.collect();
        let secrets = SecretRanges::default();
        Self { name: name.into(), text, encoding, offsets, lines, characters, secrets }
    }

    /// Its path inside the package, with `/`; empty when the input is itself the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole decoded text, secrets included: for reading, never for showing.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it is stored.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// What its lines end in.
    pub fn line_ends(&self) -> LineEnds {
        LineEnds::of(&self.text)
    }

    /// The text of a range, secrets included; empty when the range is not of this text.
    pub fn slice(&self, range: &Range<u32>) -> &str {
        self.text.get(bounds(range)).unwrap_or_default()
    }

    /// Where an offset of the decoded text stands.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_of(offset);
        let start = self.lines.get(line as usize).copied().unwrap_or_default();
        let before = self.characters_before(offset.max(start));
        let column = before.saturating_sub(self.characters_before(start));
        Position { line: line + 1, column: column + 1 }
    }

    /// How many characters begin before `offset`.
    fn characters_before(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let block = offset / BLOCK;
        // Past the last block there is nothing but the end of the text.
        let Some(known) = self.characters.get(block) else {
            let last = self.characters.len().saturating_sub(1);
            let tail = self.text.as_bytes().get(last * BLOCK..offset).unwrap_or_default();
            return self.characters.get(last).copied().unwrap_or_default() + starts_in(tail);
        };
        known + starts_in(self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default())
    }

    /// The line, from 0, that holds `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.lines.partition_point(|&start| start <= offset).saturating_sub(1) as u32
    }

    /// How many lines there are; the empty one after the last line break is none.
    pub fn line_count(&self) -> u32 {
        let last = self.lines.last().copied().unwrap_or_default() as usize;
        let empty = self.lines.len() > 1 && last >= self.text.len();
        self.lines.len() as u32 - u32::from(empty)
    }

    /// The bytes of a line (from 0), without its line break.
    pub fn line_range(&self, line: u32) -> Range<u32> {
        let at = line as usize;
        let end_of_text = self.text.len() as u32;
        let start = self.lines.get(at).copied().unwrap_or(end_of_text);
        let end = self.lines.get(at + 1).copied().unwrap_or(end_of_text);
        let text = self.slice(&(start..end));
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        start..start + text.len() as u32
    }

    /// A range as bytes of the file as stored.
    pub fn stored(&self, range: &Range<u32>) -> StoredSpan {
        StoredSpan {
            start: self.offsets.stored(&self.text, range.start),
            end: self.offsets.stored(&self.text, range.end),
            from: self.position(range.start),
            to: self.position(range.end),
        }
    }

    /// Marks a range as secret. Done while a package is read, before any lint runs.
    pub fn mark_secret(&mut self, range: Range<u32>) {
        self.secrets.insert(range);
    }

    /// Marks many ranges as secret at once.
    pub fn mark_secrets(&mut self, ranges: impl IntoIterator<Item = Range<u32>>) {
        self.secrets.extend(ranges);
    }

    /// The secret ranges.
    pub fn secrets(&self) -> &SecretRanges {
        &self.secrets
    }

    /// The text of a range as it may be shown: printable, every secret in it masked whole.
    pub fn shown(&self, range: &Range<u32>) -> String {
        if self.secrets.touching(range).is_none() {
            return printable(self.slice(range));
        }
        let mut out = String::new();
        let mut at = range.start;
        while at < range.end {
            match self.secrets.touching(&(at..range.end)) {
                Some(secret) if secret.start <= at => {
                    out.push_str(&mask(self.slice(secret)).to_string());
                    at = secret.end;
                }
                next => {
                    let end = next.map_or(range.end, |secret| secret.start);
                    self.slice(&(at..end)).chars().for_each(|ch| push_printable(&mut out, ch));
                    at = end;
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_counts_characters_and_a_span_counts_stored_bytes() {
        let source = Source::new("a.xml", "\u{feff}<a>\r\n日本 x</a>".as_bytes());
        let at = source.text().find('x').expect("x") as u32;
        let span = source.stored(&(at..at + 1));
        assert_eq!(span.from, Position { line: 2, column: 4 });
        assert_eq!(span.to, Position { line: 2, column: 5 });
        assert_eq!((span.start, span.end), (15, 16));
        assert_eq!(source.line_range(0), 0..3);
        assert_eq!(source.line_count(), 2);
    }

    #[test]
    fn a_column_far_along_a_line_is_that_of_its_character() {
        let line = "é".repeat(10_000) + "x";
        let source = Source::new("a", line.as_bytes());
        assert_eq!(source.position(20_000), Position { line: 1, column: 10_001 });
        assert_eq!(source.position(20_001), Position { line: 1, column: 10_002 });
        let even = Source::new("a", "x".repeat(2 * BLOCK).as_bytes());
        assert_eq!(even.position(2 * BLOCK as u32).column, 2 * BLOCK as u32 + 1);
    }

    #[test]
    fn a_secret_is_masked_whole_even_where_only_a_part_is_asked_for() {
        let mut source = Source::new("a", b"net user admin Hunter2! /add");
        source.mark_secret(15..23);
        assert_eq!(source.shown(&(0..28)), "net user admin ••••(8) /add");
        assert_eq!(source.shown(&(17..28)), "••••(8) /add");
        assert_eq!(source.shown(&(9..17)), "admin ••••(8)");
    }
}
