//! For people: what was found and does not count.

use std::{collections::BTreeMap, fmt::Write as _};

use super::Report;
use crate::lint::State;

/// One line a lint, package and reason.
pub(super) fn push(out: &mut String, report: &Report<'_>) {
    let mut lines: BTreeMap<(usize, &str, &str, &str), usize> = BTreeMap::new();
    for finding in report.findings {
        let state = match finding.state {
            State::New => continue,
            State::Known => "known",
            State::Ignored => "ignored",
        };
        let reason = finding.reason.as_deref().unwrap_or_default();
        *lines.entry((finding.package, state, finding.lint.id, reason)).or_default() += 1;
    }
    for ((package, state, lint, reason), count) in lines {
        let Some(package) = report.packages.get(package) else { continue };
        let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
        let because = if reason.is_empty() { String::new() } else { format!(": {reason}") };
        let _ = writeln!(out, "{state}: {lint} in {}{times}{because}", package.shown_path());
    }
}
