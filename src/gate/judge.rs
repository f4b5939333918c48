//! From packages to a verdict: runs the lints as the configuration has it, then says of each finding
//! whether it counts.

use std::{collections::HashSet, path::PathBuf};

use chrono::{DateTime, Utc};

use super::baseline::{Baseline, BaselineError};
use super::config::{ConfigFile, absolute};
use super::discover::{Configs, has_everything};
use super::exit::{ExitCode, FailOn, exit_code};
use super::layer::{Effective, Layer};
use super::{inline, once};
use crate::container::Kind;
use crate::lint::{Finding, Findings, Lint, NotRun, Run, Severity, State, reserved, run};
use crate::package::{Package, Place};
use crate::text::{SourceId, Span};

/// What a run goes by.
#[derive(Debug)]
pub struct Gate<'g> {
    /// Every lint there is, the reserved ids too.
    pub known: &'g [&'static Lint],
    /// The clock.
    pub now: DateTime<Utc>,
    /// The configurations.
    pub configs: &'g Configs,
    /// What the command line states.
    pub command_line: &'g Layer,
    /// The baseline that the command line names; else each configuration's own counts.
    pub baseline: Option<&'g Baseline>,
    /// The paths that the command line names.
    pub named: &'g [PathBuf],
    /// Whether ignores of configurations and comments count.
    pub has_ignores: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Verdict {
    /// The packages as they were given; behind them the configurations that findings point at.
    pub packages: Vec<Package>,
    /// The findings, by package and place.
    pub findings: Vec<Finding>,
    /// The lints that did not run.
    pub not_run: Vec<NotRun>,
    /// The lints that ran, on at least one package.
    pub ran: HashSet<&'static str>,
    /// What the program ends with.
    pub exit: ExitCode,
}

/// What holds for one package.
struct Plan {
    config: Option<usize>,
    effective: Effective,
    /// Packages of one group are checked together, by the same lints with the same context.
    group: usize,
}

