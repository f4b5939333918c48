//! The PowerShell scripts that a command line runs.

use std::ops::Range;

use super::{Step, Through, Unwrapped, What};
use crate::script::{Piece, powershell};

/// A `.ps1` file that PowerShell is told to run.
#[derive(Debug)]
pub struct ScriptRun<'a> {
    /// PowerShell's own command line.
    pub host: &'a Step,
    /// What runs it: the file by itself, or a command that names it.
    pub through: Through,
    /// The file, as written.
    pub file: String,
    /// Where it is named in the whole line.
    pub place: Range<usize>,
    /// The step behind PowerShell: the file with its arguments, or all of the command.
    pub inner: &'a Step,
}

impl Unwrapped {
    /// The scripts that Windows PowerShell and PowerShell 7 run by `-File`, by `-Command` or
    /// without parameter. What an encoded command runs is none of them.
    pub fn script_runs(&self) -> Vec<ScriptRun<'_>> {
        let mut found = vec![];
        for inner in &self.steps {
            let Some((host, through)) = inner.parent else { continue };
            let Some(host) = self.steps.get(host) else { continue };
            let mut add = |file: &str, range: &Range<usize>| {
                if file.to_ascii_lowercase().ends_with(".ps1") {
                    let place = self.place(inner, range);
                    found.push(ScriptRun { host, through, file: file.to_owned(), place, inner });
                }
            };
            match (&inner.what, through) {
                (What::Program(file, _), Through::PowerShellFile) => add(file.text(), &file.range),
                (What::PowerShell, Through::PowerShellCommand) => {
                    for command in powershell::parse(inner.text.text()).commands {
                        let range =
                            command.name.range.start as usize..command.name.range.end as usize;
                        if let Some(Piece::Text { text, .. }) = command.name.pieces.last() {
                            add(text, &range);
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::script::command_line::{Argument, unwrap};

    fn runs(line: &str) -> Vec<(String, Option<String>, String)> {
        let unwrapped = unwrap(line);
        let runs = unwrapped.script_runs().into_iter().map(|run| {
            let policy = run.host.execution_policy().map(Argument::text).map(str::to_owned);
            (run.file, policy, line.get(run.place).unwrap_or_default().to_owned())
        });
        runs.collect()
    }

    #[test]
    fn scripts_by_file_by_command_and_bare() {
        let run = |file: &str, policy: Option<&str>, written: &str| {
            vec![(file.to_owned(), policy.map(str::to_owned), written.to_owned())]
        };
        for (line, expected) in [
            ("powershell -ep Bypass -File a.ps1 -x", run("a.ps1", Some("Bypass"), "a.ps1")),
            ("powershell -exec bypass .\\a.ps1", run(".\\a.ps1", Some("bypass"), ".\\a.ps1")),
            (
                "cmd /c powershell.exe -nop -c \"& 'C:\\a b\\x.ps1' -y\"",
                run("C:\\a b\\x.ps1", None, "'C:\\a b\\x.ps1'"),
            ),
            (
                "powershell -ExecutionPolicy RemoteSigned -f \"a b.ps1\"",
                run("a b.ps1", Some("RemoteSigned"), "\"a b.ps1\""),
            ),
            // Behind the file all belongs to the script.
            ("powershell -File a.ps1 -ep Bypass", run("a.ps1", None, "a.ps1")),
            ("powershell -Command Get-Date", vec![]),
            ("powershell -Command \"Get-Content a.ps1\"", vec![]),
            ("cmd /c a.ps1", vec![]),
        ] {
            assert_eq!(runs(line), expected, "{line}");
        }
    }

    proptest! {
        #[test]
        fn places_are_in_the_line(
            line in "(cmd /c )?powershell (-ep x )?(-c|-f|-Command )? ?[a\"' \\\\.&;é]{0,12}a.ps1[\"' é]{0,4}"
        ) {
            for run in unwrap(&line).script_runs() {
                assert!(line.get(run.place).is_some());
            }
        }
    }
}
