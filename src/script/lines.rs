//! The lines of a script, or of a command line, that do something.

use std::ops::Range;

use regex::Regex;

/// Whether a line does nothing, in a batch file, in PowerShell or VBScript.
fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    let word = line.strip_prefix('@').unwrap_or(line);
    let is_remark = word.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("rem"))
        && word.get(3..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    line.starts_with(['#', '\'']) || line.starts_with("::") || line.starts_with("<#") || is_remark
}

/// Where a pattern first stands in a line that is no comment. Of a comment of several lines only the
/// first is known as one.
pub(super) fn find(pattern: Option<&Regex>, text: &str) -> Option<Range<usize>> {
    let pattern = pattern?;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(found) = pattern.find(line).filter(|_| !is_comment(line)) {
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
