//! The lines of a script, or of a command line, that do something.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// What begins a line that does nothing, in batch files, PowerShell and VBScript.
static COMMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^\s*(?:\#|::|'|@?rem\s|<\#)").ok());

/// Where a pattern first stands in a line that is no comment. Of a comment of several lines only the
/// first is known as one.
pub(super) fn find(pattern: Option<&Regex>, text: &str) -> Option<Range<usize>> {
    let (pattern, comment) = (pattern?, COMMENT.as_ref()?);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(found) = pattern.find(line).filter(|_| !comment.is_match(line)) {
            return Some(start + found.start()..start + found.end());
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_do_nothing() {
        let pattern = Regex::new("deploy").ok();
        let found = |text| find(pattern.as_ref(), text);
        for text in
            ["# deploy", "  rem deploy", "@REM deploy", ":: deploy", "' deploy", "<# deploy"]
        {
            assert_eq!(found(text), None, "{text}");
        }
        assert_eq!(found("rem deploy\r\nremote deploy # now"), Some(19..25));
    }
}
