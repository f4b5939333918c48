//! `script-batch-call`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::reading::Style;
use crate::script::{Language, RunsIf, ScopeKind};

lint! {
    /// A batch file runs another one without `call`, and goes on behind it.
    ///
    /// ## Why it matters
    ///
    /// Without `call` control passes to the other batch file and never comes back: the lines behind
    /// it do not run, and nothing says so.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// "%~dp0drivers.cmd"
    /// reg add HKLM\SOFTWARE\Fabrikam /v Drivers /d done /f
    /// ```
    ///
    /// ```batch
    /// if not exist C:\ProgramData\Fabrikam (
    ///     "%~dp0drivers.cmd"
    ///     reg add HKLM\SOFTWARE\Fabrikam /v Drivers /d done /f
    /// )
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// call "%~dp0drivers.cmd"
    /// cmd /c "%~dp0printers.cmd"
    /// start "" /wait "%~dp0fonts.cmd"
    /// if "%1"=="test" "%~dp0test.cmd"
    /// "%~dp0last.cmd"
    /// exit /b
    /// ```
    ///
    /// ## What to do
    ///
    /// Write `call` before it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/administration/windows-commands/call>
    pub(crate) BATCH_CALL {
        id: "script-batch-call", category: ScriptsReliability,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let is_batch = call.language() == Language::Batch
            && call.style == Style::Program
            && [".cmd", ".bat"].iter().any(|end| ends_with(call.program.text(), end));
        // Each side of a pipe has a cmd of its own.
        if !is_batch || call.piped_from.is_some() {
            continue;
        }
        let Some(lost) = lost(&call) else { continue };
        // What stands in the same block was meant to run as well.
        if is_jump(&call) && lost.scope != call.scope {
            continue;
        }
        if lost.piped_from == Some(call.index) {
            continue;
        }
        let finding = findings
            .at(call)
            .say(format!(
                "the batch file {} runs without call, so that what stands behind it never runs",
                name(&call)
            ))
            .here("does not come back")
            .help("write call before it");
        if !call.is_now() {
            drop(finding.lowered_to(Severity::Warning));
        }
    }
}

fn ends_with(text: &str, end: &str) -> bool {
    let at = text.len().saturating_sub(end.len());
    text.get(at..).is_some_and(|found| found.eq_ignore_ascii_case(end))
}

fn name<'c>(call: &'c RunCall<'_>) -> &'c str {
    call.program.text().rsplit(['\\', '/']).next().unwrap_or_default()
}

/// Whether it hands over for good under a condition, as a script does that starts another one for
/// another edition of Windows.
fn is_jump(call: &RunCall<'_>) -> bool {
    call.is_conditional() && call.runs_if == RunsIf::Always && !call.is_in(ScopeKind::Loop)
}

/// Calls behind one that are looked at.
const MOST_BEHIND: usize = 256;

/// The call that would run next, unless the script ends there anyway.
fn lost<'p>(call: &RunCall<'p>) -> Option<RunCall<'p>> {
    if call.is_in(ScopeKind::Loop) {
        return Some(*call);
    }
    let around: Vec<u32> = call.unit().scopes(call.scope).map(|(at, _)| at).collect();
    // A script runs on from one label into the next.
    let is_next = |next: &RunCall<'p>| {
        let mut scopes = next.unit().scopes(next.scope);
        scopes.all(|(at, scope)| scope.kind == ScopeKind::Label || around.contains(&at))
    };
    call.behind()
        .take(MOST_BEHIND)
        .filter(|next| next.unit == call.unit && next.range.start >= call.range.end)
        .find(|next| !next.is_unreachable() && is_next(next) && !is_tidying(next))
        .filter(|next| !ends(next))
}

/// Commands whose loss nobody sees.
fn is_tidying(call: &RunCall<'_>) -> bool {
    call.is_any(&["endlocal", "popd", "echo", "rem", "cls", "title", "pause", "color"])
}

fn ends(call: &RunCall<'_>) -> bool {
    call.is("exit") || call.is("goto") && call.texts().any(|text| text.eq_ignore_ascii_case(":eof"))
}
