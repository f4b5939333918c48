//! Patterns that are compiled when a text may match them.

use std::sync::OnceLock;

use regex::Regex;

/// A pattern, and what a text must have to match it.
///
/// Compiling one takes longer than reading a small package, and most texts match none: so it is
/// compiled when the first text passes the cheap test.
pub(crate) struct Pattern {
    may_match: fn(&str) -> bool,
    source: fn() -> String,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// `may_match` may say yes to any text, and must say yes to every text that `source` matches. It
    /// need not think of letters beyond ASCII.
    pub(crate) const fn new(may_match: fn(&str) -> bool, source: fn() -> String) -> Self {
        Self { may_match, source, regex: OnceLock::new() }
    }

    /// The pattern, for a text that may match it.
    pub(crate) fn regex_for(&self, text: &str) -> Option<&Regex> {
        // To a pattern that ignores case, `ſ` is an s and the sign of the Kelvin a k.
        let is_odd = || !text.is_ascii() && text.contains(['\u{17f}', '\u{212a}']);
        ((self.may_match)(text) || is_odd()).then(|| self.regex())?
    }

    pub(super) fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(&(self.source)()).ok()).as_ref()
    }
}

/// Whether `text` has a word in it, whatever the case of its letters.
pub(crate) fn has(text: &str, word: &str) -> bool {
    around(text, word).next().is_some()
}

/// What stands before and behind every place of `word` in `text`, whatever the case of its letters.
pub(super) fn around<'t>(text: &'t str, word: &str) -> impl Iterator<Item = (&'t [u8], &'t [u8])> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let first = word.first().copied().unwrap_or_default();
    let starts = memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), text);
    starts.filter_map(move |at| {
        let (before, from) = text.split_at_checked(at)?;
        let (found, behind) = from.split_at_checked(word.len())?;
        found.eq_ignore_ascii_case(word).then_some((before, behind))
    })
}

/// `bytes` without a part that may stand at their start, whatever the case of its letters.
pub(super) fn without<'t>(bytes: &'t [u8], part: &str) -> &'t [u8] {
    match bytes.split_at_checked(part.len()) {
        Some((start, rest)) if start.eq_ignore_ascii_case(part.as_bytes()) => rest,
        _ => bytes,
    }
}

/// `bytes` without a quote that may stand at their start.
pub(super) fn without_quote(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\"").or_else(|| bytes.strip_prefix(b"'")).unwrap_or(bytes)
}

/// `bytes` without the blanks at their start.
pub(super) fn without_blanks(bytes: &[u8]) -> &[u8] {
    let blanks = bytes.iter().take_while(|byte| is_blank(**byte)).count();
    bytes.get(blanks..).unwrap_or_default()
}

/// Whether a byte is a blank, or may belong to one: there are blanks beyond ASCII.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ' | 0x80..)
}

/// What stands behind every place where `net` or `net1` seems to be called with this word.
pub(super) fn behind_net<'t>(text: &'t str, word: &str) -> impl Iterator<Item = &'t [u8]> {
    around(text, "net").filter_map(move |(_, behind)| {
        let behind = without_quote(without(without(behind, "1"), ".exe"));
        let argument = without_blanks(behind);
        let rest = without(argument, word);
        (argument.len() < behind.len() && rest.len() < argument.len()).then_some(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case() {
        assert!(has("a ConvertTo-SecureString b", "securestring"));
        assert!(!has("a secure string", "securestring"));
        assert_eq!(around("pin PIN", "pin").count(), 2);
        assert!(behind_net("C:\\Windows\\System32\\NET1.exe\"\tUser a", "user").eq([b" a"]));
        assert_eq!(behind_net("users of the net; net.exe start; net use", "user").count(), 0);
    }

    #[test]
    fn letters_that_fold_to_those_of_ascii_are_left_to_the_pattern() {
        static PATTERN: Pattern = Pattern::new(|text| has(text, "sk"), || "(?i)sk".to_owned());
        let matches = |text| PATTERN.regex_for(text).is_some_and(|regex| regex.is_match(text));
        assert!(matches("SK") && matches("\u{17f}k") && matches("s\u{212a}") && !matches("s k"));
    }
}
