//! The exit code: the same for every format.

use crate::container::FaultKind;
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

/// The lint that reports what cannot be read.
pub(super) const UNREADABLE: &str = "pkg-unreadable";

/// The exit code of a finished run; `fail_on` says for each package from when on it fails.
pub fn exit_code(packages: &[Package], findings: &[Finding], fail_on: &[FailOn]) -> ExitCode {
    let failed = findings.iter().any(|finding| finding.lint.id == reserved::INTERNAL_ERROR.id);
    let accepted = accepted(packages.len(), findings);
    let is_unread = |(package, accepted): (&Package, &bool)| {
        let at_limit = package.unread.iter().any(|unread| unread.kind == FaultKind::Limit);
        !package.is_complete() && (at_limit || !accepted)
    };
    if failed || packages.iter().zip(&accepted).any(is_unread) {
        return ExitCode::Unread;
    }
    let counts = |finding: &Finding| match fail_on.get(finding.package) {
        None | Some(FailOn::Never) => false,
        Some(FailOn::AtLeast(severity)) => {
            finding.state == State::New && finding.severity >= *severity
        }
    };
    if findings.iter().any(counts) { ExitCode::Findings } else { ExitCode::Clean }
}

/// For each package, whether a person accepted, with a reason, all of it that cannot be read.
pub(super) fn accepted(packages: usize, findings: &[Finding]) -> Vec<bool> {
    let mut accepted = vec![None; packages];
    for finding in findings.iter().filter(|finding| finding.lint.id == UNREADABLE) {
        if let Some(package) = accepted.get_mut(finding.package) {
            *package = Some(package.unwrap_or(true) && finding.state == State::Ignored);
        }
    }
    accepted.into_iter().map(|package| package == Some(true)).collect()
}
