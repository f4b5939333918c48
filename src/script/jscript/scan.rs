//! How far tokens go, from where they begin.

use crate::script::token::run;

/// In the order in which they are tried.
const OPERATORS: &[&str] = &[
    ">>>=", "===", "!==", ">>>", "<<=", ">>=", "&&", "||", "==", "!=", "<=", ">=", "++", "--",
    "<<", ">>", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "+", "-", "*", "/", "%", "&", "|",
    "^", "!", "~", "<", ">", "=", "?",
];

pub(super) fn is_blank(ch: char) -> bool {
    !is_newline(ch) && (ch.is_whitespace() || ch == '\u{feff}')
}

pub(super) fn is_newline(ch: char) -> bool {
    matches!(ch, '\r' | '\n' | '\u{2028}' | '\u{2029}')
}

pub(super) fn is_in_name(ch: char) -> bool {
    matches!(ch, '_' | '$') || ch.is_alphanumeric()
}

/// How long the line is, without its end.
pub(super) fn line(text: &str) -> usize {
    text.find(is_newline).unwrap_or(text.len())
}

/// A name, whose letters may be written as their codes: `\u0065val`.
pub(super) fn name(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let plain = run(rest, is_in_name);
        let code = rest.get(plain..).and_then(|rest| rest.strip_prefix("\\u"));
        let is_code = code
            .and_then(|code| code.get(..4))
            .is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        at += plain + if is_code { 6 } else { 0 };
        if !is_code {
            return at;
        }
    }
}

pub(super) fn operator(text: &str) -> Option<usize> {
    OPERATORS.iter().find(|sign| text.starts_with(**sign)).map(|sign| sign.len())
}

pub(super) fn number(text: &str) -> usize {
    let is_hex = |byte: &u8| matches!(byte, b'x' | b'X');
    if text.starts_with('0') && text.as_bytes().get(1).is_some_and(is_hex) {
        return 2 + run(text.get(2..).unwrap_or_default(), |ch| ch.is_ascii_hexdigit());
    }
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

/// A string, and whether its end is there. It goes on behind a `\` at the end of a line.
pub(super) fn string(text: &str) -> (usize, bool) {
    let mut chars = text.char_indices();
    let quote = chars.next().map(|(_, quote)| quote);
    while let Some((at, ch)) = chars.next() {
        match ch {
            '\\' => {
                if let Some((at, '\r')) = chars.next()
                    && text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n'))
                {
                    chars.next();
                }
            }
            _ if Some(ch) == quote => return (at + 1, true),
            _ if is_newline(ch) => return (at, false),
            _ => {}
        }
    }
    (text.len(), false)
}

/// A regular expression with its flags, and whether its end is there.
pub(super) fn regex(text: &str) -> (usize, bool) {
    let mut is_in_class = false;
    let mut chars = text.char_indices().skip(1);
    while let Some((at, ch)) = chars.next() {
        match ch {
            '\\' => match chars.next() {
                Some((at, next)) if is_newline(next) => return (at, false),
                _ => {}
            },
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '/' if !is_in_class => {
                let flags = run(text.get(at + 1..).unwrap_or_default(), is_in_name);
                return (at + 1 + flags, true);
            }
            _ if is_newline(ch) => return (at, false),
            _ => {}
        }
    }
    (text.len(), false)
}

/// A template, if its end is there.
pub(super) fn template(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'`' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The word behind `@` that decides what is compiled: `@cc_on`, `@if`.
pub(super) fn conditional(text: &str) -> Option<usize> {
    let word = text.strip_prefix('@')?;
    let length = run(word, is_in_name);
    let word = word.get(..length)?;
    matches!(word, "cc_on" | "if" | "elif" | "else" | "end" | "set").then_some(1 + length)
}
