//! Runs a list of lints over packages.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::findings::{Findings, SetFindings};
use super::meta::Lint;
use super::{Context, Finding, Need, fingerprint, harm, reserved};
use crate::container::{FaultKind, Kind};
use crate::package::{self, Package, Place};
use crate::text::{SourceId, Span};

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
    let mut of_sets: Vec<Vec<Finding>> = run.packages.iter().map(|_| vec![]).collect();
    for finding in lint_sets(&lints, run) {
        if let Some(found) = of_sets.get_mut(finding.package) {
            found.push(finding);
        }
    }
    let findings = run
        .packages
        .par_iter()
        .zip(of_sets)
        .enumerate()
        .flat_map(|(index, (package, found))| lint_package(&lints, run, package, index, found))
        .collect();
    Outcome { findings, not_run }
}

/// Runs the lints over packages that lie together.
fn lint_sets(lints: &[&'static Lint], run: &Run<'_>) -> Vec<Finding> {
    let lint_set = |set: Vec<usize>| {
        let members: Vec<(usize, &Package)> =
            set.iter().filter_map(|at| Some((*at, run.packages.get(*at)?))).collect();
        let packages: Vec<&Package> = members.iter().map(|(_, package)| *package).collect();
        let mut found = vec![];
        for lint in lints {
            let Some(check) = lint.check_set else { continue };
            let mut findings = SetFindings::new(lint, members.iter().copied());
            let checked = catch_unwind(AssertUnwindSafe(|| {
                check(&packages, run.context, &mut findings);
            }));
            found.extend(findings.into_found());
            if let (true, Some((index, package))) = (checked.is_err(), members.first()) {
                found.extend(internal_error(lint, package, *index));
            }
        }
        found
    };
    // In the order of the sets, whatever thread is done first.
    package::sets(run.packages).into_par_iter().flat_map(lint_set).collect()
}

/// Runs the lints over one package; `found` is what those over several have found in it.
fn lint_package(
    lints: &[&'static Lint],
    run: &Run<'_>,
    package: &Package,
    index: usize,
    mut found: Vec<Finding>,
) -> Vec<Finding> {
    let is_script = package.kind == Kind::Script;
    let applies = |lint: &&&Lint| !(is_script && lint.category.is_of_packages_only());
    for lint in lints.iter().filter(applies) {
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
    harm::weigh(&mut found);
    found.sort_by_cached_key(Finding::order);
    fingerprint::assign(&mut found);
    found
}

/// One fact, one finding: a finding is dropped where a lint that it yields to speaks of the same
/// place, unless the user named it. Two findings of settings are at one place when the setting is
/// one; others when the text of the weaker one lies in that of the stronger one.
fn without_yielding(found: Vec<Finding>, named: &[&'static str]) -> Vec<Finding> {
    let is_yielded_to = |id: &str| found.iter().any(|other| other.lint.yields_to.contains(&id));
    let stronger: HashSet<&str> =
        lints_of(&found).into_iter().filter(|id| is_yielded_to(id)).collect();
    // A hostile package has findings by the hundred thousand, so places are looked up.
    let mut by_setting = HashSet::new();
    let (mut by_text, mut without_setting) = (Texts::default(), Texts::default());
    for finding in found.iter().filter(|finding| stronger.contains(finding.lint.id)) {
        match &finding.setting {
            Some(setting) => drop(by_setting.insert((finding.lint.id, setting.clone()))),
            None => without_setting.add(finding),
        }
        by_text.add(finding);
    }
    by_text.sort();
    without_setting.sort();
    let yields = |finding: &Finding| {
        !named.contains(&finding.lint.id)
            && finding.lint.yields_to.iter().any(|id| match &finding.setting {
                Some(setting) => {
                    by_setting.contains(&(*id, setting.clone()))
                        || without_setting.holds(id, finding)
                }
                None => by_text.holds(id, finding),
            })
    };
    let keep: Vec<bool> = found.iter().map(|finding| !yields(finding)).collect();
    found.into_iter().zip(keep).filter_map(|(finding, keep)| keep.then_some(finding)).collect()
}

/// A lint, and the file and text that it speaks of.
type LintAndText = (&'static str, Option<String>, Option<SourceId>);

/// The places of findings, by their lints and texts.
#[derive(Default)]
struct Texts(HashMap<LintAndText, Vec<Range<u32>>>);

impl Texts {
    fn add(&mut self, finding: &Finding) {
        let source = finding.span.as_ref().map(|span| span.source);
        let range = finding.span.as_ref().map_or(0..0, Span::range);
        self.0.entry((finding.lint.id, finding.file.clone(), source)).or_default().push(range);
    }

    /// By where they start; each then ends where the farthest of those up to it does.
    fn sort(&mut self) {
        for ranges in self.0.values_mut() {
            ranges.sort_by_key(|range| range.start);
            let mut end = 0;
            for range in ranges {
                end = end.max(range.end);
                range.end = end;
            }
        }
    }

    /// Whether a finding of that lint has the place of this one, or more.
    fn holds(&self, id: &'static str, finding: &Finding) -> bool {
        let source = finding.span.as_ref().map(|span| span.source);
        let wanted = finding.span.as_ref().map_or(0..0, Span::range);
        let Some(ranges) = self.0.get(&(id, finding.file.clone(), source)) else { return false };
        let up_to = ranges.partition_point(|range| range.start <= wanted.start);
        let last = up_to.checked_sub(1).and_then(|at| ranges.get(at));
        last.is_some_and(|range| range.end >= wanted.end)
    }
}

fn lints_of(found: &[Finding]) -> HashSet<&'static str> {
    found.iter().map(|finding| finding.lint.id).collect()
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
            check_set: None,
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

    fn speaks_of_the_last(packages: &[&Package], _: &Context, findings: &mut SetFindings<'_>) {
        let Some(last) = packages.last() else { return };
        let count = packages.len();
        if let Some(findings) = findings.of(last) {
            findings.at(Place::package()).say(format!("one of {count}")).help("do it");
        }
    }

    fn fails_on_all(_: &[&Package], _: &Context, _: &mut SetFindings<'_>) {
        panic!("hunter2");
    }

    static SET: Lint =
        Lint { check_set: Some(speaks_of_the_last), ..fake("set", &[], &[], crate::lint::nothing) };
    static FAILING_SET: Lint = Lint {
        check_set: Some(fails_on_all),
        ..fake("failing-set", &[], &[], crate::lint::nothing)
    };

    #[test]
    fn a_lint_over_several_packages_gets_those_of_one_folder() {
        let package = |folder: Option<&str>| {
            let input = open_bytes("a.xml", b"<WindowsCustomizations/>".to_vec());
            let mut found = crate::package::packages(&input, &crate::package::Limits::default());
            let mut package = found.remove(0);
            package.kind = crate::container::Kind::Wim;
            package.folder = folder.map(Into::into);
            package
        };
        let packages = [package(Some("stick")), package(None), package(Some("stick"))];
        let context = Context::at(chrono::DateTime::UNIX_EPOCH);
        let lints = vec![&SET, &FAILING_SET];
        let run = Run { lints, named: vec![], packages: &packages, context: &context };
        let found = super::run(&run).findings;
        let said: Vec<(usize, &str, &str)> = found
            .iter()
            .map(|finding| (finding.package, finding.lint.id, finding.message.as_str()))
            .collect();
        let failed = "the lint failing-set failed on this package";
        assert_eq!(
            said,
            [
                (0, "internal-error", failed),
                (1, "internal-error", failed),
                (1, "set", "one of 1"),
                (2, "set", "one of 2"),
            ]
        );
    }

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

    fn carries(_: &Package, _: &Context, findings: &mut Findings<'_>) {
        let place = Place::from(&Span::new(SourceId(0), 0..20));
        findings.at(place).say("wrapped").unless_harmful(Severity::Warning).help("do it");
    }

    fn does_harm(_: &Package, _: &Context, findings: &mut Findings<'_>) {
        findings.at(Place::from(&Span::new(SourceId(0), 5..9))).say("harm").help("do it");
    }

    static CARRIER: Lint = fake("carrier", &[], &[], carries);
    static HARMFUL: Lint =
        Lint { question: crate::lint::Question::Does, ..fake("harmful", &[], &[], does_harm) };
    static HARMLESS: Lint = fake("harmless", &[], &[], does_harm);

    #[test]
    fn what_carries_a_text_is_as_bad_as_what_is_found_in_it() {
        let of_carrier = |lints: &[&'static Lint]| {
            let input = open_bytes("a.xml", b"<WindowsCustomizations/>".to_vec());
            let packages = crate::package::packages(&input, &crate::package::Limits::default());
            let context = Context::at(chrono::DateTime::UNIX_EPOCH);
            let (lints, named) = (lints.to_vec(), vec![]);
            let found = run(&Run { lints, named, packages: &packages, context: &context }).findings;
            let found = found.into_iter().find(|finding| finding.lint.id == "carrier");
            found.map(|finding| (finding.severity, finding.message))
        };
        let warning = Some((Severity::Warning, "wrapped".to_owned()));
        assert_eq!(of_carrier(&[&CARRIER]), warning);
        assert_eq!(of_carrier(&[&CARRIER, &HARMLESS]), warning);
        let error = Some((Severity::Error, "wrapped; in it: harmful".to_owned()));
        assert_eq!(of_carrier(&[&CARRIER, &HARMFUL]), error);
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
