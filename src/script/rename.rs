//! Whether a script or command line renames the computer.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

static RENAMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?imx)
        \b Rename-Computer \b
        | \b netdom (?:\.exe)? \s+ renamecomputer \b
        | \b wmic (?:\.exe)? \s+ computersystem \b [^\r\n|&]* \b rename \b",
    )
    .ok()
});

/// What begins a line that does nothing.
static COMMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^\s*(?:\#|::|'|@?rem\s|<\#)").ok());

/// Where `text` first seems to rename the computer: `Rename-Computer`, `netdom renamecomputer`,
/// `wmic computersystem … rename`. Lines that are comments do not count.
pub fn rename(text: &str) -> Option<Range<usize>> {
    let (renames, comment) = (RENAMES.as_ref()?, COMMENT.as_ref()?);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(found) = renames.find(line).filter(|_| !comment.is_match(line)) {
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
