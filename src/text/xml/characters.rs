//! Characters, references and line ends, as XML 1.0 reads them.

use super::Value;

/// Text of an element: `\r\n` and a lone `\r` count as `\n` (XML 1.0, 2.11).
pub(super) fn push_with_line_ends(value: &mut Value, text: &str, start: u32) {
    let mut at = start;
    let mut rest = text;
    while let Some((plain, tail)) = rest.split_once('\r') {
        if !plain.is_empty() {
            value.push_text(plain, at..at + plain.len() as u32);
        }
        at += plain.len() as u32;
        let (width, tail) = tail.strip_prefix('\n').map_or((1, tail), |tail| (2, tail));
        value.push_reference("\n", at..at + width);
        at += width;
        rest = tail;
    }
    if !rest.is_empty() {
        value.push_text(rest, at..at + rest.len() as u32);
    }
}

/// Text of an attribute: white space counts as a blank (XML 1.0, 3.3.3), a line break as one.
pub(super) fn push_attribute_text(value: &mut Value, text: &str, start: u32) {
    let mut at = start;
    for (number, plain) in text.split("\r\n").enumerate() {
        if number > 0 {
            value.push_reference(" ", at..at + 2);
            at += 2;
        }
        let range = at..at + plain.len() as u32;
        at = range.end;
        match plain.contains(['\t', '\r', '\n']) {
            _ if plain.is_empty() => {}
            false => value.push_text(plain, range),
            true => value.push_text(&plain.replace(['\t', '\r', '\n'], " "), range),
        }
    }
}

/// A piece of XML with its references resolved; what is none stays as it is.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, tail)) = rest.split_once('&') {
        out.push_str(plain);
        // No reference is longer, and a search to the end for each `&` would take for ever.
        let end = tail.bytes().take(12).position(|byte| byte == b';');
        let resolved = end.and_then(|end| Some((resolve(tail.get(..end)?)?, tail.get(end + 1..)?)));
        match resolved {
            Some((resolved, after)) => {
                out.push_str(&resolved);
                rest = after;
            }
            None => {
                out.push('&');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

/// What a reference (`amp`, `#65`, `#x41`) means.
pub(super) fn resolve(name: &str) -> Option<String> {
    let ch = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            // Rust's numbers may have a sign.
            if number.starts_with(['+', '-']) || number.starts_with("x+") {
                return None;
            }
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&ch| is_xml_character(ch))?
        }
    };
    Some(ch.to_string())
}

/// XML 1.0, production 2.
pub(super) fn is_xml_character(ch: char) -> bool {
    matches!(ch, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Namespaces in XML 1.0, production 4: a name without a colon.
pub(super) fn is_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(starts_name) && characters.all(continues_name)
}

fn starts_name(ch: char) -> bool {
    matches!(ch, 'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

fn continues_name(ch: char) -> bool {
    starts_name(ch)
        || matches!(ch, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}'
            | '\u{203f}'..='\u{2040}')
}
