//! Quotes of a command line that do not do what they look like.

use std::ops::Range;

use super::{Step, is_executable, shells};

/// By whose rule quotes are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteRule {
    /// Cmd: every quote counts.
    Cmd,
    /// Programs, by the C runtime: one behind an odd number of backslashes is a character.
    Program,
}

/// Where the quote stands that is never closed.
pub fn unclosed_quote(line: &str, rule: QuoteRule) -> Option<usize> {
    let mut opened = None;
    let mut backslashes = 0_usize;
    for (at, byte) in line.bytes().enumerate() {
        let is_escaped = rule == QuoteRule::Program && backslashes % 2 == 1;
        if byte == b'"' && !is_escaped {
            opened = match opened {
                None => Some(at),
                Some(_) => None,
            };
        }
        backslashes = if byte == b'\\' { backslashes + 1 } else { 0 };
    }
    opened
}

/// The commands behind `cmd /c` from whose first quoted part cmd takes the quote off, and another
/// one off the end, so that both tear apart: `cmd /c "a b.exe" "c d"`, or
/// `cmd /c "C:\Program Files (x86)\a.exe"`, which is no path for its brackets. The range is that of
/// the quoted part.
///
/// Quotes around all of the commands are meant to be taken off.
pub fn stripped_by_cmd(step: &Step) -> Option<Range<usize>> {
    if !matches!(step.program()?.as_str(), "cmd" | "%comspec%") {
        return None;
    }
    let line = step.text.text();
    let (start, may_keep) = shells::tail(line, step.program_range()?.end)?;
    let rest = line.get(start..)?;
    let first = start + rest.len() - rest.trim_start().len();
    let inner = line.get(first..)?.strip_prefix('"')?;
    let length = inner.find('"')?;
    let part = inner.get(..length)?;
    let behind = inner.get(length + 1..)?;
    let is_one = !part.is_empty()
        && !part.ends_with([' ', '\t'])
        && (behind.is_empty() || behind.starts_with([' ', '\t']));
    let is_torn = match behind.contains('"') {
        true => true,
        // The other quote is the one behind the path.
        false => {
            let is_path = part.starts_with(['\\', '%', '.'])
                || part.get(1..).is_some_and(|rest| rest.starts_with(":\\"));
            let others = part.contains(['&', '<', '>', '@', '^', '|']);
            let takes_off = part.contains(['(', ')']) || !may_keep;
            is_path && is_executable(part) && part.contains([' ', '\t']) && !others && takes_off
        }
    };
    (is_one && is_torn).then_some(first..first + length + 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::script::command_line::unwrap;

    fn torn(line: &str) -> Option<String> {
        let unwrapped = unwrap(line);
        let (step, range) =
            unwrapped.steps.iter().find_map(|step| Some((step, stripped_by_cmd(step)?)))?;
        line.get(unwrapped.place(step, &range)).map(str::to_owned)
    }

    #[test]
    fn cmd_tears_what_is_not_quoted_as_a_whole() {
        let path = r#""C:\a b\x.exe""#;
        for line in [
            r#"cmd /c "C:\a b\x.exe" "c d""#,
            r#"cmd.exe /d /c "C:\a b\x.exe" /log "c d" & echo done"#,
            r#"cmd /s /c "C:\a b\x.exe""#,
        ] {
            assert_eq!(torn(line).as_deref(), Some(path), "{line}");
        }
        let brackets = r#"cmd /c "C:\Program Files (x86)\a.exe" /s"#;
        assert_eq!(torn(brackets).as_deref(), Some(r#""C:\Program Files (x86)\a.exe""#));
        for line in [
            r#"cmd /c ""C:\a b\x.exe" "c d"""#,
            r#"cmd /c "C:\a b\x.exe" /s"#,
            r#"cmd /c "net user "a b" /add""#,
            r#"cmd /c "setup.exe /dir="C:\x y" /s""#,
            r#"cmd /c "copy a.txt b.txt""#,
            r#"cmd /c copy "a b" "c d""#,
            r#"cmd /c "a.exe && b.exe""#,
            r#"cmd /c "C:\a.exe""#,
            "cmd",
        ] {
            assert_eq!(torn(line), None, "{line}");
        }
    }

    #[test]
    fn a_quote_behind_a_backslash_is_a_character_to_programs() {
        let line = r#"x "C:\a b\" "D:\c""#;
        assert_eq!(unclosed_quote(line, QuoteRule::Cmd), None);
        assert_eq!(unclosed_quote(line, QuoteRule::Program), Some(line.len() - 1));
        assert_eq!(unclosed_quote(r#"x "a\\""#, QuoteRule::Program), None);
        assert_eq!(unclosed_quote(r#"x "a" "b"#, QuoteRule::Cmd), Some(6));
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in "(cmd /[cks] ?)?[a\" \\\\./:(&é]{0,40}") {
            for rule in [QuoteRule::Cmd, QuoteRule::Program] {
                if let Some(at) = unclosed_quote(&line, rule) {
                    assert!(line.get(at..).is_some_and(|rest| rest.starts_with('"')));
                }
            }
            for step in &unwrap(&line).steps {
                if let Some(range) = stripped_by_cmd(step) {
                    assert!(step.text.text().get(range).is_some_and(|part| part.ends_with('"')));
                }
            }
        }
    }
}
