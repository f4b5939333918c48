//! `script-no-log`

use std::collections::BTreeSet;

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::Stream;
use crate::script::reading::Style;

use super::work::is_installer;

lint! {
    /// Nothing that the scripts do is written to a log.
    ///
    /// ## Why it matters
    ///
    /// Provisioning has no console: what a script prints is gone. When a device comes out wrong, all
    /// there is to see is an exit code.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// msiexec /i agent.msi /qn /norestart
    /// exit /b %errorlevel%
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// msiexec /i agent.msi /qn /norestart /l*v C:\ProgramData\Tailspin\agent.log
    /// ```
    ///
    /// ```powershell
    /// Start-Transcript -Path "$env:ProgramData\Tailspin\setup.log"
    /// Invoke-WebRequest https://files.tailspin.example/agent.msi -OutFile C:\agent.msi
    /// ```
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Tailspin /v Site /d Harbour /f
    /// ```
    ///
    /// ## What to do
    ///
    /// Begin with `Start-Transcript -Path "$env:ProgramData\…"`, write with `>>` in a batch file, or
    /// give `msiexec` `/l*v` and a file.
    pub(crate) NO_LOG {
        id: "script-no-log", category: ScriptsReliability,
        severity: Advice, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let fetches: BTreeSet<(usize, u32)> =
        package.fetches().iter().map(|fetch| (fetch.call.part_index, fetch.call.index)).collect();
    let mut first = None;
    for call in package.calls() {
        if logs(&call) {
            return;
        }
        let is_work = || is_installer(&call) || fetches.contains(&(call.part_index, call.index));
        if first.is_none() && call.is_now() && call.is_in_script() && is_work() {
            first = Some(call);
        }
    }
    let Some(first) = first else { return };
    findings
        .at(first)
        .say("nothing that the scripts of the package do is written to a log, and nobody sees a console")
        .here("the first of what should leave a trace")
        .with_confidence(Confidence::Likely)
        .help(
            "write a log below %ProgramData%: Start-Transcript in PowerShell, >> in a batch file, \
             /l*v for msiexec",
        );
}

/// Whether a call leaves something to read, in any way.
fn logs(call: &RunCall<'_>) -> bool {
    let into_file = call.redirects.iter().any(|redirect| {
        let input = Stream::Input;
        let file = redirect.file.as_ref().filter(|_| redirect.from != input);
        file.is_some_and(|file| !["nul", "$null", ""].iter().any(|nothing| file.is(nothing)))
    });
    let writers = [
        "start-transcript",
        "out-file",
        "add-content",
        "tee-object",
        "write-eventlog",
        "new-winevent",
        "eventcreate",
        "logevent",
        "appendalltext",
        "writeline",
        "writealltext",
        "export-csv",
        "start-log",
    ];
    let is_program_with_log = || {
        call.installer().is_some_and(|told| told.log.is_some())
            || call.style == Style::Program && call.texts().any(names_log)
    };
    let is_own = || {
        matches!(call.style, Style::Cmdlet | Style::Method | Style::StaticMethod)
            && call.name.contains("log")
            && !call.name.contains("login")
            && !call.name.contains("logon")
            && !call.name.contains("eventlog")
    };
    into_file || call.is_any(&writers) || is_program_with_log() || is_own()
}

/// `/log`, `/LOG:setup.txt`, `-logfile`, `LOGPATH=…`, `C:\x\setup.log`; not `onlogon`.
fn names_log(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let option = text.trim_start_matches(['/', '-']);
    let is_option = option.starts_with("log") && !option.starts_with("logon");
    is_option || text.contains(".log")
}
