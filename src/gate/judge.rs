//! From packages to a verdict: runs the lints as the configuration has it, then says of each finding
//! whether it counts.

use std::{collections::HashSet, path::PathBuf};

use chrono::{DateTime, Utc};

use super::baseline::{Baseline, BaselineError};
use super::config::ConfigFile;
use super::discover::Configs;
use super::exit::{ExitCode, FailOn, exit_code};
use super::layer::{Effective, Layer};
use super::{inline, once};
use crate::lint::{Finding, Lint, NotRun, Run, reserved, run};
use crate::package::Package;

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
    /// Whether a baseline said what is known, so that the rest is new.
    pub has_baseline: bool,
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
            // The user decides, whatever the lint holds of this case.
            if let Some(severity) = plan.effective.severity(finding.lint.id) {
                finding.severity = severity;
            }
        }
        once::report_once(packages, &mut checked.findings);
        let mut more = vec![];
        if self.has_ignores {
            more.extend(self.comments(&mut checked, &plans));
            let config_of: Vec<Option<usize>> = plans.iter().map(|plan| plan.config).collect();
            more.extend(self.ignores(&mut checked, &config_of));
        }
        checked.findings.extend(more);
        let plan_of = |finding: &Finding| plans.get(finding.package);
        checked.findings.retain(|finding| {
            let wanted = plan_of(finding).map(|plan| plan.effective.min_confidence());
            wanted.is_none_or(|wanted| finding.confidence >= wanted)
        });
        checked.findings.sort_by_cached_key(|finding| (finding.package, finding.order()));
        self.mark_known(&mut checked, &plans)?;
        let mut fail_on: Vec<FailOn> = plans.iter().map(|plan| plan.effective.fail_on()).collect();
        fail_on.extend(checked.fail_on_config);
        let exit = exit_code(&checked.packages, &checked.findings, &fail_on);
        let ran = checked.ran.into_iter().flatten().collect();
        let Checked { packages, findings, not_run, .. } = checked;
        let mut configs = self.configs.files().iter();
        let has_baseline =
            self.baseline.is_some() || configs.any(|config| config.baseline().is_some());
        Ok(Verdict { packages, findings, not_run, ran, has_baseline, exit })
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

/// What was found, before it is said what of it counts.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) packages: Vec<Package>,
    pub(super) findings: Vec<Finding>,
    not_run: Vec<NotRun>,
    /// The lints that ran, by package.
    pub(super) ran: Vec<HashSet<&'static str>>,
    /// From when on findings about configurations fail the run, in their order behind the packages.
    pub(super) fail_on_config: Vec<FailOn>,
}

/// Findings about ignores, with the severity that the configuration states for them.
pub(super) fn with_severity(mut findings: Vec<Finding>, effective: &Effective) -> Vec<Finding> {
    for finding in &mut findings {
        finding.severity = effective.severity(finding.lint.id).unwrap_or(finding.severity);
    }
    findings
}
