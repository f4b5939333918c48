//! Runs a list of lints over packages.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::findings::Findings;
use super::meta::Lint;
use super::{Context, Finding, Need, fingerprint, reserved};
use crate::container::FaultKind;
use crate::package::{Package, Place};

/// What is to be run on what.
#[derive(Debug)]
pub struct Run<'r> {
    /// The lints.
    pub lints: Vec<&'static Lint>,
    /// Lints that the user named: they do not yield to others.
    pub named: Vec<&'static str>,
    /// The packages, in the order in which they are to be reported.
    pub packages: &'r [Package],
    /// The clock and what the user states.
    pub context: &'r Context,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings, by package, file, offset and id.
    pub findings: Vec<Finding>,
    /// The lints that did not run.
    pub not_run: Vec<NotRun>,
}

/// A lint that did not run, and why.
#[derive(Debug, Clone, Copy)]
pub struct NotRun {
    /// The lint.
    pub lint: &'static Lint,
    /// What it needs.
    pub need: Need,
}

/// Runs every lint over every package. The outcome is the same at any number of threads.
pub fn run(run: &Run<'_>) -> Outcome {
    let missing = |lint: &&'static Lint| lint.needs.iter().find(|need| !run.context.has(**need));
    let not_run =
        run.lints.iter().filter_map(|lint| Some(NotRun { lint, need: *missing(lint)? })).collect();
    let lints: Vec<_> = run.lints.iter().copied().filter(|lint| missing(lint).is_none()).collect();
    let findings = run
        .packages
        .par_iter()
        .enumerate()
        .flat_map(|(index, package)| lint_package(&lints, run, package, index))
        .collect();
    Outcome { findings, not_run }
}

fn lint_package(
    lints: &[&'static Lint],
    run: &Run<'_>,
    package: &Package,
    index: usize,
) -> Vec<Finding> {
    let mut found = vec![];
    for lint in lints {
        let mut findings = Findings::new(lint, package, index);
        let checked = catch_unwind(AssertUnwindSafe(|| {
            (lint.check)(package, run.context, &mut findings);
        }));
        found.extend(findings.into_found());
        if checked.is_err() {
            found.extend(internal_error(lint, package, index));
        }
    }
    found.extend(limits_reached(package, index));
    let mut found = without_yielding(found, &run.named);
    found.sort_by_cached_key(Finding::order);
    fingerprint::assign(&mut found);
    found
}

/// One fact, one finding: a finding is dropped where a lint that it yields to speaks of the same
/// place, unless the user named it.
fn without_yielding(found: Vec<Finding>, named: &[&'static str]) -> Vec<Finding> {
    let same_place = |a: &Finding, b: &Finding| match (&a.setting, &b.setting) {
        (Some(a), Some(b)) => a == b,
        _ => a.file == b.file && a.span == b.span,
    };
    let yields = |finding: &Finding| {
        !finding.lint.yields_to.is_empty()
            && !named.contains(&finding.lint.id)
            && found.iter().any(|other| {
                finding.lint.yields_to.contains(&other.lint.id) && same_place(finding, other)
            })
    };
    let keep: Vec<bool> = found.iter().map(|finding| !yields(finding)).collect();
    found.into_iter().zip(keep).filter_map(|(finding, keep)| keep.then_some(finding)).collect()
}

/// A limit is not a fault of the package, so no lint reports it.
fn limits_reached(package: &Package, index: usize) -> Vec<Finding> {
    let mut findings = Findings::new(&reserved::LIMIT_REACHED, package, index);
    for unread in package.unread.iter().filter(|unread| unread.kind == FaultKind::Limit) {
        let place = match (&unread.span, &unread.file) {
            (Some(span), _) => Place::from(span),
            (None, Some(file)) => Place::file(file),
            (None, None) => Place::package(),
        };
        findings.at(place).say(format!("a limit was reached: {}", unread.reason)).help(
            "if this package is to be trusted that far, raise the sizes with --max-text, \
                 --max-nested or --max-total; numbers and depths are fixed",
        );
    }
    findings.into_found()
}

fn internal_error(lint: &'static Lint, package: &Package, index: usize) -> Vec<Finding> {
    let mut findings = Findings::new(&reserved::INTERNAL_ERROR, package, index);
    findings
        .at(Place::package())
        .say(format!("the lint {} failed on this package", lint.id))
        .help("the other lints ran; please report this with the lint's id");
    findings.into_found()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::open_bytes;
    use crate::lint::{Category, Confidence, Severity};

    const fn fake(
        id: &'static str,
        yields_to: &'static [&'static str],
        needs: &'static [Need],
        check: fn(&Package, &Context, &mut Findings<'_>),
    ) -> Lint {
        Lint {
            id,
            category: Category::Internal,
            question: Category::Internal.question(),
            severity: Severity::Error,
            confidence: Confidence::Certain,
            attack: &[],
            yields_to,
            needs,
            since: "0.1.0",
            docs: "",
            check,
        }
    }

    fn says(_: &Package, _: &Context, findings: &mut Findings<'_>) {
        findings.at(Place::package()).say("something").help("do it");
    }

    fn fails(_: &Package, _: &Context, _: &mut Findings<'_>) {
        panic!("hunter2");
    }

    static WEAK: Lint = fake("weak", &["strong"], &[], says);
    static STRONG: Lint = fake("strong", &[], &[], says);
    static FAILS: Lint = fake("fails", &[], &[], fails);
    static NEEDY: Lint = fake("needy", &[], &[Need::TokenExpiry], says);

    fn ids(lints: &[&'static Lint], named: &[&'static str]) -> (Vec<&'static str>, usize) {
        let input = open_bytes("a.xml", b"<WindowsCustomizations/>".to_vec());
        let packages = crate::package::packages(&input, &crate::package::Limits::default());
        let context = Context::at(chrono::DateTime::UNIX_EPOCH);
        let outcome = run(&Run {
            lints: lints.to_vec(),
            named: named.to_vec(),
            packages: &packages,
            context: &context,
        });
        (outcome.findings.iter().map(|finding| finding.lint.id).collect(), outcome.not_run.len())
    }

    #[test]
    fn the_weaker_lint_yields_unless_it_is_named() {
        assert_eq!(ids(&[&WEAK, &STRONG], &[]), (vec!["strong"], 0));
        assert_eq!(ids(&[&WEAK], &[]), (vec!["weak"], 0));
        assert_eq!(ids(&[&WEAK, &STRONG], &["weak"]), (vec!["strong", "weak"], 0));
    }

    #[test]
    fn a_lint_that_fails_is_reported_and_the_others_run() {
        assert_eq!(ids(&[&FAILS, &STRONG], &[]), (vec!["internal-error", "strong"], 0));
    }

    #[test]
    fn a_lint_that_needs_what_nobody_states_does_not_run_and_says_so() {
        assert_eq!(ids(&[&NEEDY, &STRONG], &[]), (vec!["strong"], 1));
    }
}
