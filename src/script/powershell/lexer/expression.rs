//! Expressions: values and operators by turns.

use super::{Header, Kind, Lexer, Mode, Role, scan, scan::Bracket};

impl Lexer<'_> {
    pub(super) fn expression(&mut self, mode: Mode, sign: u8, length: usize) {
        let next = self.sign_at(length);
        if mode == Mode::Operand {
            return self.operand(sign, length, Mode::Operand);
        }
        let is_adjacent = self.is_adjacent();
        match sign {
            b'.' if next == b'.' => self.operator(Kind::Operator, 2, Mode::Operand),
            b'.' => self.dot(1, Mode::Operator),
            b':' if self.byte(1) == b':' => self.dot(2, Mode::Operator),
            b'[' if mode == Mode::AfterType => self.operand(sign, length, Mode::AfterType),
            b'[' => self.open(Role::Index, 1),
            b'(' if is_adjacent && self.is_called() => self.open(Role::Arguments, 1),
            b'(' if self.is_in(Role::Attribute) => self.open(Role::Arguments, 1),
            b'(' if self.is_in(Role::Class) => {
                let name = self.out.tokens.len().checked_sub(1);
                if let Some(frame) = self.stack.last_mut() {
                    frame.declared = name;
                }
                self.open(Role::Parameters, 1);
            }
            b'{' if self.is_in(Role::Class) => {
                if let Some(frame) = self.stack.last_mut() {
                    frame.header = Header::Function;
                }
                self.open_body();
                // Statement is for bodies of keywords; the next member follows.
                let index = self.stack.len().saturating_sub(2);
                if let Some(frame) = self.stack.get_mut(index) {
                    frame.mode = Mode::Operand;
                }
            }
            b'|' => self.pipe(),
            b'&' if self.byte(1) == b'&' => self.operator(Kind::AndIf, 2, Mode::Pipeline),
            b'&' => self.operator(Kind::Background, 1, Mode::Statement),
            b'>' | b'<' => self.redirect(),
            b'1'..=b'6' | b'*' if scan::redirection(self.text, self.at) > 0 => self.redirect(),
            b',' => self.operator(Kind::Comma, 1, Mode::Operand),
            b'-' if mode == Mode::AfterType && !scan::is_letter(next) => {
                self.operand(sign, length, Mode::Operator);
            }
            b'-' if scan::is_letter(next) => {
                let name = scan::name(self.text, self.at + length);
                self.operator(Kind::Operator, length + name, Mode::Operand);
            }
            b'-' | b'+' if next == sign => {
                let second = scan::sign(self.text, self.at + length).1;
                self.take(Kind::Operator, length + second);
            }
            b'=' => self.assign(length),
            b'+' | b'-' | b'*' | b'/' | b'%' if next == b'=' => self.assign(length + 1),
            b'?' if self.text.get(self.at..).is_some_and(|rest| rest.starts_with("??=")) => {
                self.assign(3);
            }
            b'?' if next == b'?' => self.operator(Kind::Operator, 2, Mode::Operand),
            b'!' if mode == Mode::AfterType => self.operand(sign, length, Mode::Operator),
            b'+' | b'-' | b'*' | b'/' | b'%' | b'?' | b':' => {
                self.operator(Kind::Operator, length, Mode::Operand);
            }
            _ if self.is_in(Role::Foreach) && self.at_word("in") => {
                self.operator(Kind::Keyword, 2, Mode::Value);
            }
            // Values without an operator between them are an error that PowerShell reports; here
            // the next one is read all the same.
            _ => self.operand(sign, length, Mode::Operator),
        }
    }

    pub(super) fn is_in(&self, role: Role) -> bool {
        self.stack.last().is_some_and(|frame| frame.role == role)
    }

    /// Whether a bracket that sticks to the token before holds the arguments of a method.
    pub(super) fn is_called(&self) -> bool {
        // `$x.Name(`, `$x."Name"(`, `$x.'Name'(`, `$x.("Name")(`; all others would be errors.
        matches!(
            self.last_kind(),
            Some(Kind::Member | Kind::TextClose | Kind::Verbatim | Kind::Close)
        )
    }

    pub(super) fn at_word(&self, word: &str) -> bool {
        let length = scan::name(self.text, self.at);
        let found = self.text.get(self.at..self.at + length);
        found.is_some_and(|found| found.eq_ignore_ascii_case(word))
    }

    pub(super) fn assign(&mut self, length: usize) {
        let mode = match self.stack.last().map(|frame| frame.role) {
            Some(Role::Parameters | Role::Arguments | Role::Attribute | Role::Index) => {
                Mode::Operand
            }
            _ => Mode::Value,
        };
        self.operator(Kind::Assign, length, mode);
    }

    pub(super) fn dot(&mut self, length: usize, after: Mode) {
        self.take(Kind::Dot, length);
        if let Some(frame) = self.stack.last_mut() {
            frame.mode = Mode::Member;
            frame.after_member = after;
        }
    }

    pub(super) fn member(&mut self, sign: u8, length: usize) {
        let after = self.stack.last().map_or(Mode::Operator, |frame| frame.after_member);
        self.set(after);
        match sign {
            b'$' if scan::variable(self.text, self.at) > 1 => {
                self.take(Kind::Variable, scan::variable(self.text, self.at));
            }
            b'"' => return self.open(Role::Text, length),
            b'\'' => return self.verbatim(),
            b'(' => return self.open(Role::Parentheses, 1),
            _ => {
                let name = scan::name(self.text, self.at);
                if name == 0 {
                    return;
                }
                self.take(Kind::Member, name);
                // `$x.ForEach{ … }`
                if self.byte(0) == b'{' && after == Mode::Operator && !self.is_in(Role::Class) {
                    self.open(Role::Block, 1);
                }
                return;
            }
        }
        // `$x.$name(…)`: what is called is told by the bracket that sticks to it.
        if self.byte(0) == b'(' {
            self.open(Role::Arguments, 1);
        }
    }

    /// Where a value is due; `after` is the mode behind it if it is an attribute, which is none.
    pub(super) fn operand(&mut self, sign: u8, length: usize, after: Mode) {
        let next = self.sign_at(length);
        match sign {
            b'$' if self.byte(1) == b'(' => self.value(Role::SubExpression, 2),
            b'$' if scan::variable(self.text, self.at) > 1 => {
                self.take(Kind::Variable, scan::variable(self.text, self.at));
                self.set(Mode::Operator);
            }
            b'"' => self.value(Role::Text, length),
            b'\'' => {
                self.set(Mode::Operator);
                self.verbatim();
            }
            b'@' => match next {
                b'(' => self.value(Role::Array, 2),
                b'{' => self.value(Role::Table, 2),
                b'\'' | b'"' => {
                    self.set(Mode::Operator);
                    self.here_string(next, scan::sign(self.text, self.at + 1).1);
                }
                _ if scan::is_letter(next) => {
                    self.take(Kind::Splat, 1 + scan::name(self.text, self.at + 1));
                    self.set(Mode::Operator);
                }
                _ => {}
            },
            b'(' => self.value(Role::Parentheses, 1),
            b'{' => self.value(Role::Block, 1),
            b'[' => match scan::bracket(self.text, self.at) {
                Bracket::Type(length) => {
                    self.take(Kind::Type, length);
                    self.set(Mode::AfterType);
                }
                // What an attribute stands before is as if it were not there.
                Bracket::Attribute(length) => {
                    self.set(after);
                    self.open(Role::Attribute, length);
                }
                Bracket::Other => self.take(Kind::Unknown, 1),
            },
            b'-' | b'+' if scan::number(self.text, self.at + length) > 0 => {
                self.take(Kind::Number, length + scan::number(self.text, self.at + length));
                self.set(Mode::Operator);
            }
            b'0'..=b'9' | b'.' if scan::number(self.text, self.at) > 0 => {
                self.take(Kind::Number, scan::number(self.text, self.at));
                self.set(Mode::Operator);
            }
            b'-' if self.unary_name() > 0 => {
                self.operator(Kind::Operator, self.unary_name(), Mode::Operand);
            }
            b'-' if scan::is_letter(next) => {
                let name = scan::name(self.text, self.at + length);
                self.operator(Kind::Operator, length + name, Mode::Operand);
            }
            b'-' | b'+' if next == sign => {
                let second = scan::sign(self.text, self.at + length).1;
                self.operator(Kind::Operator, length + second, Mode::Operand);
            }
            b'-' | b'+' | b'!' | b'*' | b'/' | b'%' => {
                self.operator(Kind::Operator, length, Mode::Operand);
            }
            b',' => self.operator(Kind::Comma, 1, Mode::Operand),
            b'|' => self.pipe(),
            b'=' => self.assign(1),
            b'&' | b'>' | b'<' => self.take(Kind::Unknown, 1),
            _ => {
                let mut end = self.at;
                while let (sign, length @ 1..) = scan::sign(self.text, end)
                    && (scan::is_letter(sign) || sign.is_ascii_digit())
                {
                    end += length;
                }
                let length = (end - self.at).max(length);
                self.take(Kind::Bare, length);
                self.set(Mode::Operator);
            }
        }
    }

    /// Brackets as a value in an expression.
    pub(super) fn value(&mut self, role: Role, length: usize) {
        self.set(Mode::Operator);
        self.open(role, length);
    }
}
