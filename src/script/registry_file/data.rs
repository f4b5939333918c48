//! The data of one value.

use std::ops::Range;

use super::{Data, Header};
use crate::script::spliced::Spliced;

const REG_SZ: u32 = 1;
const REG_EXPAND_SZ: u32 = 2;
const REG_BINARY: u32 = 3;
const REG_DWORD: u32 = 4;
const REG_MULTI_SZ: u32 = 7;
const REG_QWORD: u32 = 11;

/// The text behind an opening quote at `start - 1`, and where its closing quote stands, before
/// `end`.
pub(super) fn quoted(text: &str, start: usize, end: usize) -> Option<(Spliced, usize)> {
    let mut found = Spliced::default();
    let mut plain = start;
    let mut at = start;
    let bytes = text.as_bytes().get(..end)?;
    while let Some(byte) = bytes.get(at) {
        match (byte, bytes.get(at + 1)) {
            (b'"', _) => {
                found.push(text.get(plain..at)?, plain);
                return Some((found, at));
            }
            (b'\\', Some(next @ (b'"' | b'\\'))) => {
                found.push(text.get(plain..at)?, plain);
                let meant = if *next == b'"' { "\"" } else { "\\" };
                found.push_changed(meant, at..at + 2);
                at += 2;
                plain = at;
            }
            _ => at += 1,
        }
    }
    None
}

/// The end of data that can reach over lines, each but the last ending in a backslash.
pub(super) fn continued_end(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(rest) = text.get(at..) {
        let line = rest.split('\n').next().unwrap_or_default();
        at += line.len();
        let goes_on = code(line).trim_end().ends_with('\\');
        if !goes_on || at >= text.len() {
            break;
        }
        at += 1;
    }
    at
}

/// A line without its comment.
pub(super) fn code(line: &str) -> &str {
    line.split(';').next().unwrap_or_default()
}

/// `dword:0000000a`.
pub(super) fn dword(digits: &str) -> Option<Data> {
    let is_hex = (1..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_hex).map(Data::DWord)
}

/// What stands behind `hex`: `(2):25,00,\` and the lines that follow. `range` is the place of the
/// data.
pub(super) fn hex(behind: &str, range: &Range<usize>, header: Option<Header>) -> Option<Data> {
    let (kind, digits) = match behind.strip_prefix(':') {
        Some(digits) => (REG_BINARY, digits),
        None => {
            let (kind, digits) = behind.strip_prefix('(')?.split_once("):")?;
            (u32::from_str_radix(kind.trim(), 16).ok()?, digits)
        }
    };
    let mut bytes = Vec::with_capacity(digits.len() / 3);
    for line in digits.split('\n') {
        let line = code(line).trim_end();
        for number in line.strip_suffix('\\').unwrap_or(line).split(',') {
            match number.trim() {
                "" => {}
                number if number.len() <= 2 => bytes.push(u8::from_str_radix(number, 16).ok()?),
                _ => return None,
            }
        }
    }
    let as_text = || {
        let mut text = Spliced::default();
        let decoded = decode(&bytes, header);
        text.push_changed(decoded.split('\0').next().unwrap_or_default(), range.clone());
        text
    };
    Some(match kind {
        REG_SZ => Data::String(as_text()),
        REG_EXPAND_SZ => Data::ExpandString(as_text()),
        REG_MULTI_SZ => {
            let all = decode(&bytes, header);
            let texts = all.split('\0').take_while(|text| !text.is_empty());
            Data::MultiString(texts.map(str::to_owned).collect())
        }
        REG_DWORD | REG_QWORD => number(kind, bytes),
        _ => Data::Binary { kind, bytes },
    })
}

fn number(kind: u32, bytes: Vec<u8>) -> Data {
    let (four, eight) = (<[u8; 4]>::try_from(bytes.as_slice()), <[u8; 8]>::try_from(&*bytes));
    match (kind, four, eight) {
        (REG_DWORD, Ok(four), _) => Data::DWord(u32::from_le_bytes(four)),
        (REG_QWORD, _, Ok(eight)) => Data::QWord(u64::from_le_bytes(eight)),
        _ => Data::Binary { kind, bytes },
    }
}

/// The text that bytes are: UTF-16, or in the older files the code page, whose upper half nobody
/// here knows.
fn decode(bytes: &[u8], header: Option<Header>) -> String {
    if header == Some(Header::Regedit4) {
        return bytes.iter().map(|byte| char::from(*byte)).collect();
    }
    let (pairs, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    String::from_utf16_lossy(&units)
}
