//! The exit code: the same for every format.

use crate::lint::{Finding, Severity, State, reserved};
use crate::package::Package;

/// From which severity on a finding fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Findings of at least this severity.
    AtLeast(Severity),
    /// No finding does.
    Never,
}

/// What the program ends with; of several, 2 wins over 3 over 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// Nothing at or above the gate.
    Clean = 0,
    /// Findings at the gate.
    Findings = 1,
    /// Wrong use, wrong configuration, or nothing to check.
    Usage = 2,
    /// Something could not be read.
    Unread = 3,
}

/// The exit code of a finished run.
pub fn exit_code(packages: &[Package], findings: &[Finding], fail_on: FailOn) -> ExitCode {
    let failed = findings.iter().any(|finding| finding.lint.id == reserved::INTERNAL_ERROR.id);
    if failed || packages.iter().any(|package| !package.is_complete()) {
        return ExitCode::Unread;
    }
    let counts = |finding: &Finding| match fail_on {
        FailOn::Never => false,
        FailOn::AtLeast(severity) => finding.state == State::New && finding.severity >= severity,
    };
    if findings.iter().any(counts) { ExitCode::Findings } else { ExitCode::Clean }
}
