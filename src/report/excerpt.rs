//! What miette gets to see of an inner file: a few short, printable lines without secrets.
//!
//! A file can hold terminal escapes, lines of a megabyte and a million lines. miette prints source
//! text as it is, scans it from the first byte for every label, and fails on a label beyond column
//! 65,535. So it never sees the file: it sees an [`Excerpt`].

use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::text::{Source, mask, printable, push_printable};

/// Lines shown before and after a labelled one.
const CONTEXT: u32 = 1;
/// Characters that are shown before a label on a line that is too long.
const LEAD: usize = 30;
/// Characters of a line that are shown however narrow the terminal is.
const MIN_WIDTH: usize = 24;

/// The lines around some labels of one source.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    blocks: Vec<Block>,
    /// Where each label starts in `text`, and its true column in the file, from 0.
    columns: Vec<(usize, usize)>,
    width: usize,
    shows_secrets: bool,
}

/// A run of neighbouring lines.
#[derive(Debug)]
struct Block {
    first_line: usize,
    /// Where each line starts in the excerpt, and where the last one ends.
    starts: Vec<usize>,
}

/// One label: bytes of the source's decoded text, and what is said there.
pub(super) type Note = (Range<u32>, String);

impl Excerpt {
    /// Cuts the lines around `notes` out of `source`, at most `width` characters of each, and moves
    /// the notes along.
    pub(super) fn new(
        name: &str,
        source: &Source,
        notes: &[Note],
        width: usize,
        shows_secrets: bool,
    ) -> (Self, Vec<LabeledSpan>) {
        let last = source.line_count().saturating_sub(1);
        let mut lines: Vec<u32> = notes
            .iter()
            .flat_map(|(range, _)| {
                let line = source.line_of(range.start).min(last);
                line.saturating_sub(CONTEXT)..=(line + CONTEXT).min(last)
            })
            .collect();
        lines.sort_unstable();
        lines.dedup();
        let mut excerpt = Self {
            name: printable(name),
            text: String::new(),
            blocks: vec![],
            columns: vec![],
            width: width.max(MIN_WIDTH),
            shows_secrets,
        };
        let mut moved: Vec<Option<Range<usize>>> = vec![None; notes.len()];
        for line in lines {
            excerpt.begin_line(line as usize);
            excerpt.push_line(source, line.min(last), notes, &mut moved);
            excerpt.text.push('\n');
            let end = excerpt.text.len();
            if let Some(block) = excerpt.blocks.last_mut() {
                block.starts.push(end);
            }
        }
        let mut spans = vec![];
        for ((range, text), at) in notes.iter().zip(moved) {
            let Some(at) = at else { continue };
            let position = source.position(range.start);
            excerpt.columns.push((at.start, position.column as usize - 1));
            let last = source.line_of(range.end.max(range.start + 1) - 1);
            let more = last.saturating_sub(source.line_of(range.start));
            let text = text.split('\n').map(printable).collect::<Vec<_>>().join("\n");
            let text = match more {
                0 => text,
                1 => format!("{text} (and 1 more line)"),
                more => format!("{text} (and {more} more lines)"),
            };
            let text = (!text.is_empty()).then_some(text);
            spans.push(LabeledSpan::new(text, at.start, (at.end - at.start).max(1)));
        }
        (excerpt, spans)
    }

    fn begin_line(&mut self, line: usize) {
        let follows = self
            .blocks
            .last()
            .is_some_and(|block| block.first_line + block.starts.len() - 1 == line);
        if !follows {
            self.blocks.push(Block { first_line: line, starts: vec![self.text.len()] });
        }
    }

