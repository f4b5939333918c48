//! How what comes behind a call takes its exit code.

use crate::package::RunCall;
use crate::script::{Language, RunsIf};

/// How an exit code is taken for a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// `a || b`.
    Alternative,
    /// `exit /b %errorlevel%`.
    HandedOn,
    /// `if errorlevel 1 …`.
    Condition {
        /// Whether what stands there runs where it failed, and not where it did not.
        on_failure: bool,
    },
}

/// How the exit code 1 of a call is taken for a failure, by the call that comes next.
pub(super) fn taken_for_failure(call: &RunCall<'_>, next: &RunCall<'_>) -> Option<Taken> {
    let is_cmd = matches!(call.language(), Language::Batch | Language::Cmd);
    if is_cmd && next.runs_if == RunsIf::Failed {
        return Some(Taken::Alternative);
    }
    let is_script = call.is_in_script() && call.unit().depth == 0;
    let text = next.text().to_ascii_lowercase();
    let hands_on =
        next.is("exit") && (text.contains("errorlevel") || text.contains("lastexitcode"));
    if is_script && hands_on && !next.is_conditional() {
        return Some(Taken::HandedOn);
    }
    let end = call.call().range.end;
    let unit = next.unit();
    let mut behind = unit.scopes(next.call().scope).filter_map(|(_, scope)| {
        let range = &scope.condition.as_ref()?.range;
        let range = range.start as usize..range.end as usize;
        (range.start >= end).then(|| unit.text.text().get(range)).flatten()
    });
    let on_failure = behind.find_map(takes_one_for_failure)?;
    Some(Taken::Condition { on_failure })
}

/// Of a condition that parts 0 from all else, or 1 and more from 0, whether it holds for 1.
fn takes_one_for_failure(condition: &str) -> Option<bool> {
    let text = condition.to_ascii_lowercase().replace("==", " == ");
    let text = text.replace(['"', '\'', '(', ')', '!', '%'], " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    // A range is more than this reads.
    if words.iter().any(|word| matches!(*word, "7" | "8" | "-and" | "-or" | "-band")) {
        return None;
    }
    // `$process.ExitCode`, of what `Start-Process -PassThru` gives.
    let is_code = |word: &str| {
        matches!(word, "errorlevel" | "$lastexitcode")
            || word.starts_with('$') && word.ends_with(".exitcode")
    };
    let of_three = |three: &[&str]| match three {
        [code, sign, number] if is_code(code) => match (*sign, *number) {
            ("neq" | "gtr" | "-ne" | "-gt", "0") | ("geq" | "-ge", "1") => Some(true),
            ("equ" | "==" | "-eq", "0") => Some(false),
            _ => None,
        },
        _ => None,
    };
    let is_at_least_one = words.windows(2).any(|pair| matches!(pair, ["errorlevel", "1"]));
    let holds = match is_at_least_one {
        true => true,
        false => words.windows(3).find_map(of_three)?,
    };
    let is_turned = words.first().is_some_and(|word| matches!(*word, "not" | "-not"));
    Some(holds != is_turned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_on_a_failure_is_told_from_what_does_not() {
        for (condition, on_failure) in [
            ("errorlevel 1", true),
            ("not errorlevel 1", false),
            ("%errorlevel%==0", false),
            ("not %errorlevel%==0", true),
            ("$LASTEXITCODE -ne 0", true),
        ] {
            assert_eq!(takes_one_for_failure(condition), Some(on_failure), "{condition}");
        }
    }

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
            "not %errorlevel%==0",
            "$copy.ExitCode -ne 0",
        ] {
            assert!(takes_one_for_failure(yes).is_some(), "{yes}");
        }
        for no in [
            "errorlevel 8",
            "%errorlevel% geq 8",
            "$LASTEXITCODE -gt 7",
            "$LASTEXITCODE -ne 0 -and $LASTEXITCODE -ge 8",
            "exist C:\\x",
            "",
        ] {
            assert_eq!(takes_one_for_failure(no), None, "{no}");
        }
    }
}
