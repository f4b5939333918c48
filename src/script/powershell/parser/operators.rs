//! The operators of expressions: their names, and how strongly they bind.

/// How strongly a cast binds.
pub(super) const CAST: u8 = 13;
/// How strongly an operator of one operand binds.
pub(super) const UNARY: u8 = 12;
/// How strongly a comma binds.
pub(super) const COMMA: u8 = 11;

/// An operator without its dash, and without the `i` that changes nothing.
pub(super) fn name_of(token: &str) -> String {
    let mut chars = token.chars();
    let is_dash = matches!(chars.next(), Some('-' | '\u{2013}'..='\u{2015}'));
    if !is_dash {
        return token.to_owned();
    }
    let name = chars.as_str().to_ascii_lowercase();
    if !name.starts_with(|ch: char| ch.is_alphabetic()) {
        return "-".repeat(token.chars().count());
    }
    match name.strip_prefix('i') {
        Some(plain) if COMPARISONS.contains(&plain) => plain.to_owned(),
        _ => name,
    }
}

const COMPARISONS: [&str; 18] = [
    "eq",
    "ne",
    "gt",
    "ge",
    "lt",
    "le",
    "like",
    "notlike",
    "match",
    "notmatch",
    "replace",
    "split",
    "contains",
    "notcontains",
    "in",
    "notin",
    "join",
    "as",
];

/// Whether operands in a row are those of one operation.
pub(super) fn is_chained(operator: &str) -> bool {
    matches!(operator, "+" | "*" | "and" | "or" | "xor" | "band" | "bor" | "bxor")
}

/// How strongly an operator of two operands binds.
pub(super) fn precedence(operator: &str) -> u8 {
    match operator {
        ".." => 10,
        "f" => 9,
        "*" | "/" | "%" => 8,
        "+" | "-" => 7,
        "band" | "bor" | "bxor" | "shl" | "shr" => 5,
        "and" | "or" | "xor" => 4,
        "?" | ":" | "??" => 3,
        _ => 6,
    }
}
