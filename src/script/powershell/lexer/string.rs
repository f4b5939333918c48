//! Strings in quotes and here-strings.

use super::{Kind, Lexer, Mode, Role, Started, scan};
use crate::script::FaultKind;

impl Lexer<'_> {
    /// `'…'`, in which a quote is doubled.
    pub(super) fn verbatim(&mut self) {
        let mut end = self.at + self.sign().1;
        loop {
            match scan::sign(self.text, end) {
                (_, 0) => {
                    self.fault(FaultKind::UnclosedString, self.at..self.at + self.sign().1);
                    break;
                }
                (b'\'', length) => {
                    end += length;
                    match scan::sign(self.text, end) {
                        (b'\'', length) => end += length,
                        _ => break,
                    }
                }
                (_, length) => end += length,
            }
        }
        self.take(Kind::Verbatim, end - self.at);
        self.end_string();
    }

    /// `@'`, `@"`: the rest of the line must be empty.
    pub(super) fn here_string(&mut self, quote: u8, quote_length: usize) {
        let mut start = self.at + 1 + quote_length;
        while matches!(self.text.as_bytes().get(start), Some(b' ' | b'\t')) {
            start += 1;
        }
        let line_end = scan::line_end(self.text, start);
        if line_end == 0 {
            self.fault(FaultKind::HereStringHeader, self.at..self.at + 1 + quote_length);
            return self.take(Kind::Unknown, 1);
        }
        if quote == b'"' {
            return self.open(Role::Here, start + line_end - self.at);
        }
        // Its end stands at the start of a line.
        let mut end = start;
        let end = loop {
            match memchr::memchr(b'\n', self.text.as_bytes().get(end..).unwrap_or_default()) {
                None => {
                    self.fault(FaultKind::UnclosedString, self.at..self.at + 1 + quote_length);
                    break self.text.len();
                }
                Some(offset) => end += offset + 1,
            }
            if let (b'\'', length) = scan::sign(self.text, end)
                && self.text.as_bytes().get(end + length) == Some(&b'@')
            {
                break end + length + 1;
            }
        };
        self.take(Kind::VerbatimHere, end - self.at);
        self.end_string();
    }

    /// A step within an expandable string.
    pub(super) fn step_text(&mut self, is_here: bool) {
        if self.last_kind() == Some(Kind::TextOpen)
            && is_here
            && let Some(length) = self.here_end(self.at)
        {
            return self.close_text(length);
        }
        if self.byte(0) == b'$' {
            if self.byte(1) == b'(' {
                return self.open(Role::SubExpression, 2);
            }
            let length = scan::variable(self.text, self.at);
            if length > 1 {
                let colon = self.at + length;
                self.take(Kind::Variable, length);
                let is_braced = self.text.as_bytes().get(colon - 1) == Some(&b'}');
                if self.byte(0) == b':' && self.byte(1) != b':' && !is_braced {
                    self.fault(FaultKind::VariableName, colon..colon + 1);
                }
                return;
            }
        }
        let mut end = self.at;
        while let (sign, length @ 1..) = scan::sign(self.text, end) {
            match sign {
                b'`' => end += length + scan::sign(self.text, end + length).1,
                b'$' => {
                    let next = self.text.as_bytes().get(end + 1);
                    if end > self.at && (next == Some(&b'(') || scan::variable(self.text, end) > 1)
                    {
                        break;
                    }
                    end += 1;
                }
                b'"' if !is_here => {
                    match scan::sign(self.text, end + length) {
                        (b'"', second) => end += length + second,
                        _ if end > self.at => break,
                        _ => return self.close_text(length),
                    };
                }
                b'\r' | b'\n' if is_here => match self.here_end(end + self.line_end(end)) {
                    Some(_) if end > self.at => break,
                    Some(close) => return self.close_text(self.line_end(end) + close),
                    None => end += length,
                },
                _ => end += length,
            }
        }
        self.take(Kind::Text, end - self.at);
    }

    fn line_end(&self, at: usize) -> usize {
        scan::line_end(self.text, at)
    }

    /// The length of `"@` at `at`, the start of a line.
    fn here_end(&self, at: usize) -> Option<usize> {
        match scan::sign(self.text, at) {
            (b'"', length) if self.text.as_bytes().get(at + length) == Some(&b'@') => {
                Some(length + 1)
            }
            _ => None,
        }
    }

    fn close_text(&mut self, length: usize) {
        let close = self.out.tokens.len();
        self.take(Kind::TextClose, length);
        self.end_group(close);
    }

    /// A string ends the word that it began.
    pub(super) fn end_string(&mut self) {
        if let Some(frame) = self.stack.last_mut()
            && frame.mode == Mode::Command
            && frame.started == Started::Not
        {
            frame.started = Started::Closed;
        }
    }
}
