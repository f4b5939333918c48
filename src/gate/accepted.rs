//! Which findings the ignores of configurations accept, and which ignores do not count.

use std::ops::Range;

use super::config::{ConfigFile, absolute};
use super::discover::has_everything;
use super::exit::{UNREADABLE, accepted};
use super::ignores::Ignore;
use super::judge::{Checked, Gate, with_severity};
use super::layer::Effective;
use crate::container::Kind;
use crate::lint::{Finding, Findings, Lint, State, reserved};
use crate::package::{Package, Place};
use crate::text::{SourceId, Span};

/// An ignore that does not count.
struct Wrong {
    lint: &'static Lint,
    at: Range<u32>,
    message: String,
    help: &'static str,
}

/// The packages of one configuration, each with its path as the configuration's patterns see it.
struct Own {
    inputs: Vec<Option<String>>,
}

impl Own {
    fn of(config: &ConfigFile, number: usize, of: &[Option<usize>], packages: &[Package]) -> Self {
        let input = |(package, own): (&Package, &Option<usize>)| {
            (*own == Some(number)).then(|| config.relative(&package.path))
        };
        Self { inputs: packages.iter().zip(of).map(input).collect() }
    }

    fn input(&self, package: usize) -> Option<&str> {
        self.inputs.get(package)?.as_deref()
    }

    fn packages(&self) -> impl Iterator<Item = (usize, &str)> {
        let inputs = self.inputs.iter().enumerate();
        inputs.filter_map(|(at, input)| Some((at, input.as_deref()?)))
    }
}

impl Gate<'_> {
    /// Lets the ignores of the configurations count; returns what is to be said of them, and adds
    /// the configurations that are spoken of to the packages.
    pub(super) fn ignores(
        &self,
        checked: &mut Checked,
        config_of: &[Option<usize>],
    ) -> Vec<Finding> {
        let mut more = vec![];
        for (number, config) in self.configs.files().iter().enumerate() {
            let own = Own::of(config, number, config_of, &checked.packages);
            if own.packages().next().is_none() {
                continue;
            }
            let used = accept(config, &own, self, checked);
            let wrong = self.wrong(config, &own, &used, checked);
            let effective = Effective::of(&[&config.top, self.command_line]);
            let selected = effective.selection().apply(self.known).unwrap_or_default();
            let mut source = config.source.clone();
            for package in own.packages().filter_map(|(at, _)| checked.packages.get(at)) {
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

    /// The ignores of one configuration that do not count; `used` says which accepted something.
    fn wrong(
        &self,
        config: &ConfigFile,
        own: &Own,
        used: &[bool],
        checked: &Checked,
    ) -> Vec<Wrong> {
        let accepted = accepted(checked.packages.len(), &checked.findings);
        let mut has_all = None;
        let mut wrong = vec![];
        for (ignore, is_used) in config.ignores.iter().zip(used) {
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
            if *is_used {
                continue;
            }
            // Where a lint did not run, or not on all that there is, its silence says nothing.
            let looked = |at: &usize| {
                let is_read = checked.packages.get(*at).is_some_and(Package::is_complete)
                    || accepted.get(*at) == Some(&true)
                    || ignore.lint == UNREADABLE;
                is_read && checked.ran.get(*at).is_some_and(|ran| ran.contains(ignore.lint))
            };
            let is_about = |(at, input): &(usize, &str)| {
                checked.packages.get(*at).is_some_and(|package| ignore.is_about(package, input))
            };
            let about: Vec<usize> = own.packages().filter(is_about).map(|(at, _)| at).collect();
            let is_certain = match about.is_empty() {
                true => own.packages().all(|(at, _)| looked(&at)),
                false => about.iter().all(looked),
            };
            let mut is_everywhere =
                || *has_all.get_or_insert_with(|| self.has_all(config, own, &checked.packages));
            let is_named = ignore.names_a_place() && !about.is_empty();
            if is_certain && (is_named || is_everywhere()) {
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
    fn has_all(&self, config: &ConfigFile, own: &Own, packages: &[Package]) -> bool {
        let input = |(at, _): (usize, &str)| {
            let path = packages.get(at)?.path.as_str();
            let outer = path.split_once("!/").map_or(path, |(outer, _)| outer);
            Some(absolute(outer.as_ref()))
        };
        has_everything(&config.base, self.named, &own.packages().filter_map(input).collect())
    }
}

/// Marks what the ignores of a configuration accept; returns which of them accepted something.
fn accept(config: &ConfigFile, own: &Own, gate: &Gate<'_>, checked: &mut Checked) -> Vec<bool> {
    let accept = |ignore: &Ignore| {
        let mut is_used = false;
        let is_over = ignore.expired(gate.now).is_some();
        let findings = checked.findings.iter_mut().filter(|finding| finding.lint.id == ignore.lint);
        for finding in findings.filter(|_| !is_over) {
            let package = checked.packages.get(finding.package);
            let (Some(package), Some(input)) = (package, own.input(finding.package)) else {
                continue;
            };
            if !ignore.fits(finding, package, input) {
                continue;
            }
            is_used = true;
            if finding.state == State::New {
                finding.state = State::Ignored;
                finding.reason = Some(package.censored(ignore.reason.trim()));
            }
        }
        is_used
    };
    config.ignores.iter().map(accept).collect()
}
