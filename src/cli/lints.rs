//! `ppkglint lints`: the list.

use serde::Serialize;

use super::{ListFormat, UsageError, known_lints, print};
use crate::gate::ExitCode;
use crate::lint::{Confidence, Lint, Question, Severity};

#[derive(Serialize)]
struct Row {
    lint: &'static str,
    category: &'static str,
    severity: Severity,
    confidence: Confidence,
    question: Question,
    summary: &'static str,
    since: &'static str,
    attack: &'static [&'static str],
}

impl From<&&'static Lint> for Row {
    fn from(lint: &&'static Lint) -> Self {
        Self {
            lint: lint.id,
            category: lint.category.word(),
            severity: lint.severity,
            confidence: lint.confidence,
            question: lint.question,
            summary: lint.summary(),
            since: lint.since,
            attack: lint.attack,
        }
    }
}

pub(super) fn run(format: ListFormat) -> Result<ExitCode, UsageError> {
    let rows: Vec<Row> = known_lints().iter().map(Row::from).collect();
    let text = match format {
        ListFormat::Json => serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n",
        ListFormat::Human => table(&rows),
    };
    print(&text);
    Ok(ExitCode::Clean)
}

fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.lint.len()).max().unwrap_or_default();
    rows.iter()
        .map(|row| {
            format!(
                "{:width$}  {:7}  {:9}  {}\n",
                row.lint,
                row.severity.word(),
                row.confidence.word(),
                row.summary
            )
        })
        .collect()
}
