//! The shape of the reports for programs. It is a promise; `docs/schema.json` describes it.

use serde::Serialize;

use super::Report;
use crate::container::Kind;
use crate::lint::{Confidence, Finding, NotRun, Question, Severity, State};
use crate::package::{Package, Unread};
use crate::text::Span;

/// The version of the shape.
pub(super) const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
pub(super) struct PackageShape {
    path: String,
    kind: Kind,
    image: Option<u32>,
    name: Option<String>,
    id: Option<String>,
    version: Option<String>,
    owner: Option<String>,
    built: Option<String>,
    sha256: Option<String>,
    complete: bool,
    unread: Vec<UnreadShape>,
    not_checked: Vec<String>,
}

#[derive(Serialize)]
struct UnreadShape {
    file: Option<String>,
    reason: String,
}

#[derive(Serialize)]
pub(super) struct FindingShape<'r> {
    lint: &'static str,
    severity: Severity,
    confidence: Confidence,
    category: &'static str,
    question: Question,
    message: &'r str,
    help: Option<&'r str>,
    package: String,
    image: Option<u32>,
    file: Option<String>,
    setting: Option<String>,
    span: Option<SpanShape>,
    labels: Vec<LabelShape<'r>>,
    references: Vec<&'static str>,
    attack: &'static [&'static str],
    fingerprint: &'r str,
    state: State,
    reason: Option<&'r str>,
}

#[derive(Serialize)]
struct LabelShape<'r> {
    package: String,
    file: Option<String>,
    span: Option<SpanShape>,
    text: &'r str,
}

#[derive(Serialize)]
struct SpanShape {
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
pub(super) struct NotRunShape {
    lint: &'static str,
    why: String,
}

#[derive(Serialize)]
pub(super) struct Summary {
    error: usize,
    warning: usize,
    advice: usize,
}

/// What made the report.
pub(super) const TOOL: Tool = Tool { name: "ppkglint", version: env!("CARGO_PKG_VERSION") };

/// The packages, in order.
pub(super) fn packages(report: &Report<'_>) -> Vec<PackageShape> {
    report.packages.iter().map(package).collect()
}

/// The findings, in order.
pub(super) fn findings<'r>(report: &Report<'r>) -> Vec<FindingShape<'r>> {
    let found = report.findings.iter();
    found.filter_map(|found| Some(finding(found, report.packages.get(found.package)?))).collect()
}

/// The lints that did not run.
pub(super) fn not_run(report: &Report<'_>) -> Vec<NotRunShape> {
    let shape = |not_run: &NotRun| NotRunShape {
        lint: not_run.lint.id,
        why: format!("needs {}", not_run.need.option()),
    };
    report.not_run.iter().map(shape).collect()
}

/// How many findings of each severity are new.
pub(super) fn summary(report: &Report<'_>) -> Summary {
    let count = |severity| {
        report.findings.iter().filter(|f| f.state == State::New && f.severity == severity).count()
    };
    Summary {
        error: count(Severity::Error),
        warning: count(Severity::Warning),
        advice: count(Severity::Advice),
    }
}

/// A time as the reports write it: RFC 3339, UTC, whole seconds.
pub(super) fn time(time: chrono::DateTime<chrono::Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

fn package(package: &Package) -> PackageShape {
    let config = package.config.as_ref();
    let text = |written: Option<&crate::package::Written>| {
        let text = written.map(|written| written.text().trim().to_owned());
        text.filter(|text| !text.is_empty()).map(|text| package.censored(&text))
    };
    let version = text(config.and_then(|config| config.version.as_ref()));
    PackageShape {
        path: package.shown_path(),
        kind: package.kind,
        image: package.image,
        name: package.name().map(|name| package.censored(name)),
        id: package.id().map(|id| package.censored(&id)),
        version: version
            .or_else(|| package.metadata.version.as_deref().map(|v| package.censored(v))),
        owner: text(config.and_then(|config| config.owner.as_ref())),
        built: package.metadata.created.map(time),
        sha256: package.sha256.clone(),
        complete: package.is_complete(),
        unread: package.unread.iter().map(|of| unread(package, of)).collect(),
        not_checked: package.not_checked.iter().map(|file| package.censored(file)).collect(),
    }
}

fn unread(package: &Package, unread: &Unread) -> UnreadShape {
    UnreadShape {
        file: unread.file.as_deref().map(|file| package.censored(file)),
        reason: package.censored(&unread.reason),
    }
}

fn finding<'r>(finding: &'r Finding, package: &Package) -> FindingShape<'r> {
    FindingShape {
        lint: finding.lint.id,
        severity: finding.severity,
        confidence: finding.confidence,
        category: finding.lint.category.word(),
        question: finding.lint.question,
        message: &finding.message,
        help: finding.help.as_deref(),
        package: package.shown_path(),
        image: package.image,
        file: finding.file.as_deref().map(|file| package.censored(file)),
        setting: finding.setting.as_deref().map(|setting| package.censored(setting)),
        span: finding.span.as_ref().and_then(|at| span(at, package)),
        labels: finding
            .labels
            .iter()
            .map(|label| LabelShape {
                package: package.shown_path(),
                file: package
                    .source(label.span.source)
                    .map(|source| package.censored(source.name()))
                    .filter(|name| !name.is_empty()),
                span: span(&label.span, package),
                text: &label.text,
            })
            .collect(),
        references: finding.lint.references(),
        attack: finding.lint.attack,
        fingerprint: &finding.fingerprint,
        state: finding.state,
        reason: finding.reason.as_deref(),
    }
}

fn span(span: &Span, package: &Package) -> Option<SpanShape> {
    let stored = package.source(span.source)?.stored(&span.range());
    Some(SpanShape {
        start: stored.start,
        end: stored.end,
        line: stored.from.line,
        column: stored.from.column,
        end_line: stored.to.line,
        end_column: stored.to.column,
    })
}
