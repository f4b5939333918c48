//! `script-robocopy-exit`

use std::collections::BTreeMap;

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{CommandContext, Package, RunCall};
use crate::script::Language;
use crate::script::command_line::Through;

use super::codes::{Taken, taken_for_failure};

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
            if !call.is_in_script() && expects_another(package, call) {
                continue;
            }
            let finding = findings
                .at(call)
                .say(format!("{how}, though robocopy ends with 1 to 7 when it has copied"))
                .help("take 8 and more for a failure, and end with 0 otherwise");
            // Nothing waits for the code of the device context.
            let of_device = package.context_of(call.part_index) == Some(CommandContext::Device);
            if !call.is_in_script() && of_device {
                drop(finding.lowered_to(Severity::Advice));
            }
        }
    }
}

/// Whether the command that the copy stands in counts another code than 0 as its success.
fn expects_another(package: &Package, copy: &RunCall<'_>) -> bool {
    let commands = package.commands().into_iter();
    let mut own = commands.filter(|command| command.line.value().contains(copy.text()));
    own.any(|command| {
        let success = package.beside(command.line, "ReturnCodeSuccess");
        success.is_some_and(|code| code.is_set() && code.value().trim() != "0")
    })
}

/// Whether a command of the package is the copy and nothing more, whatever shell is around it.
fn is_whole_command(copy: &RunCall<'_>) -> bool {
    copy.through().all(|through| matches!(through, Through::Cmd | Through::PowerShellCommand))
}

/// How the code of a copy is taken for a failure, by what comes behind it.
fn misread(copy: &RunCall<'_>, next: Option<&RunCall<'_>>) -> Option<&'static str> {
    let is_script = copy.is_in_script() && copy.unit().depth == 0;
    let is_cmd = matches!(copy.language(), Language::Batch | Language::Cmd);
    let is_powershell = copy.language() == Language::PowerShell;
    let is_line = copy.language() == Language::CommandLine;
    if copy.piped_from.is_some() || !(is_cmd || is_powershell || is_line) {
        return None;
    }
    let Some(next) = next else {
        let ends = !copy.is_conditional() && copy.is_now();
        return match copy.is_in_script() {
            true => {
                (ends && is_script && is_cmd).then_some("the script ends with the code of the copy")
            }
            false => (ends && is_whole_command(copy))
                .then_some("the command ends with the code of the copy"),
        };
    };
    Some(match taken_for_failure(copy, next)? {
        Taken::Alternative => "what stands behind || runs",
        Taken::HandedOn => "the script ends with the code of the copy",
        Taken::Condition { .. } => "the script takes this for a failure",
    })
}