impl Gate<'_> {
    /// Judges packages; `config_of` is the configuration of each.
    ///
    /// # Errors
    /// A baseline that a configuration names cannot be read.
    pub fn judge(
        &self,
        packages: Vec<Package>,
        config_of: &[Option<usize>],
    ) -> Result<Verdict, BaselineError> {
        let plans = self.plans(&packages, config_of);
        let mut checked = self.check(packages, &plans);
        let packages = &checked.packages;
        for finding in &mut checked.findings {
            let Some(plan) = plans.get(finding.package) else { continue };
            if let Some(severity) = plan.effective.severity(finding.lint.id) {
                // What the lint itself holds to be less bad here stays so.
                let lowered = finding.severity < finding.lint.severity;
                finding.severity =
                    if lowered { finding.severity.min(severity) } else { severity };
            }
        }
        once::report_once(packages, &mut checked.findings);
        let mut more = vec![];
        if self.has_ignores {
            more.extend(self.comments(&mut checked, &plans));
            more.extend(self.ignores(&mut checked, &plans));
        }
        checked.findings.extend(more);
        let plan_of = |finding: &Finding| plans.get(finding.package);
        checked.findings.retain(|finding| {
            let wanted = plan_of(finding).map(|plan| plan.effective.min_confidence());
            wanted.is_none_or(|wanted| finding.confidence >= wanted)
        });
        checked.findings.sort_by_cached_key(|finding| (finding.package, finding.order()));
        self.mark_known(&mut checked, &plans)?;
        let mut fail_on: Vec<FailOn> =
            plans.iter().map(|plan| plan.effective.fail_on()).collect();
        fail_on.extend(checked.fail_on_config);
        let exit = exit_code(&checked.packages, &checked.findings, &fail_on);
        let ran = checked.ran.into_iter().flatten().collect();
        let Checked { packages, findings, not_run, .. } = checked;
        Ok(Verdict { packages, findings, not_run, ran, exit })
    }

    fn config(&self, number: Option<usize>) -> Option<&ConfigFile> {
        self.configs.files().get(number?)
    }

    fn plans(&self, packages: &[Package], config_of: &[Option<usize>]) -> Vec<Plan> {
        let mut plans: Vec<Plan> = vec![];
        let mut groups: Vec<Effective> = vec![];
        for (package, config) in packages.iter().zip(config_of) {
            let effective = match self.config(*config) {
                Some(file) => file.effective(&package.path, self.command_line),
                None => Effective::of(&[self.command_line]),
            };
            let known = groups.iter().position(|group| group.runs_as(&effective));
            let group = known.unwrap_or(groups.len());
            if known.is_none() {
                groups.push(effective.clone());
            }
            plans.push(Plan { config: *config, effective, group });
        }
        plans
    }

    /// Runs the lints, group by group. Packages and findings come back in the order of the packages.
    fn check(&self, packages: Vec<Package>, plans: &[Plan]) -> Checked {
        let count = packages.len();
        let mut grouped: Vec<(usize, usize, Package)> = packages
            .into_iter()
            .zip(plans)
            .enumerate()
            .map(|(at, (package, plan))| (plan.group, at, package))
            .collect();
        grouped.sort_by_key(|(group, at, _)| (*group, *at));
        let places: Vec<(usize, usize)> =
            grouped.iter().map(|(group, at, _)| (*group, *at)).collect();
        let packages: Vec<Package> = grouped.into_iter().map(|(.., package)| package).collect();
        let mut checked = Checked { ran: vec![HashSet::new(); count], ..Checked::default() };
        let mut start = 0;
        for places in places.chunk_by(|a, b| a.0 == b.0) {
            let slice = packages.get(start..start + places.len()).unwrap_or_default();
            start += places.len();
            let plan = places.first().and_then(|(_, at)| plans.get(*at));
            let Some(Plan { effective, .. }) = plan else { continue };
            let selection = effective.selection();
            // Its words were looked at when they were read.
            let lints = selection.apply(self.known).unwrap_or_default();
            let mut ran: HashSet<&'static str> = lints.iter().map(|lint| lint.id).collect();
            let outcome = run(&Run {
                lints,
                named: selection.named(self.known),
                packages: slice,
                context: &effective.context(self.now),
            });
            for not_run in outcome.not_run {
                ran.remove(not_run.lint.id);
                if !checked.not_run.iter().any(|known| known.lint.id == not_run.lint.id) {
                    checked.not_run.push(not_run);
                }
            }
            for (_, at) in places {
                if let Some(of_package) = checked.ran.get_mut(*at) {
                    of_package.clone_from(&ran);
                }
            }
            for mut finding in outcome.findings {
                if let Some((_, at)) = places.get(finding.package) {
                    finding.package = *at;
                    checked.findings.push(finding);
                }
            }
        }
        let mut ordered: Vec<(usize, Package)> =
            places.iter().map(|(_, at)| *at).zip(packages).collect();
        ordered.sort_by_key(|(at, _)| *at);
        checked.packages = ordered.into_iter().map(|(_, package)| package).collect();
        checked.findings.sort_by_key(|finding| finding.package);
        checked
    }

    /// Lets the comments of projects count; returns what is to be said of them.
    fn comments(&self, checked: &mut Checked, plans: &[Plan]) -> Vec<Finding> {
        let mut more = vec![];
        for (at, package) in checked.packages.iter().enumerate() {
            let ran = checked.ran.get(at).cloned().unwrap_or_default();
            let Some(plan) = plans.get(at).filter(|_| !package.comments.is_empty()) else {
                continue;
            };
            // Findings are in the order of their packages.
            let start = checked.findings.partition_point(|finding| finding.package < at);
            let end = checked.findings.partition_point(|finding| finding.package <= at);
            let own = checked.findings.get_mut(start..end).unwrap_or_default();
            let found = inline::apply(package, at, own, self.known, &ran);
            if ran.contains(reserved::IGNORE_UNMATCHED.id) {
                more.extend(with_severity(found, &plan.effective));
            }
        }
        more
    }

    /// Lets the ignores of the configurations count; returns what is to be said of them.
    fn ignores(&self, checked: &mut Checked, plans: &[Plan]) -> Vec<Finding> {
        let mut more = vec![];
        for (number, config) in self.configs.files().iter().enumerate() {
            let own: Vec<usize> = plans
                .iter()
                .enumerate()
                .filter(|(_, plan)| plan.config == Some(number))
                .map(|(at, _)| at)
                .collect();
            if own.is_empty() {
                continue;
            }
            let wrong = self.ignores_of(config, &own, checked);
            let effective = Effective::of(&[&config.top, self.command_line]);
            let selected = effective.selection().apply(self.known).unwrap_or_default();
            let mut source = config.source.clone();
            for package in own.iter().filter_map(|at| checked.packages.get(*at)) {
                package.mark_secrets_in(&mut source);
            }
            let index = checked.packages.len();
            let package = Package::of_text(&config.path, Kind::Config, source);
            let mut found = vec![];
            for lint in [&reserved::IGNORE_EXPIRED, &reserved::IGNORE_UNMATCHED] {
                let mut findings = Findings::new(lint, &package, index);
                let is_selected = selected.iter().any(|selected| selected.id == lint.id);
                for wrong in wrong.iter().filter(|wrong| is_selected && wrong.lint.id == lint.id) {
                    let span = Span::new(SourceId(0), wrong.at.clone());
                    findings.at(Place::from(&span)).say(&wrong.message).help(wrong.help);
                }
                found.extend(findings.finish());
            }
            if !found.is_empty() {
                more.extend(with_severity(found, &effective));
                checked.packages.push(package);
                checked.fail_on_config.push(effective.fail_on());
            }
        }
        more
    }

    /// Lets the ignores of one configuration count for its packages; says which are wrong.
    fn ignores_of(&self, config: &ConfigFile, own: &[usize], checked: &mut Checked) -> Vec<Wrong> {
        let Checked { packages, findings, ran, .. } = checked;
        let mut inputs: Vec<Option<String>> = vec![None; packages.len()];
        for at in own {
            if let (Some(input), Some(package)) = (inputs.get_mut(*at), packages.get(*at)) {
                *input = Some(config.relative(&package.path));
            }
        }
        let mut wrong = vec![];
        let mut has_all = None;
        for ignore in &config.ignores {
            if let Some((last, at)) = ignore.expired(self.now) {
                wrong.push(Wrong {
                    lint: &reserved::IGNORE_EXPIRED,
                    at,
                    message: format!(
                        "the ignore of {} was good until {last}, so it does not count",
                        ignore.lint
                    ),
                    help: "look at the finding again; correct it, or state a new day",
                });
                continue;
            }
            let mut is_used = false;
            for finding in findings.iter_mut().filter(|finding| finding.lint.id == ignore.lint) {
                let input = inputs.get(finding.package).and_then(Option::as_deref);
                let (Some(input), Some(package)) = (input, packages.get(finding.package)) else {
                    continue;
                };
                if ignore.fits(finding, package, input) {
                    is_used = true;
                    if finding.state == State::New {
                        finding.state = State::Ignored;
                        finding.reason = Some(package.censored(ignore.reason.trim()));
                    }
                }
            }
            let about: Vec<usize> = own
                .iter()
                .copied()
                .filter(|at| {
                    let input = inputs.get(*at).and_then(Option::as_deref).unwrap_or_default();
                    packages.get(*at).is_some_and(|package| ignore.is_about(package, input))
                })
                .collect();
            // Where a lint did not run, or not on all that there is, its silence says nothing.
            let looked = |at: &usize| {
                ran.get(*at).is_some_and(|ran| ran.contains(ignore.lint))
                    && packages.get(*at).is_some_and(|package| {
                        package.is_complete() || ignore.lint == "pkg-unreadable"
                    })
            };
            let is_certain = match about.is_empty() {
                true => own.iter().all(looked),
                false => about.iter().all(looked),
            };
            if is_used || !is_certain {
                continue;
            }
            let is_nowhere = (ignore.names_a_place() && !about.is_empty())
                || *has_all.get_or_insert_with(|| self.has_all(config, own, packages));
            if is_nowhere {
                wrong.push(Wrong {
                    lint: &reserved::IGNORE_UNMATCHED,
                    at: ignore.at.clone(),
                    message: format!("the ignore of {} fits no finding", ignore.lint),
                    help: "delete it, or correct where it is to count",
                });
            }
        }
        wrong
    }

    /// Whether the run has everything that a configuration may speak of.
    fn has_all(&self, config: &ConfigFile, own: &[usize], packages: &[Package]) -> bool {
        let input = |at: &usize| {
            let path = packages.get(*at)?.path.as_str();
            let outer = path.split_once("!/").map_or(path, |(outer, _)| outer);
            Some(absolute(outer.as_ref()))
        };
        has_everything(&config.base, self.named, &own.iter().filter_map(input).collect())
    }

    fn mark_known(&self, checked: &mut Checked, plans: &[Plan]) -> Result<(), BaselineError> {
        if let Some(baseline) = self.baseline {
            baseline.mark(&checked.packages, &mut checked.findings);
            return Ok(());
        }
        for (number, config) in self.configs.files().iter().enumerate() {
            let Some(path) = config.baseline() else { continue };
            let baseline = Baseline::read(path)?;
            let is_own = |finding: &&mut Finding| {
                plans.get(finding.package).is_some_and(|plan| plan.config == Some(number))
            };
            baseline.mark(&checked.packages, checked.findings.iter_mut().filter(is_own));
        }
        Ok(())
    }
}

#[derive(Default)]
struct Checked {
    packages: Vec<Package>,
    findings: Vec<Finding>,
    not_run: Vec<NotRun>,
    /// The lints that ran, by package.
    ran: Vec<HashSet<&'static str>>,
    /// From when on findings about configurations fail the run, in their order behind the packages.
    fail_on_config: Vec<FailOn>,
}

/// An ignore that does not count.
struct Wrong {
    lint: &'static Lint,
    at: std::ops::Range<u32>,
    message: String,
    help: &'static str,
}

fn with_severity(mut findings: Vec<Finding>, effective: &Effective) -> Vec<Finding> {
    for finding in &mut findings {
        let stated: Option<Severity> = effective.severity(finding.lint.id);
        finding.severity = stated.unwrap_or(finding.severity);
    }
    findings
}
