//! Text of a package, safe to show to a person.
//!
//! A package is untrusted: its names and texts can hold terminal escapes, characters that reorder
//! a line, and characters that cannot be seen. Whatever leaves the program goes through here.

/// `text` with every character that could steer a terminal or hide text made visible.
///
/// C0 controls become control pictures (`ESC` → `␛`), C1 controls, bidirectional marks and
/// zero-width characters become U+FFFD. A tab stays, since every printer knows tabs.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        push_printable(&mut out, ch);
    }
    out
}

/// Appends one character as [`printable`] shows it.
pub fn push_printable(out: &mut String, ch: char) {
    out.push(match ch {
        '\t' => '\t',
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(ch)).unwrap_or('\u{fffd}'),
        '\x7f' => '␡',
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => '\u{fffd}',
        _ => ch,
    });
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn an_escape_sequence_in_a_name_is_shown_and_not_obeyed() {
        assert_eq!(printable("a\x1b[2Jb\u{202e}c\u{7}\td"), "a␛[2Jb\u{fffd}c␇\td");
    }
}
