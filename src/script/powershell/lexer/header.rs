//! What stands behind keywords, in tables and in `switch`.

use super::{Header, Kind, Lexer, Mode, Role, scan, scan::Bracket, start::Word};
use crate::script::{FaultKind, ScopeKind};

impl Lexer<'_> {
    pub(super) fn header(&mut self, sign: u8, length: usize) {
        let Some(frame) = self.stack.last_mut() else { return };
        let header = frame.header;
        if frame.is_due && sign != b'{' {
            frame.mode = Mode::Statement;
            return self.fault(FaultKind::MissingBlock, self.at..self.at + length);
        }
        match sign {
            b'{' => self.open_body(),
            b'(' => self.open_header(),
            b'[' if matches!(header, Header::Catch) => match scan::bracket(self.text, self.at) {
                Bracket::Type(length) => self.take(Kind::Type, length),
                _ => self.take(Kind::Unknown, 1),
            },
            b',' => self.take(Kind::Comma, 1),
            b'-' => {
                let name = scan::name(self.text, self.at + length);
                self.take(Kind::Parameter, length + name);
            }
            b'$' => {
                let variable = scan::variable(self.text, self.at);
                self.take(Kind::Variable, variable.max(1));
            }
            b'"' => self.open(Role::Text, length),
            b'\'' => self.verbatim(),
            b'|' | b'&' => self.operator(Kind::Unknown, 1, Mode::Statement),
            _ => {
                let is_declaration =
                    matches!(header, Header::Function | Header::Class | Header::Enum);
                let declares = is_declaration
                    && self.stack.last().is_some_and(|frame| frame.declared.is_none());
                let token = self.out.tokens.len();
                let word = scan::bare(self.text, self.at).max(length);
                self.take(if declares { Kind::Declared } else { Kind::Bare }, word);
                if let Some(frame) = self.stack.last_mut()
                    && declares
                {
                    frame.declared = Some(token);
                }
            }
        }
    }

    pub(super) fn key(&mut self, sign: u8, length: usize) {
        // `key = if … { … }`, and `else { … }` on the next line.
        if matches!(sign, b'e' | b'E')
            && let Some((word @ Word::Header(Header::Else | Header::If), length)) = self.keyword()
            && self.last_block_closed()
        {
            return self.begin_keyword(word, length, Mode::Statement);
        }
        match sign {
            _ if scan::is_letter(sign) || sign.is_ascii_digit() => {
                let mut end = self.at;
                while let (sign, length @ 1..) = scan::sign(self.text, end)
                    && (scan::is_letter(sign)
                        || sign.is_ascii_digit()
                        || matches!(sign, b'-' | b'.' | b':'))
                {
                    end += length;
                }
                self.take(Kind::Bare, end - self.at);
                self.set(Mode::Operator);
            }
            _ => self.operand(sign, length, Mode::Operator),
        }
    }

    /// Whether the last that stands before this place closes the block of an `if`.
    pub(super) fn last_block_closed(&self) -> bool {
        let mut before = self.out.tokens.iter().rev();
        let last = before.find(|token| !token.kind.is_blank() && token.kind != Kind::NewLine);
        last.is_some_and(|token| token.kind == Kind::Close && token.text(self.text) == "}")
    }

    pub(super) fn case(&mut self, mode: Mode, sign: u8, length: usize) {
        self.set(Mode::CaseBody);
        match sign {
            b'{' if mode == Mode::CaseBody => {
                self.set(Mode::Case);
                if let Some(frame) = self.stack.last_mut() {
                    frame.header = Header::If;
                }
                self.open(Role::Body(ScopeKind::If), 1);
            }
            b'{' => self.open(Role::Block, 1),
            b'(' => self.open(Role::Parentheses, 1),
            b'"' => self.open(Role::Text, length),
            b'\'' => self.verbatim(),
            b'$' if self.byte(1) == b'(' => self.open(Role::SubExpression, 2),
            b'$' if scan::variable(self.text, self.at) > 1 => {
                self.take(Kind::Variable, scan::variable(self.text, self.at));
            }
            b',' | b'|' | b'&' | b'<' | b'>' => self.take(Kind::Unknown, 1),
            _ => {
                let word = scan::bare(self.text, self.at).max(length);
                let number = scan::number(self.text, self.at);
                let kind = if number == word { Kind::Number } else { Kind::Bare };
                self.take(kind, word);
            }
        }
    }
}
