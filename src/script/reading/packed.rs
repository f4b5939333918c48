//! Bytes: what base64 and the encodings make of texts, and what streams unpack.

use std::ops::Range;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::budget::LONGEST_VALUE;
use super::evaluate::Evaluator;
use super::value::{UNKNOWN, Value};

impl Evaluator<'_> {
    /// Bytes, in the place of `range`; their text is what they say, if they are a text.
    pub(super) fn of_bytes(&mut self, bytes: Vec<u8>, from: &Value, range: Range<usize>) -> Value {
        let text = text(&bytes).unwrap_or_else(|| UNKNOWN.to_string());
        let value = self.computed(&text, &[from], range);
        Value { bytes: Some(bytes), ..value }
    }

    /// What a new object of that type holds, made from bytes.
    pub(super) fn stream(
        &mut self,
        type_name: &str,
        given: &Value,
        range: Range<usize>,
    ) -> Option<Value> {
        let name = type_name.to_ascii_lowercase();
        let bytes = bytes(given)?;
        let bytes = match name.strip_prefix("system.").unwrap_or(&name) {
            "io.memorystream" | "io.streamreader" | "io.stream" => bytes,
            "io.compression.gzipstream" => inflated(without_header(&bytes)?)?,
            "io.compression.deflatestream" => inflated(&bytes)?,
            _ => return None,
        };
        Some(self.of_bytes(bytes, given, range))
    }

    /// What a method makes of bytes, or bytes of a text.
    pub(super) fn bytes_method(
        &mut self,
        name: &str,
        object: &Value,
        given: &[Value],
        range: Range<usize>,
    ) -> Option<Value> {
        match (name, given) {
            ("getbytes", [of]) => {
                let of_text = of.known()?;
                let encoding = object.text().to_ascii_lowercase();
                let bytes = match encoding.as_str() {
                    "unicode" | "utf-16" | "utf-16le" => {
                        of_text.encode_utf16().flat_map(u16::to_le_bytes).collect()
                    }
                    _ => of_text.as_bytes().to_vec(),
                };
                let value = self.computed(of_text, &[of], range);
                Some(Value { bytes: Some(bytes), ..value })
            }
            ("getstring", [of, ..]) => {
                let bytes = bytes(of)?;
                let value = self.of_bytes(bytes, of, range);
                Some(Value { bytes: None, ..value })
            }
            ("readtoend", []) => {
                let bytes = object.bytes.clone()?;
                let value = self.of_bytes(bytes, object, range);
                Some(Value { bytes: None, ..value })
            }
            ("toarray", []) => {
                let bytes = object.bytes.clone()?;
                Some(self.of_bytes(bytes, object, range))
            }
            _ => None,
        }
    }
}

/// The bytes that a value is: itself, the first of what a constructor is given, or numbers.
pub(super) fn bytes(of: &Value) -> Option<Vec<u8>> {
    if let Some(bytes) = &of.bytes {
        return Some(bytes.clone());
    }
    match of.items.as_deref()? {
        [] => None,
        [Value { bytes: Some(bytes), .. }, ..] => Some(bytes.clone()),
        items => items.iter().map(byte).collect(),
    }
}

fn byte(of: &Value) -> Option<u8> {
    let text = of.known()?.trim();
    match text.strip_prefix("0x").or(text.strip_prefix("0X")) {
        Some(digits) => u8::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// Base64 of a text or of bytes.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let text: String = text.split_whitespace().collect();
    STANDARD_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

/// Bytes as base64.
pub(super) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Bytes as a text: UTF-16 where every other one is zero, else UTF-8.
fn text(bytes: &[u8]) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let wide = pairs.iter().filter(|pair| pair[1] == 0).count();
    if rest.is_empty() && wide > pairs.len() / 2 {
        let units: Vec<u16> = pairs.iter().copied().map(u16::from_le_bytes).collect();
        return Some(String::from_utf16_lossy(&units).trim_start_matches('\u{feff}').to_owned());
    }
    let text = std::str::from_utf8(bytes).ok()?;
    Some(text.trim_start_matches('\u{feff}').to_owned())
}

/// What DEFLATE packed, if it is no longer than a value may be.
fn inflated(packed: &[u8]) -> Option<Vec<u8>> {
    decompress_to_vec_with_limit(packed, LONGEST_VALUE).ok()
}

/// What stands behind the header of a gzip stream.
fn without_header(bytes: &[u8]) -> Option<&[u8]> {
    let (header, mut rest) = bytes.split_at_checked(10)?;
    let [0x1f, 0x8b, 8, flags, ..] = header else { return None };
    if flags & 4 != 0 {
        let (length, behind) = rest.split_at_checked(2)?;
        let length = usize::from(u16::from_le_bytes([*length.first()?, *length.last()?]));
        rest = behind.get(length..)?;
    }
    // A name, a comment: each ends in zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & 2 != 0 {
        rest = rest.get(2..)?;
    }
    Some(rest)
}
