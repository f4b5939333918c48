//! `sec-acl-everyone`

use super::access::{Grant, grants};
use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Stage};
use crate::script::Later;

lint! {
    /// Everybody may change files that programs of the device live in.
    ///
    /// ## Why it matters
    ///
    /// Whoever may write where SYSTEM or another user takes programs from puts a program of their own
    /// there, and has their rights the next time it starts. That goes for Program Files, Windows and
    /// ProgramData, and for every folder that a task or service runs files of.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// icacls "C:\Program Files\Tailspin Viewer" /grant Users:(OI)(CI)M /T
    /// cacls C:\Tools /e /g everyone:f
    /// ```
    ///
    /// ```powershell
    /// $acl = Get-Acl C:\ProgramData\Tailspin
    /// $rule = New-Object System.Security.AccessControl.FileSystemAccessRule('Everyone', 'FullControl', 'Allow')
    /// $acl.SetAccessRule($rule)
    /// Set-Acl -Path C:\ProgramData\Tailspin -AclObject $acl
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// icacls "C:\Program Files\Tailspin Viewer" /grant Users:(OI)(CI)RX
    /// icacls C:\ProgramData\Tailspin /grant "Tailspin Operators:(OI)(CI)M"
    /// icacls C:\ProgramData\Tailspin /remove:g Everyone
    /// icacls C:\ProgramData\Tailspin /deny Everyone:(W)
    /// ```
    ///
    /// ## What to do
    ///
    /// Grant the one group that needs it, on the one folder of its data, and never where SYSTEM runs
    /// files.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/administration/windows-commands/icacls>
    pub(crate) ACL_EVERYONE {
        id: "sec-acl-everyone", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1222.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let found: Vec<Grant<'_>> = package.calls().filter_map(grants).collect();
    if found.is_empty() {
        return;
    }
    let run = run_by_system(package);
    for grant in found {
        let path = grant.path.as_deref();
        let is_of_system = path.is_some_and(|path| is_of_programs(path) || is_run(&run, path));
        let shown = path.unwrap_or("a file or folder");
        let (effect, help) = match grant.is_denied {
            true => (
                format!(
                    "rights on {shown} are denied to SYSTEM, so that updates and set-up fail there"
                ),
                "remove it",
            ),
            false => (
                format!("rights to change {shown} are given to {}", grant.who),
                "grant the one group that needs it, and never where SYSTEM runs files",
            ),
        };
        let finding = findings.at(grant.call).say(effect).help(help);
        let finding = match is_of_system {
            true => finding,
            false => finding.lowered_to(Severity::Warning),
        };
        drop(weighed(finding, grant.call.stage(), Some(&grant.call)));
    }
}

/// Where programs of Windows and of everybody live.
fn is_of_programs(path: &str) -> bool {
    let path = path.to_lowercase().replace('/', "\\");
    let below = path.get(2..).filter(|_| path.get(1..2) == Some(":"));
    let Some(below) = below else { return false };
    ["\\program files", "\\windows", "\\programdata"].iter().any(|folder| {
        below.strip_prefix(folder).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('\\') || rest.starts_with(" (x86)")
        })
    })
}

/// The programs that SYSTEM runs, in lower case and sorted.
fn run_by_system(package: &Package) -> Vec<String> {
    let is_it = |stage| {
        matches!(stage, Stage::Now | Stage::Later(Later::Task | Later::Service | Later::Trigger))
    };
    let calls = package.calls().filter(|call| call.is_program() && is_it(call.stage()));
    let programs = calls.filter_map(|call| Some(call.call().program.known()?.to_lowercase()));
    let mut found: Vec<String> = programs.filter(|program| program.contains('\\')).collect();
    found.sort();
    found
}

/// Whether one of the sorted programs is in that folder, or is that file.
fn is_run(programs: &[String], path: &str) -> bool {
    let path = path.to_lowercase();
    let path = path.trim_end_matches('\\');
    let at = programs.partition_point(|program| program.as_str() < path);
    let is_below = |program: &String| {
        program.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('\\'))
    };
    programs
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take_while(|program| program.starts_with(path))
        .any(is_below)
}
