//! What a run comes to, for people: counts, what was not read, which lints did not run and why.

use std::fmt::Write as _;

use super::{Report, accepted};
use crate::container::Kind;
use crate::lint::{Finding, NotRun, Severity, State};
use crate::package::{Package, Unread};

/// Appends the closing table.
///
/// `says_accepted`: whether the lines above do not hold what was known or ignored.
pub(super) fn push(out: &mut String, report: &Report<'_>, says_accepted: bool) {
    let paths = paths(report);
    let all = counts(report, |_| true);
    push_counts(out, report, &paths, &all);
    for (index, package) in report.packages.iter().enumerate() {
        for unread in package.unread.iter().filter(|unread| !is_said(report, index, unread)) {
            let file = package.shown_file(unread.file.as_deref().unwrap_or_default());
            let _ = writeln!(out, "not read: {file}: {}", package.censored(&unread.reason));
        }
        for file in &package.not_checked {
            let (file, path) = (package.censored(file), package.shown_path());
            let _ = writeln!(out, "not checked in {path}: {file}");
        }
    }
    // A token's tenant is no concern of a package without a token.
    let matters =
        |not_run: &&NotRun| report.packages.iter().any(|package| not_run.need.matters_to(package));
    for not_run in report.not_run.iter().filter(matters) {
        let _ = writeln!(out, "not run: {} needs {}", not_run.lint.id, not_run.need.option());
    }
    if says_accepted {
        accepted::push(out, report);
    }
    let packages = match paths.as_slice() {
        [only] => only.clone(),
        all => format!("{} {}", all.len(), what(report)),
    };
    let is_complete = report.packages.iter().all(Package::is_complete);
    let (new, other) = said(&all, is_complete);
    let _ = writeln!(out, "{new} in {packages}{other}");
}

/// What several inputs are.
fn what(report: &Report<'_>) -> &'static str {
    let kinds = report.packages.iter().map(|package| package.kind);
    let is_script = |kind| kind == Kind::Script;
    let is_input = |kind: &Kind| *kind != Kind::Config;
    match kinds.clone().any(is_script) {
        true if kinds.filter(is_input).all(is_script) => "scripts",
        true => "inputs",
        false => "packages",
    }
}

/// The inputs, in order: the images of a file are one.
fn paths(report: &Report<'_>) -> Vec<String> {
    let packages = report.packages.iter().filter(|package| package.kind != Kind::Config);
    let mut paths: Vec<String> = packages.map(Package::shown_path).collect();
    paths.dedup();
    paths
}

/// Whether a finding says already that this could not be read.
fn is_said(report: &Report<'_>, package: usize, unread: &Unread) -> bool {
    report.findings.iter().any(|finding| {
        finding.package == package
            && finding.state != State::Ignored
            && finding.file == unread.file
            && finding.message.ends_with(unread.reason.as_str())
    })
}

/// What findings are counted by.
const KINDS: [&str; 5] = ["errors", "warnings", "advice", "known", "ignored"];

/// How many findings there are of each of [`KINDS`].
type Counts = [usize; KINDS.len()];

fn counts(report: &Report<'_>, wanted: impl Fn(&Finding) -> bool) -> Counts {
    let kind = |finding: &Finding| match (finding.state, finding.severity) {
        (State::New, Severity::Error) => "errors",
        (State::New, Severity::Warning) => "warnings",
        (State::New, Severity::Advice) => "advice",
        (State::Known, _) => "known",
        (State::Ignored, _) => "ignored",
    };
    let kinds: Vec<&str> = report.findings.iter().filter(|f| wanted(f)).map(kind).collect();
    KINDS.map(|kind| kinds.iter().filter(|other| **other == kind).count())
}

/// `4 errors, 1 warning`, or that there are none; then what does not count.
fn said(&[error, warning, advice, known, ignored]: &Counts, is_complete: bool) -> (String, String) {
    let new = [
        (error, "error", "errors"),
        (warning, "warning", "warnings"),
        (advice, "piece of advice", "pieces of advice"),
    ];
    let new = new.into_iter().filter(|(count, ..)| *count > 0);
    let new: Vec<String> = new
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    let new = match (new.is_empty(), is_complete) {
        (false, _) => new.join(", "),
        (true, true) if known + ignored > 0 => "nothing new found".to_owned(),
        (true, true) => "nothing found".to_owned(),
        (true, false) => "nothing found in what could be read".to_owned(),
    };
    let other = [(known, "known"), (ignored, "ignored")];
    let other = other.into_iter().filter(|(count, _)| *count > 0);
    (new, other.map(|(count, word)| format!("; {count} {word}")).collect())
}

/// A row for each input in which something was found, when there are several inputs.
fn push_counts(out: &mut String, report: &Report<'_>, paths: &[String], all: &Counts) {
    if paths.len() < 2 || all.iter().all(|count| *count == 0) {
        return;
    }
    let rows = paths.iter().map(|path| {
        let here = |finding: &Finding| {
            let package = report.packages.get(finding.package);
            package.is_some_and(|package| package.shown_path() == *path)
        };
        (path, counts(report, here))
    });
    let rows: Vec<(&String, Counts)> =
        rows.filter(|(_, counts)| counts.iter().any(|count| *count > 0)).collect();
    let width = rows.iter().map(|(path, _)| path.chars().count()).max().unwrap_or_default();
    let mut push_row = |first: &str, cells: [String; KINDS.len()]| {
        let _ = write!(out, "{first:width$}");
        for (cell, _) in cells.iter().zip(all).filter(|(_, all)| **all > 0) {
            let _ = write!(out, "  {cell:>8}");
        }
        out.push('\n');
    };
    push_row("", KINDS.map(str::to_owned));
    for (path, counts) in rows {
        push_row(path, counts.map(|count| count.to_string()));
    }
    out.push('\n');
}
