//! Text to tokens. Every token is found from where it begins, and none looks beyond its line, so
//! that a string without its end spoils one line and not the rest.

use std::ops::Range;

use super::kind::{Kind, is_keyword};
use crate::script::draft::place;
use crate::script::token::{ENCODED, ENCODED_END, Lexed, run};
use crate::script::{Fault, FaultKind, Token};

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// Where the script ends that is being read.
    end: usize,
    lexed: Lexed<Kind>,
    /// The last token that says something.
    last: Kind,
    /// Whether a value could end right there.
    is_behind_value: bool,
}

/// The tokens of a text that is a script as a whole.
pub(super) fn lex_whole(text: &str) -> Lexed<Kind> {
    lex(text, std::slice::from_ref(&(0..text.len())))
}

/// The tokens of the scripts at `bodies`, and of what is between them.
pub(super) fn lex(text: &str, bodies: &[Range<usize>]) -> Lexed<Kind> {
    let lexed = Lexed { tokens: vec![], faults: vec![] };
    let mut lexer =
        Lexer { text, at: 0, end: 0, lexed, last: Kind::Newline, is_behind_value: false };
    for body in bodies {
        lexer.markup(body.start);
        lexer.end = body.end;
        while lexer.at < lexer.end {
            lexer.token();
        }
    }
    lexer.markup(text.len());
    lexer.lexed
}

