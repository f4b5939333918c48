//! For GitHub Actions: a workflow command a finding, which becomes an annotation of the change.
//!
//! The source of the syntax: GitHub's "Workflow commands for GitHub Actions". A command ends with
//! its line, so everything in it is escaped.

use std::fmt::Write as _;

use super::Report;
use super::location::Location;
use crate::lint::{Finding, Severity, State};
use crate::package::Package;

/// The report: what is new, and what could not be read.
pub fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for finding in report.findings.iter().filter(|finding| finding.state == State::New) {
        if let Some(package) = report.packages.get(finding.package) {
            push(&mut out, package, finding);
        }
    }
    for not_run in report.not_run {
        let text = format!("{} did not run: it needs {}", not_run.lint.id, not_run.need.option());
        let _ = writeln!(out, "::debug::{}", data(&text));
    }
    out
}

fn push(out: &mut String, package: &Package, finding: &Finding) {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let location = Location::of(package, finding.file.as_deref());
    let mut properties = format!("file={}", property(&location.file.replace('\\', "/")));
    let mut message = finding.message.clone();
    let span = finding
        .span
        .as_ref()
        .and_then(|span| Some(package.source(span.source)?.stored(&span.range())));
    match span {
        Some(span) if location.is_on_disk() => {
            let (from, to) = (span.from, span.to);
            let _ = write!(properties, ",line={},endLine={}", from.line, to.line);
            // GitHub takes columns only where the line does not change.
            if from.line == to.line {
                let _ = write!(properties, ",col={},endColumn={}", from.column, to.column);
            }
        }
        Some(span) => {
            let place = location.inner.join("!/");
            let _ = write!(message, " (in {place}:{}:{})", span.from.line, span.from.column);
        }
        None if !location.is_on_disk() => {
            let _ = write!(message, " (in {})", location.inner.join("!/"));
        }
        None => {}
    }
    if let Some(help) = &finding.help {
        let _ = write!(message, "\n{help}");
    }
    let title = property(finding.lint.id);
    let _ = writeln!(out, "::{command} {properties},title={title}::{}", data(&message));
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn no_text_ends_its_command_or_begins_another() {
        assert_eq!(data("50 %\n::error::x"), "50 %25%0A::error::x");
        assert_eq!(property("C:/a,b.ppkg"), "C%3A/a%2Cb.ppkg");
    }
}
