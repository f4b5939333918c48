//! `script-powershell7-only`

use std::collections::HashSet;

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RunCall, RunOrigin, RunPart, Stage};
use crate::script::Language;
use crate::script::powershell::{newer_operators, required_version};
use crate::script::reading::Style;
use crate::text::Span;

lint! {
    /// A script needs PowerShell 7, and Windows has 5.1.
    ///
    /// ## Why it matters
    ///
    /// `powershell.exe` is Windows PowerShell 5.1. It does not parse `&&`, `??` or `a ? b : c`, so
    /// that no line of the script runs, and refuses parameters that came later.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $site = $env:SITE ?? 'Lyon'
    /// ```
    ///
    /// ```powershell
    /// 1..4 | ForEach-Object -Parallel { Start-Sleep $_ }
    /// ```
    ///
    /// ```command
    /// powershell.exe -ExecutionPolicy Bypass -File setup.ps1
    /// ```
    /// ```powershell asset=setup.ps1
    /// #requires -Version 7.2
    /// Get-Date
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// #requires -Version 5.1
    /// cmd /c "md C:\Fabrikam && echo done"
    /// Get-ChildItem C:\Windows | ? { $_.Name -like '*.log' } | % { $_.FullName }
    /// ```
    ///
    /// ```command
    /// pwsh.exe -File setup.ps1
    /// ```
    /// ```powershell asset=setup.ps1
    /// $site = $env:SITE ?? 'Lyon'
    /// ```
    ///
    /// ## What to do
    ///
    /// Write it for 5.1: `if` and `else` instead of `??` and `? :`, `if ($?) { … }` instead of `&&`,
    /// a loop instead of `-Parallel`. Or install PowerShell 7 first and start the script with `pwsh`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/scripting/whats-new/differences-from-windows-powershell>
    pub(crate) POWERSHELL7_ONLY {
        id: "script-powershell7-only", category: ScriptsReliability,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Parameters that came with PowerShell 6 or 7.
const PARAMETERS: &[(&str, &str)] = &[
    ("foreach-object", "parallel"),
    ("convertfrom-json", "ashashtable"),
    ("invoke-webrequest", "skipcertificatecheck"),
    ("invoke-restmethod", "skipcertificatecheck"),
    ("invoke-webrequest", "maximumretrycount"),
    ("invoke-restmethod", "maximumretrycount"),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut told = HashSet::new();
    for (index, part) in package.run().parts.iter().enumerate() {
        let (RunOrigin::Script(id), Language::PowerShell) = (part.origin, part.language) else {
            continue;
        };
        if is_of_version_7(package, part) {
            continue;
        }
        let Some(unit) = part.reading.units.first() else { continue };
        let text = unit.text.text();
        let is_unreached = part.stage == Stage::Unreached;
        let mut report = |place: Place, what: String, effect: &str| {
            told.insert(index);
            let finding = findings
                .at(place)
                .say(format!("{what} came with a later version than 5.1, which Windows has: {effect}"))
                .here("not known to powershell.exe")
                .help("write it for Windows PowerShell 5.1, or install PowerShell 7 first and start the script with pwsh");
            if is_unreached {
                drop(finding.lowered_to(Severity::Warning));
            }
        };
        let place = |range: &std::ops::Range<usize>| {
            Place::from(&Span::new(id, range.start as u32..range.end as u32))
        };
        if let Some((range, major)) = required_version(text) {
            report(
                place(&range),
                format!("version {major}, which it requires,"),
                "the script does not start",
            );
        } else if let Some((range, name)) = newer_operators(text).first() {
            report(place(range), format!("the operator {name}"), "no line of the script runs");
        }
    }
    for call in package.calls().filter(|call| call.style == Style::Cmdlet) {
        let found = PARAMETERS
            .iter()
            .find(|(name, parameter)| call.is(name) && call.has_parameter(parameter));
        let Some((name, parameter)) = found else { continue };
        let is_guarded = call.conditions().any(|condition| {
            let condition = condition.to_ascii_lowercase();
            ["version", "edition", "iscore", "parameters"]
                .iter()
                .any(|word| condition.contains(word))
        });
        if is_guarded || told.contains(&call.part_index) || is_in_version_7(package, &call) {
            continue;
        }
        let finding = findings
            .at(call)
            .say(format!("the parameter -{parameter} of {name} came with a later version than 5.1, which Windows has"))
            .here("powershell.exe refuses it")
            .help("write it for Windows PowerShell 5.1, or install PowerShell 7 first and start the script with pwsh");
        if !call.is_now() {
            drop(finding.lowered_to(Severity::Warning));
        }
    }
}

/// Scripts that start each other, and shells around a call, that are looked at.
const MOST_STARTERS: usize = 16;

/// Whether PowerShell 7 starts a script.
fn is_of_version_7(package: &Package, part: &RunPart) -> bool {
    let mut part = part;
    for _ in 0..MOST_STARTERS {
        let Some((by, index)) = part.started_by else { return false };
        let Some(starter) = package.run_call(by, index) else { return false };
        if is_newer(&starter) {
            return true;
        }
        part = starter.part();
    }
    false
}

/// Whether a call is made by PowerShell 7.
fn is_in_version_7(package: &Package, call: &RunCall<'_>) -> bool {
    is_newer(call) || is_of_version_7(package, call.part())
}

/// Whether the text around a call is one for PowerShell 7.
fn is_newer(call: &RunCall<'_>) -> bool {
    std::iter::successors(Some(*call), RunCall::runner)
        .take(MOST_STARTERS)
        .any(|call| call.is("pwsh"))
}
