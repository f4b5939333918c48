//! For people in a hurry, and for editors: a line a finding.

use std::fmt::Write as _;

use super::Report;
use super::closing;
use crate::lint::{Confidence, Finding, State};
use crate::package::Package;

/// The report; without the closing lines when `quiet`.
pub fn render(report: &Report<'_>, quiet: bool) -> String {
    let mut out = String::new();
    if report.shows_secrets {
        out.push_str("secrets are shown: this report is as confidential as the package\n");
    }
    for finding in report.findings {
        if let Some(package) = report.packages.get(finding.package) {
            let _ = writeln!(out, "{}", line(package, finding));
        }
    }
    if !quiet {
        closing::push(&mut out, report, false);
    }
    out
}

/// `pkg.ppkg!/Multivariant/0/customizations.xml:17:19: error[bulk-token-expired]: …`
pub(super) fn line(package: &Package, finding: &Finding) -> String {
    let mut out = package.shown_file(finding.file.as_deref().unwrap_or_default());
    let source = finding.span.as_ref().and_then(|span| Some((span, package.source(span.source)?)));
    if let Some((span, source)) = source {
        let position = source.position(span.range().start);
        let _ = write!(out, ":{}:{}", position.line, position.column);
    }
    let unsure = match finding.confidence {
        Confidence::Heuristic => ", heuristic",
        _ => "",
    };
    let state = match (finding.state, &finding.reason) {
        (State::New, _) => String::new(),
        (State::Known, _) => " (known)".to_owned(),
        (State::Ignored, Some(reason)) => format!(" (ignored: {reason})"),
        (State::Ignored, None) => " (ignored)".to_owned(),
    };
    let (severity, lint) = (finding.severity.word(), finding.lint.id);
    let _ = write!(out, ": {severity}[{lint}{unsure}]{state}: {}", finding.message);
    out
}
