//! A text that was made out of parts of another, and knows where each part comes from.

use std::ops::Range;

/// A text made out of parts of another. An argument whose quotes were taken off is one, and the text
/// that base64 decodes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spliced {
    text: String,
    /// In order; a part reaches to the next one.
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    start: usize,
    source: Range<usize>,
    /// Whether the bytes are those of the source; else the part stands for its source as a whole.
    is_same: bool,
}

impl Spliced {
    /// A text that is all of its source.
    pub fn whole(text: &str) -> Self {
        let mut spliced = Self::default();
        spliced.push(text, 0);
        spliced
    }

    /// Adds text that stands at `source` as it is.
    pub fn push(&mut self, text: &str, source: usize) {
        if text.is_empty() {
            return;
        }
        let (start, end) = (self.text.len(), source + text.len());
        self.text.push_str(text);
        match self.parts.last_mut() {
            Some(last) if last.is_same && last.source.end == source => last.source.end = end,
            _ => self.parts.push(Part { start, source: source..end, is_same: true }),
        }
    }

    /// Adds text that something else stands for in the source.
    pub fn push_changed(&mut self, text: &str, source: Range<usize>) {
        if !text.is_empty() {
            let start = self.text.len();
            self.text.push_str(text);
            self.parts.push(Part { start, source, is_same: false });
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of the text stands in the source.
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let end = self.place(range.end.saturating_sub(1).max(range.start), true);
        let start = self.place(range.start, false);
        if range.is_empty() { start..start } else { start..end.max(start) }
    }

    /// Where the whole text stands in the source.
    pub fn source_range(&self) -> Range<usize> {
        self.source(&(0..self.text.len()))
    }

    /// The place in the source of the byte at `at`, or the one behind it.
    fn place(&self, at: usize, behind: bool) -> usize {
        let index = self.parts.partition_point(|part| part.start <= at);
        let Some(part) = index.checked_sub(1).and_then(|index| self.parts.get(index)) else {
            return 0;
        };
        let offset = at - part.start + usize::from(behind);
        match (part.is_same, behind) {
            (true, _) => (part.source.start + offset).min(part.source.end),
            (false, true) => part.source.end,
            (false, false) => part.source.start,
        }
    }

    /// The same text, whose source was the text of `outer`, with the source of `outer`.
    pub fn within(&self, outer: &Self) -> Self {
        let mut result = Self::default();
        let ends = self.parts.iter().skip(1).map(|part| part.start).chain([self.text.len()]);
        for (part, end) in self.parts.iter().zip(ends) {
            match part.is_same {
                true => result.push_part(outer, part.source.clone()),
                false => {
                    let text = self.text.get(part.start..end).unwrap_or_default();
                    result.push_changed(text, outer.source(&part.source));
                }
            }
        }
        result
    }

    /// A part of the text, with its places.
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut result = Self::default();
        result.push_part(self, range);
        result
    }

    /// Adds a part of another text of the same source.
    pub fn push_part(&mut self, other: &Self, range: Range<usize>) {
        let first = other.parts.partition_point(|part| part.start <= range.start);
        let from = first.saturating_sub(1);
        let ends = other.parts.iter().skip(from + 1).map(|part| part.start);
        let parts = other.parts.iter().skip(from).zip(ends.chain([other.text.len()]));
        for (part, end) in parts.take_while(|(part, _)| part.start < range.end) {
            let (start, end) = (part.start.max(range.start), end.min(range.end));
            let Some(text) = other.text.get(start..end) else { continue };
            match part.is_same {
                true => self.push(text, part.source.start + (start - part.start)),
                false => self.push_changed(text, part.source.clone()),
            }
        }
    }
}
