//! Where a statement, a command or an expression begins, and keywords.

use super::{Header, Kind, Lexer, Mode, Started, scan};

impl Lexer<'_> {
    pub(super) fn start(&mut self, mode: Mode, sign: u8, length: usize) {
        let next = self.sign_at(length);
        match sign {
            b'&' if self.byte(1) == b'&' => self.operator(Kind::AndIf, 2, Mode::Pipeline),
            b'|' => self.pipe(),
            b'&' => self.call(),
            b'.' if !scan::is_letter(next)
                && !matches!(next, b'\\' | b'/' | b'.' | b'0'..=b'9') =>
            {
                self.call();
            }
            b'0'..=b'9' | b'.' if self.starts_number() => {
                self.take(Kind::Number, scan::number(self.text, self.at));
                self.set(Mode::Operator);
            }
            b'-' if scan::is_letter(next) && self.unary_name() == 0 => self.name_command(),
            b'[' => self.operand(sign, length, mode),
            b'$' | b'"' | b'\'' | b'@' | b'(' | b'{' | b'-' | b'+' | b'!' | b',' => {
                self.operand(sign, length, Mode::Operator);
            }
            b'>' | b'<' => self.redirect(),
            b'=' => self.operator(Kind::Assign, 1, Mode::Value),
            b':' if mode == Mode::Statement && scan::is_letter(next) => {
                self.take(Kind::Label, 1 + scan::name(self.text, self.at + 1));
            }
            _ if matches!(mode, Mode::Pipeline | Mode::Result) => self.name_command(),
            _ => match self.keyword() {
                Some((keyword, length)) => self.begin_keyword(keyword, length, mode),
                None => self.name_command(),
            },
        }
    }

    pub(super) fn call(&mut self) {
        self.take(Kind::CallOperator, 1);
        self.begin_command();
    }

    pub(super) fn begin_command(&mut self) {
        if let Some(frame) = self.stack.last_mut() {
            frame.mode = Mode::Command;
            frame.started = Started::Not;
            frame.is_unnamed = true;
            frame.is_listing = false;
        }
    }

    pub(super) fn name_command(&mut self) {
        self.begin_command();
        let (sign, length) = self.sign();
        self.word(sign, length);
    }

    /// Whether a number, and no command such as `7z`, stands at the start of a statement.
    pub(super) fn starts_number(&self) -> bool {
        let length = scan::number(self.text, self.at);
        let next = self.sign_at(length);
        length > 0
            && match next {
                b'-' | b'.' | b'/' => !scan::is_letter(self.sign_at(length + 1)),
                b'\\' | b':' | b'$' | b'@' | b'"' | b'\'' => false,
                _ => true,
            }
    }

    /// The length of `-not`, `-join`, `-split` and such here, which begin an expression.
    pub(super) fn unary_name(&self) -> usize {
        let length = self.sign().1;
        let name = scan::name(self.text, self.at + length);
        let word = self.text.get(self.at + length..self.at + length + name).unwrap_or_default();
        let is_unary = ["not", "bnot", "split", "csplit", "isplit", "join"]
            .iter()
            .any(|unary| word.eq_ignore_ascii_case(unary));
        if is_unary { length + name } else { 0 }
    }

    /// The keyword here and its length.
    pub(super) fn keyword(&self) -> Option<(Word, usize)> {
        let bytes = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = bytes.iter().take(14).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = self.text.get(self.at..self.at + length)?;
        let next = self.sign_at(length);
        let ends = scan::ends_word(next, self.text.len() - self.at - length)
            || matches!(next, b'$' | b'"' | b'\'' | b'[' | b'@' | b'`' | b'#');
        if !ends || next == b',' {
            return None;
        }
        let (_, keyword) = KEYWORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word))?;
        let mut at = self.at + length;
        while scan::is_blank(scan::sign(self.text, at).0) {
            at += 1;
        }
        let mut block = at;
        while matches!(scan::sign(self.text, block).0, b' ' | b'\t' | b'\r' | b'\n') {
            block += 1;
        }
        let has_block = scan::sign(self.text, block).0 == b'{';
        let has_name = scan::is_letter(scan::sign(self.text, at).0);
        let holds = match keyword {
            Word::Header(Header::Block) if word.eq_ignore_ascii_case("data") => {
                has_block || has_name
            }
            Word::Header(Header::Block) => has_block,
            Word::Header(Header::Class | Header::Enum) | Word::Using => has_name,
            _ => true,
        };
        holds.then_some((*keyword, length))
    }

    pub(super) fn begin_keyword(&mut self, keyword: Word, length: usize, mode: Mode) {
        let is_while = self.text.get(self.at..self.at + 1).is_some_and(|c| "wWuU".contains(c));
        self.take(Kind::Keyword, length);
        let header = match keyword {
            Word::Header(Header::While) if mode == Mode::AfterDo && is_while => Header::DoTail,
            Word::Header(header) => header,
            Word::Result => return self.set(Mode::Result),
            Word::Jump | Word::Using => {
                self.begin_command();
                if let Some(frame) = self.stack.last_mut() {
                    frame.is_unnamed = false;
                }
                return;
            }
        };
        if let Some(frame) = self.stack.last_mut() {
            frame.mode = Mode::Header;
            frame.header = header;
            frame.is_due =
                matches!(header, Header::Else | Header::Try | Header::Finally | Header::Do);
            frame.declared = None;
        }
    }
}

/// What a keyword does to what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Conditions and a block follow.
    Header(Header),
    /// A value may follow.
    Result,
    /// A label may follow.
    Jump,
    /// A name follows.
    Using,
}

const KEYWORDS: [(&str, Word); 34] = [
    ("if", Word::Header(Header::If)),
    ("elseif", Word::Header(Header::If)),
    ("else", Word::Header(Header::Else)),
    ("foreach", Word::Header(Header::Foreach)),
    ("for", Word::Header(Header::For)),
    ("while", Word::Header(Header::While)),
    ("until", Word::Header(Header::While)),
    ("do", Word::Header(Header::Do)),
    ("switch", Word::Header(Header::Switch)),
    ("try", Word::Header(Header::Try)),
    ("catch", Word::Header(Header::Catch)),
    ("finally", Word::Header(Header::Finally)),
    ("trap", Word::Header(Header::Catch)),
    ("function", Word::Header(Header::Function)),
    ("filter", Word::Header(Header::Function)),
    ("workflow", Word::Header(Header::Function)),
    ("configuration", Word::Header(Header::Function)),
    ("class", Word::Header(Header::Class)),
    ("enum", Word::Header(Header::Enum)),
    ("param", Word::Header(Header::Param)),
    ("begin", Word::Header(Header::Block)),
    ("process", Word::Header(Header::Block)),
    ("end", Word::Header(Header::Block)),
    ("clean", Word::Header(Header::Block)),
    ("dynamicparam", Word::Header(Header::Block)),
    ("data", Word::Header(Header::Block)),
    ("return", Word::Result),
    ("throw", Word::Result),
    ("exit", Word::Result),
    ("break", Word::Jump),
    ("continue", Word::Jump),
    ("using", Word::Using),
    ("parallel", Word::Header(Header::Block)),
    ("sequence", Word::Header(Header::Block)),
];
