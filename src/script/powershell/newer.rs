//! What PowerShell 7 understands and 5.1, which Windows has on board, does not.

use std::ops::Range;

use super::{Kind, lexer};

/// The operators of a text that came with PowerShell 7, each with its place.
pub fn newer_operators(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = vec![];
    for token in lexer::lex(text).tokens {
        let range = token.range.start as usize..token.range.end as usize;
        let name = match (token.kind, token.text(text)) {
            (Kind::AndIf, _) => "&&",
            (Kind::OrIf, _) => "||",
            (Kind::Operator, "??") => "??",
            (Kind::Assign, "??=") => "??=",
            (Kind::Operator, "?") => {
                match text.get(range.end..).and_then(|rest| rest.chars().next()) {
                    Some('.') => "?.",
                    Some('[') => "?[]",
                    _ => "? :",
                }
            }
            _ => continue,
        };
        found.push((range, name));
    }
    found
}

/// The version that `#requires` asks for, where it is above 5.1, and the place of the line. The
/// edition Core began with version 6.
pub fn required_version(text: &str) -> Option<(Range<usize>, u32)> {
    for token in lexer::lex(text).tokens {
        if token.kind != Kind::Requires {
            continue;
        }
        let written = token.text(text).to_ascii_lowercase();
        let range = token.range.start as usize..token.range.end as usize;
        let mut words = written.split([' ', '\t', ':']).filter(|word| !word.is_empty());
        while let Some(word) = words.next() {
            if word == "-psedition" && words.next() == Some("core") {
                return Some((range, 6));
            }
            if word.len() < 2 || !"-version".starts_with(word) {
                continue;
            }
            let major = words.next()?.split('.').next()?.trim().parse().ok()?;
            return (major > 5).then_some((range, major));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{newer_operators, required_version};
    use proptest::prelude::*;

    fn names(text: &str) -> Vec<&'static str> {
        newer_operators(text).into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn operators_of_version_7_are_told_from_their_look_alikes() {
        assert_eq!(names("$a = $b ?? 'x'; $c ??= 1"), ["??", "??="]);
        assert_eq!(names("$a = $b ? 1 : 2"), ["? :"]);
        assert_eq!(names("${a}?.Name"), ["?."]);
        assert_eq!(names("a && b || c"), ["&&", "||"]);
        assert!(names("cmd /c \"a && b\"; gci | ? { $_ } # a ?? b\n'a ?? b'").is_empty());
    }

    #[test]
    fn the_version_that_is_asked_for() {
        let version = |text: &str| required_version(text).map(|(_, major)| major);
        assert_eq!(version("#requires -Version 7.2\n"), Some(7));
        assert_eq!(version("#Requires -Modules X -Version 6\n"), Some(6));
        assert_eq!(version("#requires -Version 5.1\n"), None);
        assert_eq!(version("#Requires -PSEdition Core\n"), Some(6));
        assert_eq!(version("#Requires -PSEdition Desktop\n"), None);
        assert_eq!(version("#requires -RunAsAdministrator\n"), None);
    }

    proptest! {
        #[test]
        fn ranges_lie_on_characters(text in "(\\PC|[?&|:. $a#\\n]){0,60}") {
            for (range, _) in newer_operators(&text) {
                prop_assert!(text.get(range).is_some());
            }
            let _ = required_version(&text);
        }
    }
}
