//! The words of a command.

use super::{Kind, Lexer, Mode, Role, Started, scan};

impl Lexer<'_> {
    pub(super) fn word(&mut self, sign: u8, length: usize) {
        let Some(frame) = self.stack.last_mut() else { return };
        let (started, is_unnamed) = (frame.started, frame.is_unnamed);
        let start = |lexer: &mut Self, started| {
            if let Some(frame) = lexer.stack.last_mut() {
                if frame.started == Started::Closed {
                    frame.is_unnamed = false;
                }
                if frame.started == Started::Not || frame.started == Started::Closed {
                    frame.started = started;
                }
            }
        };
        let next = self.sign_at(length);
        let begins = matches!(started, Started::Not | Started::Closed);
        match sign {
            b'|' => self.pipe(),
            b'&' if self.byte(1) == b'&' => self.operator(Kind::AndIf, 2, Mode::Pipeline),
            b'&' => self.operator(Kind::Background, 1, Mode::Statement),
            b',' => {
                self.take(Kind::Comma, 1);
                if let Some(frame) = self.stack.last_mut() {
                    frame.started = Started::Not;
                    frame.is_listing = true;
                }
            }
            b'(' if self.last_kind() == Some(Kind::Member) => self.open(Role::Arguments, 1),
            // `iex(Get-It).Code`: a bracket ends the word before it, and begins an argument.
            b'(' | b'{' => {
                if let Some(frame) = self.stack.last_mut() {
                    frame.is_unnamed &= frame.started == Started::Not;
                    frame.started = Started::Closed;
                }
                self.open(if sign == b'(' { Role::Parentheses } else { Role::Block }, 1);
            }
            b'<' => self.redirect(),
            b'>' | b'*' | b'1'..=b'6'
                if (begins || sign == b'>') && scan::redirection(self.text, self.at) > 0 =>
            {
                self.redirect();
            }
            b'"' if started == Started::Bare || started == Started::Variable => {
                self.open(Role::Text, length);
            }
            b'"' => {
                start(self, Started::Closed);
                self.open(Role::Text, length);
            }
            b'\'' => {
                self.verbatim();
                start(self, Started::Closed);
            }
            b'$' if self.byte(1) == b'(' => {
                start(self, Started::Closed);
                self.open(Role::SubExpression, 2);
            }
            b'$' if scan::variable(self.text, self.at) > 1 => {
                self.take(Kind::Variable, scan::variable(self.text, self.at));
                start(self, Started::Variable);
            }
            b'@' if begins && next == b'(' => {
                start(self, Started::Closed);
                self.open(Role::Array, 2);
            }
            b'@' if begins && next == b'{' => {
                start(self, Started::Closed);
                self.open(Role::Table, 2);
            }
            b'@' if begins && matches!(next, b'\'' | b'"') => {
                start(self, Started::Closed);
                self.here_string(next, scan::sign(self.text, self.at + 1).1);
            }
            b'@' if begins && scan::is_letter(next) => {
                self.take(Kind::Splat, 1 + scan::name(self.text, self.at + 1));
                start(self, Started::Closed);
            }
            b'.' | b':' | b'[' if self.is_member_access(sign) => {}
            b'-' if begins && !is_unnamed => self.parameter(length),
            _ => self.bare(is_unnamed, begins),
        }
    }

    /// `$x.y`, `$x::y`, `$x[0]` within a command.
    pub(super) fn is_member_access(&mut self, sign: u8) -> bool {
        let Some(frame) = self.stack.last_mut() else { return false };
        if !matches!(frame.started, Started::Variable | Started::Closed) || !self.is_adjacent() {
            return false;
        }
        let mut is_value = matches!(
            self.last_kind(),
            Some(Kind::Variable | Kind::Close | Kind::TextClose | Kind::Member)
        );
        is_value |= matches!(self.last_kind(), Some(Kind::Verbatim | Kind::VerbatimHere));
        let length = match sign {
            b'.' if scan::is_letter(self.sign_at(1)) || matches!(self.byte(1), b'$' | b'(') => 1,
            b':' if self.byte(1) == b':' => 2,
            b'[' if is_value && !is_quote(self.last_kind()) => {
                self.open(Role::Index, 1);
                return true;
            }
            _ => return false,
        };
        if !is_value {
            return false;
        }
        self.dot(length, Mode::Command);
        true
    }

    pub(super) fn parameter(&mut self, dash: usize) {
        if self.text.get(self.at..).is_some_and(|rest| rest.starts_with("--%")) {
            return self.stop_parsing();
        }
        if !scan::is_letter(self.sign_at(dash)) && self.byte(dash) != b'?' {
            return self.bare(false, true);
        }
        let mut end = self.at + dash;
        while let (sign, length @ 1..) = scan::sign(self.text, end)
            && !scan::ends_word(sign, length)
            && !matches!(sign, b'.' | b'[' | b'\'' | b'"' | b'=')
        {
            end += length;
            if sign == b':' {
                self.take(Kind::Parameter, end - self.at);
                return self.end_word();
            }
        }
        let (sign, _) = scan::sign(self.text, end);
        let is_native = matches!(sign, b'=' | b'"' | b'\'');
        let kind = if is_native { Kind::Bare } else { Kind::Parameter };
        if let Some(frame) = self.stack.last_mut() {
            frame.started = if is_native { Started::Bare } else { Started::Not };
        }
        self.take(kind, end - self.at);
    }

    /// `--%`: what follows goes to the program as it is, up to a pipe.
    pub(super) fn stop_parsing(&mut self) {
        self.take(Kind::StopParsing, 3);
        let mut in_quotes = false;
        let bytes = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let end = bytes.iter().position(|byte| match byte {
            b'"' => {
                in_quotes = !in_quotes;
                false
            }
            b'\r' | b'\n' => true,
            b'|' => !in_quotes,
            _ => false,
        });
        self.take(Kind::Native, end.unwrap_or(bytes.len()));
    }

    pub(super) fn bare(&mut self, is_unnamed: bool, begins: bool) {
        let length = scan::bare(self.text, self.at);
        let kind = match is_unnamed && begins {
            true => Kind::Command,
            false if begins => {
                let sign = usize::from(matches!(self.byte(0), b'-' | b'+'));
                let number = scan::number(self.text, self.at + sign);
                if number > 0 && number + sign == length { Kind::Number } else { Kind::Bare }
            }
            false => Kind::Bare,
        };
        let length = length.max(self.sign().1);
        self.take(kind, length);
        if let Some(frame) = self.stack.last_mut() {
            if frame.started == Started::Closed {
                frame.is_unnamed = false;
            }
            frame.started = Started::Bare;
        }
    }

    pub(super) fn redirect(&mut self) {
        let length = scan::redirection(self.text, self.at);
        self.take(Kind::Redirection, length.max(1));
        if let Some(frame) = self.stack.last_mut() {
            frame.mode = Mode::Command;
            frame.started = Started::Not;
            frame.is_listing = false;
        }
    }

    pub(super) fn pipe(&mut self) {
        match self.byte(1) {
            b'|' => self.operator(Kind::OrIf, 2, Mode::Pipeline),
            _ => self.operator(Kind::Pipe, 1, Mode::Pipeline),
        }
    }

    pub(super) fn operator(&mut self, kind: Kind, length: usize, mode: Mode) {
        self.take(kind, length);
        if let Some(frame) = self.stack.last_mut() {
            frame.mode = mode;
            frame.started = Started::Not;
            frame.is_unnamed = false;
            frame.is_listing = false;
        }
    }
}

fn is_quote(kind: Option<Kind>) -> bool {
    matches!(kind, Some(Kind::TextClose | Kind::Verbatim | Kind::VerbatimHere))
}
