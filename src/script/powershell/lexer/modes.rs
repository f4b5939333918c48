//! A step of the lexer in each of its modes.

use super::{Kind, Lexer, Mode, Role, Started, scan};
use crate::script::FaultKind;

impl Lexer<'_> {
    /// Takes at least one token.
    pub(super) fn step(&mut self) {
        let Some(frame) = self.stack.last() else { return };
        let mode = frame.mode;
        match frame.role {
            Role::Text => return self.step_text(false),
            Role::Here => return self.step_text(true),
            _ => {}
        }
        if self.blank(mode) {
            return;
        }
        let (sign, length) = self.sign();
        match sign {
            b'}' | b')' => return self.close(sign),
            b']' if mode != Mode::Command => return self.close(sign),
            b';' => {
                self.take(Kind::Semicolon, 1);
                return self.restart();
            }
            _ => {}
        }
        match mode {
            Mode::Statement | Mode::AfterDo | Mode::Value | Mode::Result | Mode::Pipeline => {
                self.start(mode, sign, length);
            }
            Mode::Command => self.word(sign, length),
            Mode::Operand | Mode::AfterType | Mode::Operator => self.expression(mode, sign, length),
            Mode::Member => self.member(sign, length),
            Mode::Header => self.header(sign, length),
            Mode::Key => self.key(sign, length),
            Mode::Case | Mode::CaseBody => self.case(mode, sign, length),
        }
    }

    pub(super) fn set(&mut self, mode: Mode) {
        if let Some(frame) = self.stack.last_mut() {
            frame.mode = mode;
        }
    }

    pub(super) fn restart(&mut self) {
        if let Some(frame) = self.stack.last_mut() {
            frame.restart();
        }
    }

    /// Takes what only separates; false if something else stands here.
    pub(super) fn blank(&mut self, mode: Mode) -> bool {
        let (sign, length) = self.sign();
        match sign {
            _ if scan::is_blank(sign) => {
                let mut end = self.at + length;
                while let (sign, length @ 1..) = scan::sign(self.text, end)
                    && scan::is_blank(sign)
                {
                    end += length;
                }
                self.take(Kind::Whitespace, end - self.at);
                self.end_word();
            }
            b'`' => match scan::line_end(self.text, self.at + 1) {
                0 => return false,
                line_end => {
                    self.take(Kind::Whitespace, 1 + line_end);
                    self.end_word();
                }
            },
            b'\r' | b'\n' => {
                self.end_word();
                let line_end = scan::line_end(self.text, self.at);
                let ends = self.newline_ends(mode);
                self.take(if ends { Kind::NewLine } else { Kind::Whitespace }, line_end);
                if ends {
                    // The `while` of `do { … }` may stand on the next line.
                    let after_do = mode == Mode::AfterDo;
                    self.restart();
                    if after_do {
                        self.set(Mode::AfterDo);
                    }
                }
            }
            b'#' | b'<' => {
                let is_block = sign == b'<' && self.byte(1) == b'#';
                let is_line = sign == b'#';
                let in_word = mode == Mode::Command
                    && self.stack.last().is_some_and(|frame| frame.started != Started::Not);
                if (!is_block && !is_line) || in_word {
                    return false;
                }
                self.comment(is_block);
            }
            _ => return false,
        }
        true
    }

    pub(super) fn end_word(&mut self) {
        if let Some(frame) = self.stack.last_mut() {
            if frame.started != Started::Not {
                frame.is_unnamed = false;
                frame.is_listing = false;
            }
            frame.started = Started::Not;
        }
    }

    pub(super) fn newline_ends(&self, mode: Mode) -> bool {
        let Some(frame) = self.stack.last() else { return true };
        match mode {
            Mode::Value | Mode::Pipeline | Mode::Operand | Mode::Member => false,
            Mode::Header | Mode::CaseBody => false,
            Mode::Command if frame.is_listing => false,
            _ => !matches!(
                frame.role,
                Role::Arguments | Role::Index | Role::Attribute | Role::Parameters | Role::Foreach
            ),
        }
    }

    pub(super) fn comment(&mut self, is_block: bool) {
        let bytes = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if is_block {
            let end = memchr::memmem::find(bytes.get(2..).unwrap_or_default(), b"#>");
            if end.is_none() {
                self.fault(FaultKind::UnclosedComment, self.at..self.at + 2);
            }
            return self.take(Kind::BlockComment, end.map_or(bytes.len(), |end| end + 4));
        }
        let starts_line = self.out.tokens.last().is_none_or(|last| {
            matches!(self.text.as_bytes().get(last.range.end as usize - 1), Some(b'\r' | b'\n'))
        });
        let starts = |start: &[u8]| {
            bytes.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
        };
        let mut kind = Kind::Comment;
        let mut from = 0;
        if starts(b"#requires") && scan::name(self.text, self.at + 9) == 0 {
            kind = Kind::Requires;
        } else if starts_line && starts(b"# SIG # Begin signature block") {
            kind = Kind::Signature;
            let end = memchr::memmem::find(bytes, b"# SIG # End signature block");
            from = end.unwrap_or(bytes.len());
        }
        let rest = bytes.get(from..).unwrap_or_default();
        let end = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
        self.take(kind, from + end);
    }
}
