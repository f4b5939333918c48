//! `script-robocopy-exit`

use std::collections::BTreeMap;

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::Language;
use crate::script::RunsIf;

lint! {
    /// A copy that succeeds counts as a failure, since robocopy ends with 1.
    ///
    /// ## Why it matters
    ///
    /// Of `robocopy` 0 means that there was nothing to copy, 1 to 7 that it copied, that there was
    /// more than it needed, or both; from 8 on something failed. A script that takes 1 for a failure,
    /// or ends with it, fails on every new device, which is then tried again and again.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// robocopy "%~dp0manuals" C:\ProgramData\Manuals /E
    /// ```
    ///
    /// ```batch
    /// robocopy "%~dp0manuals" C:\ProgramData\Manuals /E
    /// if errorlevel 1 exit /b 1
    /// exit /b 0
    /// ```
    ///
    /// ```powershell
    /// robocopy .\manuals C:\ProgramData\Manuals /E
    /// if ($LASTEXITCODE -ne 0) { throw 'the manuals are missing' }
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// robocopy "%~dp0manuals" C:\ProgramData\Manuals /E
    /// if %errorlevel% geq 8 exit /b 1
    /// exit /b 0
    /// ```
    ///
    /// ```powershell
    /// robocopy .\manuals C:\ProgramData\Manuals /E
    /// if ($LASTEXITCODE -gt 7) { exit 1 }
    /// ```
    ///
    /// ## What to do
    ///
    /// Take 8 and more for a failure, and end with 0 otherwise.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/troubleshoot/windows-server/backup-and-storage/return-codes-used-robocopy-utility>
    pub(crate) ROBOCOPY_EXIT {
        id: "script-robocopy-exit", category: ScriptsReliability,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut units: BTreeMap<(usize, u32), Vec<RunCall<'_>>> = BTreeMap::new();
    for call in package.calls() {
        units.entry((call.part_index, call.call().unit)).or_default().push(call);
    }
    for calls in units.values() {
        for (at, call) in calls.iter().enumerate().filter(|(_, call)| call.is("robocopy")) {
            let Some(how) = misread(call, calls.get(at + 1)) else { continue };
            findings
                .at(call)
                .say(format!("{how}, though robocopy ends with 1 to 7 when it has copied"))
                .help("take 8 and more for a failure, and end with 0 otherwise");
        }
    }
}

/// How the code of a copy is taken for a failure, by what comes behind it.
fn misread(copy: &RunCall<'_>, next: Option<&RunCall<'_>>) -> Option<&'static str> {
    let is_script = copy.is_in_script() && copy.unit().depth == 0;
    let is_cmd = matches!(copy.language(), Language::Batch | Language::Cmd);
    let is_powershell = copy.language() == Language::PowerShell;
    if copy.piped_from.is_some() || !(is_cmd || is_powershell) {
        return None;
    }
    let Some(next) = next else {
        let ends = is_script && is_cmd && !copy.is_conditional() && copy.is_now();
        return ends.then_some("the script ends with the code of the copy");
    };
    if is_cmd && next.runs_if == RunsIf::Failed {
        return Some("what stands behind || runs");
    }
    let text = next.text().to_ascii_lowercase();
    let hands_on =
        next.is("exit") && (text.contains("errorlevel") || text.contains("lastexitcode"));
    if is_script && hands_on && !next.is_conditional() {
        return Some("the script ends with the code of the copy");
    }
    let end = copy.call().range.end;
    let unit = next.unit();
    let mut behind = unit.scopes(next.call().scope).filter_map(|(_, scope)| {
        let range = &scope.condition.as_ref()?.range;
        let range = range.start as usize..range.end as usize;
        (range.start >= end).then(|| unit.text.text().get(range)).flatten()
    });
    behind.any(takes_one_for_failure).then_some("the script takes this for a failure")
}

/// Whether a condition parts 0 from all else, or 1 and more from 0.
fn takes_one_for_failure(condition: &str) -> bool {
    let text: String = condition.to_ascii_lowercase().replace(['"', '\'', '(', ')', '!', '%'], " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    // A range is more than this reads.
    if words.iter().any(|word| matches!(*word, "7" | "8" | "-and" | "-or" | "-band")) {
        return false;
    }
    let is_code = |word: &str| matches!(word, "errorlevel" | "$lastexitcode");
    words.windows(2).any(|pair| matches!(pair, ["errorlevel", "1"]))
        || words.windows(3).any(|three| match three {
            [code, sign, number] if is_code(code) => matches!(
                (*sign, *number),
                ("neq" | "equ" | "==" | "gtr" | "-ne" | "-eq" | "-gt", "0") | ("geq" | "-ge", "1")
            ),
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_that_take_one_for_a_failure() {
        for yes in [
            "errorlevel 1",
            "not errorlevel 1",
            "%errorlevel% neq 0",
            "\"%ERRORLEVEL%\" == \"0\"",
            "!errorlevel! gtr 0",
            "$LASTEXITCODE -ne 0",
            "($LASTEXITCODE -eq 0)",
        ] {
            assert!(takes_one_for_failure(yes), "{yes}");
        }
        for no in [
            "errorlevel 8",
            "%errorlevel% geq 8",
            "$LASTEXITCODE -gt 7",
            "$LASTEXITCODE -ne 0 -and $LASTEXITCODE -ge 8",
            "exist C:\\x",
            "",
        ] {
            assert!(!takes_one_for_failure(no), "{no}");
        }
    }
}
