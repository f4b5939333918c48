//! For programs: one JSON object.

use serde::Serialize;

use super::Report;
use super::shape::{self, FindingShape, NotRunShape, PackageShape, Summary, Tool};

#[derive(Serialize)]
struct Shape<'r> {
    schema_version: u32,
    tool: Tool,
    now: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    secrets_shown: bool,
    packages: Vec<PackageShape>,
    findings: Vec<FindingShape<'r>>,
    not_run: Vec<NotRunShape>,
    summary: Summary,
}

/// The report, with a line break at its end.
pub fn render(report: &Report<'_>) -> String {
    let json = serde_json::to_string_pretty(&Shape {
        schema_version: shape::SCHEMA_VERSION,
        tool: shape::TOOL,
        now: shape::time(report.now),
        secrets_shown: report.shows_secrets,
        packages: shape::packages(report),
        findings: shape::findings(report),
        not_run: shape::not_run(report),
        summary: shape::summary(report),
    });
    json.map(|text| text + "\n").unwrap_or_default()
}