    fn secret<'s>(&self, source: &'s Source, at: u32) -> Option<&'s Range<u32>> {
        (!self.shows_secrets).then(|| source.secrets().holding(at)).flatten()
    }

    /// Where the visible part of a line starts: at its start when all of it is visible, else a
    /// little before `focus`.
    fn start_of(&self, source: &Source, line: &Range<u32>, focus: u32) -> u32 {
        let mut at = line.start;
        let mut shown = 0;
        while at < line.end && shown <= self.width {
            let (next, width) = match self.secret(source, at) {
                Some(secret) => {
                    (secret.end, mask(source.slice(secret)).to_string().chars().count())
                }
                None => {
                    let ch = source.slice(&(at..line.end)).chars().next();
                    (at + ch.map_or(1, char::len_utf8) as u32, 1)
                }
            };
            at = next;
            shown += width;
        }
        if at >= line.end && shown <= self.width {
            return line.start;
        }
        let focus = focus.clamp(line.start, line.end);
        let before = source.slice(&(line.start..focus));
        let lead = before.char_indices().rev().nth(LEAD.min(self.width / 3));
        lead.map_or(line.start, |(at, _)| line.start + at as u32)
    }

    /// Appends the visible part of a line, secrets masked, and notes where the labels went.
    fn push_line(
        &mut self,
        source: &Source,
        line: u32,
        notes: &[Note],
        moved: &mut [Option<Range<usize>>],
    ) {
        let range = source.line_range(line);
        let is_here =
            |note: &Note| source.line_of(note.0.start).min(source.line_count().max(1) - 1) == line;
        let focus = notes.iter().filter(|note| is_here(note)).map(|note| note.0.start).min();
        let start = self.start_of(source, &range, focus.unwrap_or(range.start));
        if start > range.start {
            self.text.push('…');
        }
        let mut at = start;
        let mut left = self.width;
        while at < range.end && left > 0 {
            let secret = self.secret(source, at);
            let before = self.text.len();
            let next = match secret {
                Some(secret) => {
                    // On its first line a secret is masked whole, on the others it is only dots.
                    let first = secret.start >= range.start || at > range.start;
                    match first {
                        true => self.text.push_str(&mask(source.slice(secret)).to_string()),
                        false => self.text.push_str("••••"),
                    }
                    secret.end.min(range.end)
                }
                None => {
                    let rest = source.slice(&(at..range.end));
                    let Some(ch) = rest.chars().next() else { break };
                    push_printable(&mut self.text, ch);
                    at + ch.len_utf8() as u32
                }
            };
            for (note, moved) in notes.iter().zip(moved.iter_mut()) {
                // A label that touches a secret covers its mask.
                let starts = note.0.start >= at && note.0.start < next;
                if is_here(note) && starts {
                    *moved = Some(before..self.text.len());
                } else if let Some(moved) = moved
                    && is_here(note)
                    && note.0.start < at
                    && note.0.end > at
                {
                    moved.end = self.text.len();
                }
            }
            let pushed = self.text.get(before..).map_or(1, |pushed| pushed.chars().count());
            left = left.saturating_sub(pushed.max(1));
            at = next;
        }
        if at < range.end {
            self.text.push('…');
        }
        for (note, moved) in notes.iter().zip(moved.iter_mut()) {
            if is_here(note) && moved.is_none() {
                // A blank to point at, for a label at the end of a line.
                *moved = Some(self.text.len()..self.text.len() + 1);
                self.text.push(' ');
            }
        }
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset().saturating_add(span.len()));
        // A span over two blocks is refused: miette then draws two snippets.
        let holds = |block: &&Block| {
            block.starts.first().is_some_and(|&first| first <= start)
                && block.starts.last().is_some_and(|&last| end <= last)
        };
        let block = self.blocks.iter().find(holds).ok_or(MietteError::OutOfBounds)?;
        let lines = block.starts.len().saturating_sub(1).max(1);
        let line = |at: usize| block.starts.partition_point(|&s| s <= at).clamp(1, lines) - 1;
        let first = line(start).saturating_sub(before);
        let last = (line(end.max(start + 1) - 1) + after).min(lines - 1);
        let start_of = |line: usize| block.starts.get(line).copied().unwrap_or(start);
        let from = if before == 0 { start } else { start_of(first) };
        let to = if after == 0 { end } else { start_of(last + 1) };
        let column =
            self.columns.iter().find(|(at, _)| *at == start).map_or(0, |(_, column)| *column);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.text.as_bytes().get(from..to).unwrap_or_default(),
            (from, to.saturating_sub(from)).into(),
            block.first_line + first,
            if before == 0 { column } else { 0 },
            last - first + 1,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(source: &Source, notes: &[Note]) -> (String, Vec<String>) {
        let (excerpt, spans) = Excerpt::new("x", source, notes, 110, false);
        let marked = spans
            .iter()
            .map(|span| excerpt.text[span.offset()..span.offset() + span.len()].to_owned())
            .collect();
        (excerpt.text, marked)
    }

    #[test]
    fn a_secret_is_masked_and_its_label_covers_the_mask() {
        let mut source = Source::new("x", b"<a>\n<Password>hunter2-x</Password>\n</a>");
        source.mark_secret(14..23);
        let (text, marked) = excerpt(&source, &[(14..23, "here".to_owned())]);
        assert_eq!(text, "<a>\n<Password>••••(9)</Password>\n</a>\n");
        assert_eq!(marked, ["••••(9)"]);
    }

    #[test]
    fn a_long_line_is_cut_around_its_label() {
        let line = format!("{}needle{}", "x".repeat(100_000), "y".repeat(100_000));
        let source = Source::new("x", line.as_bytes());
        let (text, marked) = excerpt(&source, &[(100_000..100_006, String::new())]);
        assert!(text.chars().count() < 130);
        assert_eq!(marked, ["needle"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_printable_lines_and_no_secret(
            text in "[a-z\\n\\x00-\\x1f\u{202e}é]{0,200}",
            at in 0usize..200, length in 0usize..40, secret in 0usize..200,
        ) {
            let mut source = Source::new("x", text.as_bytes());
            let boundary = |mut at: usize| {
                at = at.min(source.text().len());
                while !source.text().is_char_boundary(at) { at -= 1; }
                at as u32
            };
            let note = boundary(at)..boundary(at + length);
            let hidden = boundary(secret)..boundary(secret + 10);
            source.mark_secret(hidden);
            let (excerpt, spans) = Excerpt::new("x", &source, &[(note, "n".into())], 60, false);
            let controls = |ch: char| ch.is_control() && ch != '\n' && ch != '\t';
            assert!(!excerpt.text.contains(controls));
            for span in spans {
                assert!(excerpt.read_span(span.inner(), 1, 1).is_ok());
            }
        }
    }
}
