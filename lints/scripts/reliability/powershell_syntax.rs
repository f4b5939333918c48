//! `script-powershell-syntax`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RunOrigin, Stage};
use crate::script::{FaultKind, Language};
use crate::text::Span;

lint! {
    /// A PowerShell script cannot be parsed, so that none of it runs.
    ///
    /// ## Why it matters
    ///
    /// PowerShell reads the whole script before it runs the first line. One bracket or quote that is
    /// not closed, anywhere, and nothing happens on the device.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// if (Test-Path C:\Windows) {
    ///     New-Item 'HKLM:\SOFTWARE\Fabrikam' -Force
    /// ```
    ///
    /// ```powershell
    /// Write-Output "set up
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// $text = "a { in a text, and it's fine"
    /// # so is ( in a comment
    /// if (Test-Path C:\Windows) {
    ///     New-Item 'HKLM:\SOFTWARE\Fabrikam' -Force
    /// }
    /// ```
    ///
    /// ## What to do
    ///
    /// Close it. `[scriptblock]::Create((Get-Content -Raw setup.ps1))` tells where the fault is,
    /// without running anything.
    pub(crate) POWERSHELL_SYNTAX {
        id: "script-powershell-syntax", category: ScriptsReliability,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for part in &package.run().parts {
        let (RunOrigin::Script(id), Language::PowerShell) = (part.origin, part.language) else {
            continue;
        };
        let Some(unit) = part.reading.units.first() else { continue };
        let mut faults =
            unit.tree.faults.iter().filter_map(|fault| Some((fault, say(fault.kind)?)));
        let Some((fault, what)) = faults.next() else { continue };
        let finding = findings
            .at(Place::from(&Span::new(id, fault.range.clone())))
            .say(format!("{what}, so that no line of the script runs"))
            .here("the fault that PowerShell stops at")
            .help("close or correct it, and let PowerShell parse the script once before the package is built");
        if part.stage == Stage::Unreached {
            drop(finding.lowered_to(Severity::Warning));
        }
    }
}

/// What is wrong; none for what PowerShell does not refuse.
fn say(kind: FaultKind) -> Option<&'static str> {
    Some(match kind {
        FaultKind::UnclosedString => "a text is not closed",
        FaultKind::UnclosedBlock => "a bracket is not closed",
        FaultKind::UnclosedComment => "a comment is not closed",
        FaultKind::UnexpectedClose => "a bracket closes nothing",
        FaultKind::HereStringHeader => "text stands behind the opening of a here-string",
        FaultKind::VariableName => "a colon behind a variable in a text takes a name",
        FaultKind::MissingBlock => "a block is missing",
        FaultKind::TooDeep | FaultKind::Unexpected | FaultKind::LineTooLong => return None,
    })
}
