//! Values that are written down: strings, numbers, lists, objects.

use std::ops::Range;

use super::{Kind, Parser, expression::Until};
use crate::script::draft::{Value, deepest, name_word, quoted_word, unknown, word_of};
use crate::script::{Piece, Word};

impl Parser<'_> {
    /// A string, number, regular expression, or a keyword that is a value.
    pub(super) fn literal(&mut self) -> Value {
        let range = self.range(self.at);
        let written = self.written(self.at);
        let kind = self.kind(self.at);
        self.at += 1;
        let word = match kind {
            Some(Kind::Text | Kind::Template) => string(written, range),
            Some(Kind::Number) => name_word(&number(written), range),
            Some(Kind::Regex) => {
                let value = Box::new(name_word(written, range.clone()));
                word_of(Piece::Cast { type_name: "regexp".to_owned(), value, range })
            }
            Some(Kind::Keyword) if matches!(written, "null" | "this") => {
                word_of(Piece::Variable { name: written.to_owned(), range })
            }
            _ => name_word(written, range),
        };
        Value::plain(word)
    }

    /// `[a, b]`.
    pub(super) fn list_value(&mut self) -> Value {
        let start = self.range(self.at).start;
        let items = self.inside(|parser| parser.values(Until::Items));
        self.draft.list(items, start..self.last_end())
    }

    /// `{ a: b }`.
    pub(super) fn object_value(&mut self) -> Value {
        let start = self.range(self.at).start;
        let (mut keys, mut values) = (vec![], vec![]);
        self.inside(|parser| {
            while let Some(kind) = parser.kind(parser.at) {
                parser.draft.work += 1;
                let key = match kind {
                    Kind::Text => string(parser.written(parser.at), parser.range(parser.at)),
                    _ => name_word(&parser.name(parser.at), parser.range(parser.at)),
                };
                parser.at += 1;
                if parser.kind(parser.at) == Some(Kind::Colon) {
                    parser.at += 1;
                    let end = parser.last_end();
                    let value = parser.value().unwrap_or_else(|| unknown(end..end));
                    keys.push(key);
                    values.push(value);
                }
                parser.at += usize::from(parser.kind(parser.at) == Some(Kind::Comma));
            }
        });
        let depth = deepest(&values) + 1;
        let values = values.into_iter().map(|value| value.word);
        let entries = keys.into_iter().zip(values).collect();
        let range = start..self.last_end();
        self.draft.made(Piece::Map { entries, range }, depth)
    }
}

/// A string without its quotes. A template is one unless values stand in it.
fn string(written: &str, range: Range<u32>) -> Word {
    let quote = written.chars().next().unwrap_or('"');
    if quote == '`' && written.contains("${") {
        return word_of(Piece::Unknown { range });
    }
    let inside = written.get(1..).unwrap_or_default();
    let (text, length) = unescaped(inside, quote);
    let start = range.start + 1;
    quoted_word(text, start..start + crate::script::draft::place(length), range)
}

/// A text without escapes, and how long it is with them.
fn unescaped(inside: &str, quote: char) -> (String, usize) {
    let mut text = String::new();
    let mut chars = inside.char_indices();
    while let Some((at, ch)) = chars.next() {
        if ch == quote {
            return (text, at);
        }
        if ch != '\\' {
            text.push(ch);
            continue;
        }
        let Some((at, escaped)) = chars.next() else { break };
        let behind = inside.get(at + escaped.len_utf8()..).unwrap_or_default();
        let (plain, length) = match escaped {
            'n' => (Some('\n'), 0),
            'r' => (Some('\r'), 0),
            't' => (Some('\t'), 0),
            'b' => (Some('\u{8}'), 0),
            'f' => (Some('\u{c}'), 0),
            'v' => (Some('\u{b}'), 0),
            'x' => code(behind, 2, 16, escaped),
            'u' => code(behind, 4, 16, escaped),
            '0'..='7' => {
                let most = if escaped <= '3' { 2 } else { 1 };
                let more = behind.bytes().take(most).take_while(|byte| matches!(byte, b'0'..=b'7'));
                let length = more.count();
                let digits = inside.get(at..at + 1 + length).unwrap_or_default();
                (u32::from_str_radix(digits, 8).ok().and_then(char::from_u32), length)
            }
            // The line goes on.
            '\r' => (None, usize::from(behind.starts_with('\n'))),
            '\n' | '\u{2028}' | '\u{2029}' => (None, 0),
            other => (Some(other), 0),
        };
        text.extend(plain);
        for _ in 0..length {
            chars.next();
        }
    }
    (text, inside.len())
}

/// A letter by its code of so many digits, or the one that stands before what is none.
fn code(behind: &str, count: usize, radix: u32, before: char) -> (Option<char>, usize) {
    let digits = behind.get(..count).filter(|digits| digits.chars().all(|ch| ch.is_digit(radix)));
    let found = digits.and_then(|digits| u32::from_str_radix(digits, radix).ok());
    match found.map(char::from_u32) {
        // Half of a pair of UTF-16 is no letter.
        Some(letter) => (letter.or(Some(char::REPLACEMENT_CHARACTER)), count),
        None => (Some(before), 0),
    }
}

/// A number in decimal, as far as it is whole.
fn number(written: &str) -> String {
    let hex = written.strip_prefix("0x").or(written.strip_prefix("0X"));
    let is_octal = written.len() > 1
        && written.starts_with('0')
        && written.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    let value = match (hex, is_octal) {
        (Some(digits), _) => u64::from_str_radix(digits, 16).ok(),
        (None, true) => u64::from_str_radix(written, 8).ok(),
        _ => None,
    };
    value.map_or_else(|| written.to_owned(), |value| value.to_string())
}
