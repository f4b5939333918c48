//! The tokens of a batch file. Where a command begins decides what a character means, so the parser
//! drives the lexer: it looks at the next token, and takes it.

use std::ops::Range;

use super::{Kind, Mode};
use crate::script::token::Token;

/// Bytes that end a run of plain text outside of quotes, and within.
const ENDS_PLAIN: [bool; 256] = table(b"\r\n\x1a \t\x0b\x0c\"^%!&|<>),;=");
const ENDS_QUOTED: [bool; 256] = table(b"\r\n\x1a\"%!");

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut rest = bytes;
    while let [byte, others @ ..] = rest {
        #[expect(clippy::indexing_slicing, reason = "a byte is less than 256")]
        {
            table[*byte as usize] = true;
        }
        rest = others;
    }
    table
}

/// Whether `byte` parts words.
pub(super) fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0b | 0x0c | b',' | b';' | b'=')
}

pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token<Kind>>,
    pub(super) at: usize,
    /// Where the last token ends that is no end of a line, and the one before it.
    pub(super) last_end: u32,
    pub(super) previous_end: u32,
    mode: Mode,
    /// Where reading ends: the end of the text, or of the command of a `for /f`.
    pub(super) limit: usize,
    /// How many blocks a `)` may close.
    pub(super) blocks: usize,
    /// How many loops stand around: `%%i` is a variable in one.
    pub(super) loops: usize,
    /// In the command of a `for /f`: an operator is escaped there once.
    pub(super) is_nested: bool,
    /// Whether `!x!` is a variable.
    pub(super) is_delayed: bool,
    /// How many bytes were looked at, which tests compare with the length.
    #[cfg(test)]
    pub(super) steps: std::cell::Cell<usize>,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str, mode: Mode) -> Self {
        Self {
            text,
            tokens: Vec::with_capacity(text.len() / 6),
            at: 0,
            last_end: 0,
            previous_end: 0,
            mode,
            limit: text.len(),
            blocks: 0,
            loops: 0,
            is_nested: false,
            is_delayed: false,
            #[cfg(test)]
            steps: std::cell::Cell::new(0),
        }
    }

    /// The bytes from here to the limit.
    pub(super) fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..self.limit).unwrap_or_default()
    }

    pub(super) fn byte(&self, ahead: usize) -> Option<u8> {
        self.rest().get(ahead).copied()
    }

    /// Takes `length` bytes as a token.
    pub(super) fn take(&mut self, kind: Kind, length: usize) -> Range<u32> {
        let start = self.at;
        self.at = start.saturating_add(length).min(self.limit);
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
        let range = place(start)..place(self.at);
        if !range.is_empty() {
            self.tokens.push(Token { kind, range: range.clone() });
            if kind != Kind::Newline {
                self.previous_end = std::mem::replace(&mut self.last_end, range.end);
            }
        }
        range
    }

    /// How long the line is from here, without its end.
    pub(super) fn to_line_end(&self) -> usize {
        let rest = self.rest();
        let end = memchr::memchr2(b'\n', 0x1a, rest).unwrap_or(rest.len());
        self.step(end);
        match end.checked_sub(1).and_then(|last| rest.get(last)) {
            Some(b'\r') if rest.get(end) == Some(&b'\n') => end - 1,
            _ => end,
        }
    }

    /// The next token and its length, as it is in the arguments of a command; `is_quoted` behind an
    /// odd number of quotes on the line.
    pub(super) fn look(&self, is_quoted: bool) -> Option<(Kind, usize)> {
        let rest = self.rest();
        let (first, second) = (*rest.first()?, rest.get(1).copied());
        let found = match first {
            b'\n' => (Kind::Newline, 1),
            b'\r' if second == Some(b'\n') => (Kind::Newline, 2),
            0x1a => (Kind::End, rest.len()),
            b'"' if !is_quoted && self.is_continued() => (Kind::Escape, 1),
            b'"' => (Kind::Quote, 1),
            b'%' => self.percent(),
            b'!' if self.is_delayed => self.delayed(),
            // A lone CR is dropped by cmd.
            b'\r' => (Kind::Blank, 1),
            _ if is_quoted => (Kind::Text, self.text_run(&ENDS_QUOTED)),
            b'&' | b'|' | b'<' | b'>' | b'^' | b')' if self.is_continued() => (Kind::Escape, 1),
            b'^' => self.escape(second),
            b'&' | b'|' if second == Some(first) => (Kind::Operator, 2),
            b'&' | b'|' => (Kind::Operator, 1),
            b'<' | b'>' => (Kind::Redirection, redirection_length(rest)),
            b'0'..=b'9' if matches!(second, Some(b'<' | b'>')) && self.is_after_delimiter() => {
                (Kind::Redirection, redirection_length(rest))
            }
            b'0'..=b'9'
                if self.is_nested
                    && second == Some(b'^')
                    && matches!(rest.get(2), Some(b'<' | b'>'))
                    && self.is_after_delimiter() =>
            {
                (Kind::Redirection, 2 + redirection_length(rest.get(2..).unwrap_or_default()))
            }
            b')' if self.blocks > 0 => (Kind::Close, 1),
            b',' | b';' | b'=' => (Kind::Separator, 1),
            b' ' | b'\t' | 0x0b | 0x0c => (Kind::Blank, self.blank_run()),
            _ => (Kind::Text, self.text_run(&ENDS_PLAIN)),
        };
        self.step(found.1);
        Some(found)
    }

    /// A run of text; its first byte belongs to it, whatever it is.
    fn text_run(&self, ends: &[bool; 256]) -> usize {
        let rest = self.rest().get(1..).unwrap_or_default();
        let is_end = |byte: &u8| ends.get(usize::from(*byte)).copied().unwrap_or(true);
        1 + rest.iter().position(is_end).unwrap_or(rest.len())
    }

    pub(super) fn blank_run(&self) -> usize {
        let rest = self.rest();
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | 0x0b | 0x0c);
        rest.iter().position(|byte| !is_blank(byte)).unwrap_or(rest.len())
    }

    fn is_continued(&self) -> bool {
        self.tokens.last().is_some_and(|token| {
            token.kind == Kind::Continuation && token.range.end == place(self.at)
        })
    }

    fn is_after_delimiter(&self) -> bool {
        self.tokens.last().is_none_or(|token| {
            !matches!(
                token.kind,
                Kind::Text
                    | Kind::Quote
                    | Kind::Escape
                    | Kind::Variable
                    | Kind::Delayed
                    | Kind::Parameter
                    | Kind::LoopVariable
                    | Kind::Percent
            )
        })
    }

    fn escape(&self, second: Option<u8>) -> (Kind, usize) {
        let rest = self.rest();
        match second {
            None => (Kind::Escape, 1),
            Some(b'\n') => (Kind::Continuation, 2),
            Some(b'\r') if rest.get(2) == Some(&b'\n') => (Kind::Continuation, 3),
            // Percent signs go first: the variable behind it is read nevertheless.
            Some(b'%') => (Kind::Escape, 1),
            Some(operator @ (b'&' | b'|')) if self.is_nested => match rest.get(2..4) {
                Some([b'^', next]) if *next == operator => (Kind::Operator, 4),
                _ => (Kind::Operator, 2),
            },
            Some(b'<' | b'>') if self.is_nested => {
                (Kind::Redirection, 1 + redirection_length(rest.get(1..).unwrap_or_default()))
            }
            Some(_) => {
                let next = self.text.get(self.at + 1..).and_then(|rest| rest.chars().next());
                (Kind::Escape, 1 + next.map_or(0, char::len_utf8))
            }
        }
    }

    /// `!name!`, or a `!` without partner.
    fn delayed(&self) -> (Kind, usize) {
        let rest = self.rest().get(1..).unwrap_or_default();
        let end = memchr::memchr2(b'!', b'\n', rest);
        self.step(end.unwrap_or(rest.len()));
        match end {
            Some(end) if end > 0 && rest.get(end) == Some(&b'!') => (Kind::Delayed, end + 2),
            _ => (Kind::Lone, 1),
        }
    }

    fn percent(&self) -> (Kind, usize) {
        let rest = self.rest();
        let signs = match self.mode {
            Mode::Batch => 2,
            Mode::Line => 1,
        };
        if rest.get(1) == Some(&b'%') && self.mode == Mode::Batch || self.mode == Mode::Line {
            let in_loop = self.loops > 0;
            let variable = in_loop.then(|| modified(rest, signs, is_loop_name));
            match (variable.flatten(), self.mode) {
                (Some(length), Mode::Batch) => return (Kind::LoopVariable, length),
                (Some(length), Mode::Line) if self.long_name().is_none() => {
                    return (Kind::LoopVariable, length);
                }
                (None, Mode::Batch) => return (Kind::Percent, 2),
                _ => {}
            }
            if in_loop && let Some(length) = self.long_name() {
                return (Kind::Variable, length);
            }
        }
        if self.mode == Mode::Batch {
            if let Some(b'0'..=b'9' | b'*') = rest.get(1) {
                return (Kind::Parameter, 2);
            }
            if rest.get(1) == Some(&b'~')
                && let Some(length) = modified(rest, 1, u8::is_ascii_digit)
            {
                return (Kind::Parameter, length);
            }
        }
        let behind = rest.get(1..).unwrap_or_default();
        let end = memchr::memchr2(b'%', b'\n', behind);
        self.step(end.unwrap_or(behind.len()));
        match end {
            Some(end) if end > 0 && behind.get(end) == Some(&b'%') => (Kind::Variable, end + 2),
            // In a command line it stays.
            _ if self.mode == Mode::Line => (Kind::Text, 1),
            _ => (Kind::Lone, 1),
        }
    }

    /// In the loop of a command line `%i` is the variable, but `%name%` is one of the environment.
    fn long_name(&self) -> Option<usize> {
        let behind = self.rest().get(1..)?;
        let is_name =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'(' | b')');
        let length = behind.iter().take(256).position(|byte| !is_name(byte))?;
        (length > 1 && behind.get(length) == Some(&b'%')).then_some(length + 2)
    }

    #[cfg(test)]
    pub(super) fn step(&self, bytes: usize) {
        self.steps.set(self.steps.get() + bytes + 1);
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "tests count here")]
    pub(super) fn step(&self, _bytes: usize) {}
}