impl<'t> Lexer<'t> {
    fn markup(&mut self, end: usize) {
        if self.at < end {
            self.end = end;
            self.take(Kind::Markup, end - self.at);
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn take(&mut self, kind: Kind, length: usize) {
        let start = self.at;
        self.at = (start + length.max(1)).min(self.end);
        let range = place(start)..place(self.at);
        if !kind.is_blank() {
            self.is_behind_value = kind.ends_value();
            if kind == Kind::Keyword {
                let word = self.text.get(start..self.at).unwrap_or_default();
                let values = ["true", "false", "nothing", "null", "empty", "me"];
                self.is_behind_value = values.iter().any(|value| value.eq_ignore_ascii_case(word));
            }
            self.last = kind;
        }
        self.lexed.tokens.push(Token { kind, range });
    }

    fn token(&mut self) {
        let rest = self.rest();
        let mut chars = rest.chars();
        let Some(first) = chars.next() else {
            self.at = self.end;
            return;
        };
        let second = chars.next();
        match first {
            '\r' if second == Some('\n') => self.take(Kind::Newline, 2),
            '\r' | '\n' => self.take(Kind::Newline, 1),
            _ if is_blank(first) => self.take(Kind::Blank, run(rest, is_blank)),
            '\'' => self.take(Kind::Comment, line(rest)),
            '"' => self.string(rest),
            ':' => self.take(Kind::Colon, 1),
            ',' => self.take(Kind::Comma, 1),
            '(' => self.take(Kind::Open, 1),
            ')' => self.take(Kind::Close, 1),
            '_' => match continuation(rest) {
                Some(length) => self.take(Kind::Continuation, length),
                None => self.take(Kind::Unknown, 1),
            },
            '.' if !self.is_behind_value && second.is_some_and(|ch| ch.is_ascii_digit()) => {
                self.take(Kind::Number, number(rest));
            }
            '.' => self.take(Kind::Dot, 1),
            '0'..='9' => self.take(Kind::Number, number(rest)),
            '&' => self.ampersand(rest),
            '+' | '-' | '*' | '/' | '\\' | '^' => self.take(Kind::Operator, 1),
            '<' | '>' | '=' => {
                let two = ["<>", "><", "<=", "=<", ">=", "=>"];
                let is_two = two.iter().any(|sign| rest.starts_with(sign));
                self.take(Kind::Operator, if is_two { 2 } else { 1 });
            }
            '#' if rest.starts_with(ENCODED) => {
                let end = rest.find(ENCODED_END).map(|found| found + ENCODED_END.len());
                self.take(Kind::Unknown, end.unwrap_or(rest.len()));
            }
            '#' => self.date(rest),
            '[' => match rest.get(1..).and_then(|rest| rest.find(['[', ']', '\r', '\n'])) {
                Some(length) if rest.get(length + 1..).is_some_and(|it| it.starts_with(']')) => {
                    self.take(Kind::Name, length + 2);
                }
                _ => self.take(Kind::Unknown, 1),
            },
            _ if first.is_alphabetic() => self.word(rest),
            _ => self.take(Kind::Unknown, first.len_utf8()),
        }
    }

    fn word(&mut self, rest: &str) {
        let length = run(rest, is_in_name);
        let word = rest.get(..length).unwrap_or_default();
        if self.last == Kind::Dot {
            self.take(Kind::Name, length);
        } else if word.eq_ignore_ascii_case("rem") {
            self.take(Kind::Comment, line(rest));
        } else if is_keyword(word) {
            self.take(Kind::Keyword, length);
        } else {
            self.take(Kind::Name, length);
        }
    }

    fn string(&mut self, rest: &str) {
        let bytes = rest.as_bytes();
        let mut at = 1;
        loop {
            match bytes.get(at) {
                Some(b'"') if bytes.get(at + 1) == Some(&b'"') => at += 2,
                Some(b'"') => return self.take(Kind::Text, at + 1),
                Some(b'\r' | b'\n') | None => break,
                Some(_) => at += 1,
            }
        }
        self.take(Kind::Text, at);
        if let Some(token) = self.lexed.tokens.last() {
            let range = token.range.clone();
            self.lexed.faults.push(Fault { range, kind: FaultKind::UnclosedString });
        }
    }

    /// `&HFF`, `&O17`, `&17`, or the operator. `a&Hex(b)` is none for Windows but is one for its
    /// author, and so for us.
    fn ampersand(&mut self, rest: &str) {
        // Behind what can be no command a number has no place.
        if matches!(self.last, Kind::Text | Kind::Number | Kind::Date | Kind::Close) {
            return self.take(Kind::Operator, 1);
        }
        let after = rest.get(1..).unwrap_or_default();
        let digits = after.get(1..).unwrap_or_default();
        let length = match after.as_bytes().first() {
            Some(b'h' | b'H') => 1 + run(digits, |ch| ch.is_ascii_hexdigit()),
            Some(b'o' | b'O') => 1 + run(digits, |ch| ch.is_digit(8)),
            Some(b'0'..=b'7') if !self.is_behind_value => run(after, |ch| ch.is_digit(8)),
            _ => 0,
        };
        let behind = after.get(length..).unwrap_or_default();
        let is_number = length > usize::from(!after.starts_with(|ch: char| ch.is_ascii_digit()))
            && !behind.starts_with(is_in_name);
        if !is_number {
            return self.take(Kind::Operator, 1);
        }
        // What marks a long number: no operator, if a value cannot follow.
        let is_long = behind.starts_with('&') && !behind.starts_with("&&") && {
            let next = behind.get(1..).unwrap_or_default().trim_start_matches(is_blank);
            next.is_empty() || next.starts_with([')', ',', ':', '\r', '\n', '\'', '&', '+', '='])
        };
        self.take(Kind::Number, 1 + length + usize::from(is_long));
    }

    fn date(&mut self, rest: &str) {
        let inside = rest.get(1..).unwrap_or_default();
        let is_in_date = |ch: char| {
            ch.is_ascii_alphanumeric() || matches!(ch, ' ' | '/' | ':' | ',' | '-' | '.')
        };
        let length = run(inside, is_in_date);
        let is_closed = inside.get(length..).is_some_and(|rest| rest.starts_with('#'));
        match is_closed && length > 0 {
            true => self.take(Kind::Date, length + 2),
            false => self.take(Kind::Unknown, 1),
        }
    }
}

fn is_blank(ch: char) -> bool {
    matches!(ch, ' ' | '\t' | '\u{b}' | '\u{c}' | '\u{a0}' | '\u{feff}')
}

fn is_in_name(ch: char) -> bool {
    ch == '_' || ch.is_alphanumeric()
}

/// How long the line is, without its end.
fn line(text: &str) -> usize {
    text.find(['\r', '\n']).unwrap_or(text.len())
}

fn continuation(text: &str) -> Option<usize> {
    let blanks = 1 + run(text.get(1..).unwrap_or_default(), is_blank);
    let rest = text.get(blanks..).unwrap_or_default();
    match rest.as_bytes() {
        [b'\r', b'\n', ..] => Some(blanks + 2),
        [b'\r' | b'\n', ..] => Some(blanks + 1),
        _ => None,
    }
}

fn number(text: &str) -> usize {
    let digits = |at: usize| at + run(text.get(at..).unwrap_or_default(), |ch| ch.is_ascii_digit());
    let mut at = digits(0);
    if text.as_bytes().get(at) == Some(&b'.') {
        at = digits(at + 1);
    }
    if let Some(b'e' | b'E') = text.as_bytes().get(at) {
        let sign = matches!(text.as_bytes().get(at + 1), Some(b'+' | b'-'));
        let from = at + 1 + usize::from(sign);
        let end = digits(from);
        if end > from {
            at = end;
        }
    }
    at
}
