//! For code scanning: SARIF 2.1.0 (OASIS standard of 2020, the section numbers are its own).
//!
//! A reader of SARIF shows files of a repository, so the file on disk is the primary location of a
//! result. A line of a file inside of a package is no line of the package: it stands in
//! `relatedLocations`, at an artifact whose `parentIndex` leads to the package (3.24.3).

mod artifacts;
mod log;
mod rules;
mod uri;

use self::artifacts::Artifacts;
use self::log::{
    Descriptor, Driver, Invocation, Location, Log, LogicalLocation, Message, Notification,
    PhysicalLocation, Properties, Region, RelatedLocation, Run, SarifResult, Suppression, Tool,
};
use super::Report;
use super::location::Location as Place;
use crate::lint::{Finding, Severity, State};
use crate::package::{Package, Unread};
use crate::text::Span;

/// The report, with a line break at its end.
pub fn render(report: &Report<'_>) -> String {
    let rules = rules::rules(report);
    let mut artifacts = Artifacts::default();
    for package in report.packages {
        artifacts.add_package(package);
    }
    let results = report
        .findings
        .iter()
        .filter_map(|finding| {
            let package = report.packages.get(finding.package)?;
            let rule_index = rules.iter().position(|rule| rule.id == finding.lint.id)?;
            Some(result(report, &mut artifacts, package, finding, rule_index))
        })
        .collect();
    let invocation = invocation(report, &mut artifacts);
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "ppkglint",
                    full_name: concat!("ppkglint ", env!("CARGO_PKG_VERSION")),
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    short_description: Message::plain(env!("CARGO_PKG_DESCRIPTION")),
                    rules,
                },
            },
            invocations: [invocation],
            artifacts: artifacts.into_all(),
            results,
            column_kind: "unicodeCodePoints",
            properties: report.shows_secrets.then_some(log::RunProperties { secrets_shown: true }),
        }],
    };
    serde_json::to_string_pretty(&log).map(|text| text + "\n").unwrap_or_default()
}

fn result<'r>(
    report: &Report<'r>,
    artifacts: &mut Artifacts,
    package: &Package,
    finding: &'r Finding,
    rule_index: usize,
) -> SarifResult<'r> {
    let place = Place::of(package, finding.file.as_deref());
    let own_region = finding.span.as_ref().and_then(|span| region(package, span));
    let setting = finding.setting.as_deref().map(|setting| package.censored(setting));
    let logical_locations = setting
        .into_iter()
        .map(|name| LogicalLocation { fully_qualified_name: name, kind: "member" })
        .collect();
    let region_on_disk = if place.is_on_disk() { own_region } else { None };
    let primary = Location {
        physical_location: Some(PhysicalLocation {
            artifact_location: artifacts.on_disk(&place),
            region: region_on_disk,
        }),
        logical_locations,
    };
    let mut related = vec![];
    let mut relate = |location: PhysicalLocation, text: &str| {
        let id = related.len() + 1;
        let message = (!text.is_empty()).then(|| Message::plain(text));
        related.push(RelatedLocation { id, physical_location: location, message });
    };
    if !place.is_on_disk() {
        let location =
            PhysicalLocation { artifact_location: artifacts.at(&place), region: own_region };
        relate(location, finding.label.as_deref().unwrap_or_default());
    }
    for label in &finding.labels {
        let file = package.source(label.span.source).map(|source| source.name());
        let artifact_location = artifacts.at(&Place::of(package, file));
        let region = region(package, &label.span);
        relate(PhysicalLocation { artifact_location, region }, &label.text);
    }
    let mut text = unlinked(&finding.message);
    if !place.is_on_disk() {
        // A link to the first related location is the only way to it in most readers (3.11.6).
        let position = own_region.map_or_else(String::new, |region| region.shown());
        let name = place.inner.join("!/").replace('[', "\\[").replace(']', "\\]");
        text.push_str(&format!(", in [{name}{position}](1)"));
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!("; {}", unlinked(help)));
    }
    SarifResult {
        rule_id: finding.lint.id,
        rule_index,
        level: level(finding.severity),
        message: Message { text, markdown: None },
        locations: [primary],
        related_locations: related,
        partial_fingerprints: log::Fingerprints { fingerprint: &finding.fingerprint },
        baseline_state: report.has_baseline.then_some(match finding.state {
            State::Known => "unchanged",
            State::New | State::Ignored => "new",
        }),
        suppressions: suppressions(finding),
        properties: Properties {
            confidence: finding.confidence,
            category: finding.lint.category.word(),
            question: finding.lint.question,
            attack: finding.lint.attack,
        },
    }
}

/// Text of a package cannot place a link in a report (3.11.6).
fn unlinked(text: &str) -> String {
    text.replace("](", "] (")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn suppressions(finding: &Finding) -> Vec<Suppression<'_>> {
    match finding.state {
        State::Ignored => vec![Suppression {
            kind: if finding.is_allowed_in_source { "inSource" } else { "external" },
            status: "accepted",
            justification: finding.reason.as_deref(),
        }],
        State::New | State::Known => vec![],
    }
}

fn region(package: &Package, span: &Span) -> Option<Region> {
    let stored = package.source(span.source)?.stored(&span.range());
    Some(Region {
        start_line: stored.from.line,
        start_column: stored.from.column,
        end_line: stored.to.line,
        end_column: stored.to.column,
        byte_offset: stored.start,
        byte_length: stored.end.saturating_sub(stored.start),
    })
}

/// What of the run itself is to be said: what was unread, which lints did not run.
fn invocation(report: &Report<'_>, artifacts: &mut Artifacts) -> Invocation {
    let mut unread = vec![];
    let mut configuration = vec![];
    for package in report.packages {
        for fault in &package.unread {
            unread.push(not_read(package, fault, artifacts));
        }
        for file in &package.not_checked {
            unread.push(Notification {
                level: "note",
                descriptor: Descriptor { id: "not-checked" },
                message: Message::plain(&format!(
                    "{} was not hashed; --verify does",
                    unlinked(&package.censored(file))
                )),
                locations: vec![located(artifacts, &Place::of(package, None), None)],
            });
        }
    }
    for not_run in report.not_run {
        let (lint, need) = (not_run.lint.id, not_run.need.option());
        configuration.push(Notification {
            level: "note",
            descriptor: Descriptor { id: "not-run" },
            message: Message::plain(&format!("{lint} did not run: it needs {need}")),
            locations: vec![],
        });
    }
    Invocation {
        execution_successful: report.packages.iter().all(Package::is_complete),
        tool_execution_notifications: unread,
        tool_configuration_notifications: configuration,
    }
}

fn not_read(package: &Package, fault: &Unread, artifacts: &mut Artifacts) -> Notification {
    let place = Place::of(package, fault.file.as_deref());
    let region = fault.span.as_ref().and_then(|span| region(package, span));
    Notification {
        level: "error",
        descriptor: Descriptor { id: "not-read" },
        message: Message::plain(&unlinked(&package.censored(&fault.reason))),
        locations: vec![located(artifacts, &place, region)],
    }
}

fn located(artifacts: &mut Artifacts, place: &Place, region: Option<Region>) -> Location {
    let artifact_location = artifacts.at(place);
    Location {
        physical_location: Some(PhysicalLocation { artifact_location, region }),
        logical_locations: vec![],
    }
}
