//! What is written as what it means: quotes, back-ticks and signs taken off.

use crate::script::powershell::lexer::sign;

/// Text of an expandable string or a bare word; in quotes, a doubled quote is one.
pub(super) fn expandable(text: &str, doubles: bool) -> String {
    let has_quote = doubles && text.chars().any(|ch| matches!(ch, '"' | '\u{201c}'..='\u{201e}'));
    if !has_quote && !text.contains('`') {
        return text.to_owned();
    }
    let mut meaning = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '`' => match chars.next() {
                Some('0') => meaning.push('\0'),
                Some('a') => meaning.push('\u{7}'),
                Some('b') => meaning.push('\u{8}'),
                Some('f') => meaning.push('\u{c}'),
                Some('n') => meaning.push('\n'),
                Some('r') => meaning.push('\r'),
                Some('t') => meaning.push('\t'),
                Some('v') => meaning.push('\u{b}'),
                // A line that goes on.
                Some('\n') if !doubles => {}
                Some(other) => meaning.push(other),
                None => {}
            },
            '"' | '\u{201c}'..='\u{201e}' if doubles => {
                chars.next_if(|next| matches!(next, '"' | '\u{201c}'..='\u{201e}'));
                meaning.push(ch);
            }
            _ => meaning.push(ch),
        }
    }
    meaning
}

/// The bytes that stand between the quotes of `'…'`, counted from its start; what is not closed
/// reaches to the end.
pub(super) fn inside_quotes(token: &str) -> std::ops::Range<usize> {
    let start = sign(token, 0).1;
    let (last, length) = match token.char_indices().next_back() {
        Some((at, ch)) if at >= start => (sign(token, at).0, ch.len_utf8()),
        _ => (0, 0),
    };
    let end = if last == b'\'' { token.len() - length } else { token.len() };
    start..end.max(start)
}

/// What stands between the quotes of `'…'`: a doubled quote is one.
pub(super) fn verbatim(inside: &str) -> String {
    let is_quote = |ch: &char| matches!(ch, '\'' | '\u{2018}'..='\u{201b}');
    let mut meaning = String::with_capacity(inside.len());
    let mut chars = inside.chars().peekable();
    while let Some(ch) = chars.next() {
        if is_quote(&ch) {
            chars.next_if(is_quote);
        }
        meaning.push(ch);
    }
    meaning
}

/// The bytes between the first and the last line of a here-string.
pub(super) fn inside_here(token: &str) -> std::ops::Range<usize> {
    let start = token.find('\n').map_or(token.len(), |at| at + 1);
    let rest = token.get(start..).unwrap_or_default();
    let closes = token.ends_with('@') && token.len() > start;
    let end = match rest.rfind('\n') {
        Some(at) if closes => start + at,
        _ if closes => start,
        _ => token.len(),
    };
    let cut = end > start && token.get(..end).is_some_and(|text| text.ends_with('\r'));
    start..if cut && closes { end - 1 } else { end }
}

/// The name of a variable without its sign and braces.
pub(super) fn variable(token: &str) -> String {
    let name = token.get(1..).unwrap_or_default();
    match name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
        Some(name) => expandable(name, false),
        None => name.to_owned(),
    }
}
