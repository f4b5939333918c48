//! For programs that read line by line: a JSON object a line, its kind in `type`.
//!
//! The lines are those of the JSON report taken apart: `run`, then each `package`, each `finding`,
//! each `not-run`, and last `summary`, whose absence tells a report that was cut off.

use serde::Serialize;

use super::Report;
use super::shape::{self, FindingShape, NotRunShape, PackageShape, Summary, Tool};

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Line<'r> {
    Run {
        schema_version: u32,
        tool: Tool,
        now: String,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        secrets_shown: bool,
    },
    Package(PackageShape),
    Finding(Box<FindingShape<'r>>),
    NotRun(NotRunShape),
    Summary(Summary),
}

/// The report.
pub fn render(report: &Report<'_>) -> String {
    let run = Line::Run {
        schema_version: shape::SCHEMA_VERSION,
        tool: shape::TOOL,
        now: shape::time(report.now),
        secrets_shown: report.shows_secrets,
    };
    std::iter::once(run)
        .chain(shape::packages(report).into_iter().map(Line::Package))
        .chain(shape::findings(report).into_iter().map(Box::new).map(Line::Finding))
        .chain(shape::not_run(report).into_iter().map(Line::NotRun))
        .chain([Line::Summary(shape::summary(report))])
        .filter_map(|line| serde_json::to_string(&line).ok())
        .fold(String::new(), |out, line| out + &line + "\n")
}
