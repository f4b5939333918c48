//! The arguments of a command line, as the C runtime splits them.

use std::ops::Range;

use crate::script::spliced::Spliced;

/// An argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Where it stands in its line, quotes included.
    pub range: Range<usize>,
    /// What the program gets, with its places in the line.
    pub value: Spliced,
}

impl Argument {
    /// What the program gets.
    pub fn text(&self) -> &str {
        self.value.text()
    }
}

/// The arguments of `line` from `start`, which is behind the name of the program.
///
/// Blanks and tabs part them outside of quotes. Before a quote two backslashes are one, and an odd
/// one makes the quote a character. In quotes two quotes are one character, and the quotes go on, as
/// in the runtime since 2008.
pub fn split(line: &str, start: usize) -> Vec<Argument> {
    let bytes = line.as_bytes();
    let is_blank = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t'));
    let mut arguments = vec![];
    let mut at = start;
    loop {
        while is_blank(at) {
            at += 1;
        }
        if at >= bytes.len() {
            return arguments;
        }
        let begin = at;
        let mut value = Spliced::default();
        let mut is_quoted = false;
        while at < bytes.len() && (is_quoted || !is_blank(at)) {
            let run = at;
            while bytes.get(at) == Some(&b'\\') {
                at += 1;
            }
            let count = at - run;
            if bytes.get(at) != Some(&b'"') {
                // Up to what means something.
                let plain = bytes.iter().skip(at).position(|byte| {
                    matches!(byte, b'"' | b'\\') || !is_quoted && matches!(byte, b' ' | b'\t')
                });
                at = plain.map_or(bytes.len(), |length| at + length);
                value.push(line.get(run..at).unwrap_or_default(), run);
                continue;
            }
            value.push(line.get(run..run + count / 2).unwrap_or_default(), run);
            if count % 2 == 1 {
                value.push("\"", at);
            } else if is_quoted && bytes.get(at + 1) == Some(&b'"') {
                at += 1;
                value.push("\"", at);
            } else {
                is_quoted = !is_quoted;
            }
            at += 1;
        }
        arguments.push(Argument { range: begin..at, value });
    }
}
