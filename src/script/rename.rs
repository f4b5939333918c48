//! Whether a script or command line renames the computer.

use std::ops::Range;

use super::pattern::{Pattern, has};

static RENAMES: Pattern = Pattern::new(
    |text| {
        ["Rename-Computer", "renamecomputer", "computersystem"].iter().any(|word| has(text, word))
    },
    || {
        r"(?imx)
        \b Rename-Computer \b
        | \b netdom (?:\.exe)? \s+ renamecomputer \b
        | \b wmic (?:\.exe)? \s+ computersystem \b [^\r\n|&]* \b rename \b"
            .to_owned()
    },
);

/// What begins a line that does nothing.
static COMMENT: Pattern = Pattern::new(|_| true, || r"(?i)^\s*(?:\#|::|'|@?rem\s|<\#)".to_owned());

/// Where `text` first seems to rename the computer: `Rename-Computer`, `netdom renamecomputer`,
/// `wmic computersystem … rename`. Lines that are comments do not count.
pub fn rename(text: &str) -> Option<Range<usize>> {
    let renames = RENAMES.regex_for(text)?;
    let is_comment = |line| COMMENT.regex_for(line).is_some_and(|comment| comment.is_match(line));
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(found) = renames.find(line).filter(|_| !is_comment(line)) {
            return Some(start + found.start()..start + found.end());
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::rename;

    #[test]
    fn the_ways_to_rename_a_computer() {
        for (text, found) in [
            ("powershell Rename-Computer -NewName x", Some("Rename-Computer")),
            ("# Rename-Computer a\r\nrename-computer $name -Force", Some("rename-computer")),
            (
                "netdom.exe renamecomputer %COMPUTERNAME% /newname:x",
                Some("netdom.exe renamecomputer"),
            ),
            (
                "wmic computersystem where name=\"%computername%\" call rename name=\"x\"",
                Some("wmic computersystem where name=\"%computername%\" call rename"),
            ),
            ("rem Rename-Computer a", None),
            ("  :: netdom renamecomputer a", None),
            ("Rename-Item a b; ren a b", None),
        ] {
            assert_eq!(rename(text).map(|range| &text[range]), found, "{text}");
        }
    }
}