/// Whether a loop's variable may be called so: cmd takes any character, and authors take these.
fn is_loop_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"#$@_?+-[]{}".contains(byte)
}

/// The length of `%%i`, `%%~nxi`, `%~dp0`, `%~$PATH:1`: signs, modifiers, a name of one character.
fn modified(rest: &[u8], signs: usize, is_name: fn(&u8) -> bool) -> Option<usize> {
    let behind = rest.get(signs..)?;
    let Some(b'~') = behind.first() else {
        return behind.first().filter(|byte| is_name(byte)).map(|_| signs + 1);
    };
    let is_modifier = |byte: &u8| b"fdpnxsatzFDPNXSATZ".contains(byte);
    let modifiers = behind.get(1..)?;
    // There are nine of them.
    let mut count = modifiers.iter().take(32).take_while(|byte| is_modifier(byte)).count();
    if modifiers.get(count) == Some(&b'$') {
        let path = modifiers.get(count..)?.iter().take(64);
        count += path.take_while(|byte| **byte != b':' && !byte.is_ascii_whitespace()).count() + 1;
    }
    if modifiers.get(count).is_some_and(is_name) {
        return Some(signs + count + 2);
    }
    // `%%~na.txt`: the last modifier is the name.
    let last = count.checked_sub(1)?;
    modifiers.get(last).filter(|byte| is_name(byte)).map(|_| signs + count + 1)
}

/// `2>&1`, `>>`, `<`, without target that is a file.
fn redirection_length(rest: &[u8]) -> usize {
    let digit = usize::from(rest.first().is_some_and(u8::is_ascii_digit));
    let sign = match rest.get(digit..) {
        Some([b'>', b'>', ..]) => digit + 2,
        _ => digit + 1,
    };
    match rest.get(sign..) {
        Some([b'&', b'0'..=b'9', ..]) => sign + 2,
        _ => sign,
    }
}

/// Texts end long before 4 GiB.
pub(super) fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
