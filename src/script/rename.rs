//! Whether a script or command line renames the computer.

use std::ops::Range;

use super::lines;
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

/// Where `text` first seems to rename the computer: `Rename-Computer`, `netdom renamecomputer`,
/// `wmic computersystem … rename`. Lines that are comments do not count.
pub fn rename(text: &str) -> Option<Range<usize>> {
    lines::find(RENAMES.regex_for(text), text)
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
