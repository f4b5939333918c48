//! How far a name, number, type or bare word reaches. All look at the text and change nothing.

/// What the character at `at` counts as in PowerShell, and its length: typographic quotes, dashes
/// and blanks are the ASCII ones; any other character beyond ASCII is `0x80`. Zero behind the end.
pub(in crate::script::powershell) fn sign(text: &str, at: usize) -> (u8, usize) {
    let bytes = text.as_bytes();
    match bytes.get(at) {
        None => (0, 0),
        Some(byte) if byte.is_ascii() => (*byte, 1),
        Some(_) => match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(ch) => (typographic(ch), ch.len_utf8()),
            None => (0x80, 1),
        },
    }
}

fn typographic(ch: char) -> u8 {
    match ch {
        '\u{2018}'..='\u{201b}' => b'\'',
        '\u{201c}'..='\u{201e}' => b'"',
        '\u{2013}'..='\u{2015}' => b'-',
        '\u{85}'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => b' ',
        _ => 0x80,
    }
}

pub(super) fn is_blank(sign: u8) -> bool {
    matches!(sign, b' ' | b'\t' | 0x0b | 0x0c)
}

/// Whether it may begin a name.
pub(super) fn is_letter(sign: u8) -> bool {
    sign.is_ascii_alphabetic() || matches!(sign, b'_' | 0x80)
}

fn is_name(sign: u8) -> bool {
    is_letter(sign) || sign.is_ascii_digit()
}

/// Whether nothing that belongs to a bare word stands here.
pub(super) fn ends_word(sign: u8, length: usize) -> bool {
    length == 0
        || is_blank(sign)
        || matches!(
            sign,
            b'\r' | b'\n' | b'(' | b')' | b'{' | b'}' | b';' | b',' | b'|' | b'&' | b'<' | b'>'
        )
}

/// The length of the end of line at `at`; zero if there is none.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    match (text.as_bytes().get(at), text.as_bytes().get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => 2,
        (Some(b'\r' | b'\n'), _) => 1,
        _ => 0,
    }
}

/// The length of the name at `at`.
pub(super) fn name(text: &str, at: usize) -> usize {
    let mut end = at;
    while let (sign, length @ 1..) = sign(text, end)
        && is_name(sign)
    {
        end += length;
    }
    end - at
}

/// The longest name in braces and type name that is looked for: a hostile text must not make every
/// opening bracket a search to its end.
const LONGEST: usize = 300;

/// The length of the variable at `at`, where a `$` stands; 1 or less if it is none.
pub(super) fn variable(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    match bytes.get(at + 1) {
        Some(b'$' | b'?' | b'^') => return 2,
        Some(b'{') => {
            let inside = bytes.get(at + 2..).unwrap_or_default();
            let mut inside = inside.iter().take(LONGEST).enumerate();
            let mut skips = false;
            return inside
                .find_map(|(offset, byte)| match byte {
                    _ if std::mem::take(&mut skips) => None,
                    b'`' => {
                        skips = true;
                        None
                    }
                    b'}' => Some(offset + 3),
                    _ => None,
                })
                .unwrap_or(1);
        }
        _ => {}
    }
    let mut end = at + 1;
    let mut has_scope = false;
    while let (sign, length @ 1..) = sign(text, end) {
        let is_part = match sign {
            b':' => {
                let next = self::sign(text, end + 1).0;
                let is_scope = !has_scope && end > at + 1 && is_name(next);
                has_scope = true;
                is_scope
            }
            b'?' => true,
            _ => is_name(sign),
        };
        if !is_part {
            break;
        }
        end += length;
    }
    end - at
}

/// The length of the number at `at`, without sign; zero if there is none.
pub(super) fn number(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let mut end = at;
    if bytes.get(at) == Some(&b'0') && matches!(bytes.get(at + 1), Some(b'x' | b'X')) {
        let hex = bytes.get(at + 2..).unwrap_or_default();
        let length = hex.iter().take_while(|b| b.is_ascii_hexdigit()).count();
        if length == 0 {
            return 0;
        }
        end += 2 + length;
    } else {
        end += digits(end);
        if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
        if end == at {
            return 0;
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits(end + 1 + sign);
            if exponent > 0 {
                end += 1 + sign + exponent;
            }
        }
    }
    if matches!(bytes.get(end), Some(b'd' | b'D' | b'l' | b'L')) {
        end += 1;
    }
    if matches!(
        bytes.get(end),
        Some(b'k' | b'm' | b'g' | b't' | b'p' | b'K' | b'M' | b'G' | b'T' | b'P')
    ) && matches!(bytes.get(end + 1), Some(b'b' | b'B'))
    {
        end += 2;
    }
    if is_name(sign(text, end).0) { 0 } else { end - at }
}

/// What begins with `[`.
pub(super) enum Bracket {
    /// `[Name]`, with its length.
    Type(usize),
    /// `[Name(`, with the length up to the parenthesis.
    Attribute(usize),
    /// Neither.
    Other,
}

/// What the `[` at `at` begins.
pub(super) fn bracket(text: &str, at: usize) -> Bracket {
    let mut depth = 0_usize;
    let mut has_name = false;
    for (offset, byte) in text.as_bytes().iter().skip(at).take(LONGEST).enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 && has_name {
                    return Bracket::Type(offset + 1);
                }
                if depth == 0 {
                    return Bracket::Other;
                }
            }
            b'(' if depth == 1 && has_name => return Bracket::Attribute(offset),
            b'_' | 0x80.. => has_name = true,
            byte if byte.is_ascii_alphanumeric() => has_name = true,
            b'.' | b'+' | b',' | b' ' | b'`' | b'=' | b'-' | b'*' | b'&' | b'\t' if has_name => {}
            b' ' | b'\t' => {}
            _ => return Bracket::Other,
        }
    }
    Bracket::Other
}

/// The length of the bare word at `at`. It ends before what is not bare: quotes, variables.
pub(super) fn bare(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while let (sign, length @ 1..) = sign(text, end) {
        match sign {
            b'`' if line_end(text, end + 1) > 0 => break,
            b'`' => end += 1 + self::sign(text, end + 1).1,
            b'\'' | b'"' => break,
            b'$' if bytes.get(end + 1) == Some(&b'(') || variable(text, end) > 1 => break,
            _ if ends_word(sign, length) => break,
            _ => end += length,
        }
    }
    end - at
}

/// The length of the redirection sign at `at`, target left out; zero if there is none.
pub(super) fn redirection(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    if matches!(bytes.get(at), Some(b'1'..=b'6' | b'*')) {
        end += 1;
    }
    match bytes.get(end) {
        Some(b'>') => end += 1,
        Some(b'<') if end == at => return 1,
        _ => return 0,
    }
    match (bytes.get(end), bytes.get(end + 1)) {
        (Some(b'>'), _) => end += 1,
        (Some(b'&'), Some(b'1'..=b'6')) => end += 2,
        _ => {}
    }
    end - at
}
