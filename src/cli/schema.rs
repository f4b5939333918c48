//! `ppkglint schema`: the schemas of what the program prints.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::{UsageError, print};
use crate::gate::{ExitCode, config_schema};

/// What a schema is of.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SchemaOf {
    /// The report of `check --output json`
    Json,
    /// A line of the report of `check --output jsonl`
    Jsonl,
    /// Of ppkglint.toml
    Config,
}

/// The schema of the JSON report, of which a line of the other is a part.
const REPORT: &str = include_str!("../../docs/schema.json");

pub(super) fn run(of: SchemaOf) -> Result<ExitCode, UsageError> {
    match of {
        SchemaOf::Json => print(REPORT),
        SchemaOf::Jsonl => {
            let schema = serde_json::to_string_pretty(&of_line()).unwrap_or_default();
            print(&(schema + "\n"));
        }
        SchemaOf::Config => print(&config_schema()),
    }
    Ok(ExitCode::Clean)
}

/// A line is an object of the report with its kind in `type`.
fn of_line() -> Value {
    let report: Value = serde_json::from_str(REPORT).unwrap_or_default();
    let part = |pointer: &str| report.pointer(pointer).cloned().unwrap_or_default();
    let mut run = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["schema_version", "tool", "now"],
    });
    for key in ["schema_version", "tool", "now", "secrets_shown"] {
        insert(&mut run, "properties", key, part(&format!("/properties/{key}")));
    }
    let lines = [
        ("run", run),
        ("package", part("/$defs/package")),
        ("finding", part("/$defs/finding")),
        ("not-run", part("/properties/not_run/items")),
        ("summary", part("/properties/summary")),
    ];
    let lines = lines.map(|(kind, mut line)| {
        insert(&mut line, "properties", "type", json!({ "const": kind }));
        if let Some(required) = line.get_mut("required").and_then(Value::as_array_mut) {
            required.insert(0, json!("type"));
        }
        line
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:ppkglint:report-line:1",
        "title": "A line of a ppkglint report",
        "description": "What a line of `ppkglint check --output jsonl` holds: first `run`, then each \
                        `package`, each `finding`, each `not-run`, and last `summary`.",
        "oneOf": lines,
        "$defs": part("/$defs"),
    })
}

fn insert(object: &mut Value, group: &str, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        let group = object.entry(group).or_insert_with(|| json!({}));
        if let Some(group) = group.as_object_mut() {
            group.insert(key.to_owned(), value);
        }
    }
}
