//! The JSON Schema of `ppkglint.toml`, made from the list of its keys: for editors, which complete
//! and check TOML by it.

use serde_json::{Map, Value, json};

use super::key::{Key, SEVERITIES, Takes};

/// The schema, with a line break at its end.
pub fn config_schema() -> String {
    let id = json!({
        "description": "The id of a lint, as `ppkglint lints` lists them.",
        "type": "string",
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    });
    let mut top = stated();
    top.insert(
        "baseline".to_owned(),
        json!({
            "description": "The baseline, from the folder of this file on. Findings that it knows do not count.",
            "type": "string",
            "minLength": 1,
        }),
    );
    top.insert(
        "ignore-finding".to_owned(),
        json!({
            "description": "Findings that a person accepted.",
            "type": "array",
            "items": { "$ref": "#/$defs/ignore-finding" },
        }),
    );
    top.insert(
        "per-path".to_owned(),
        json!({
            "description": "What holds for some inputs only. Where several fit, the last one wins.",
            "type": "array",
            "items": { "$ref": "#/$defs/per-path" },
        }),
    );
    let mut section = stated();
    section.insert(
        "paths".to_owned(),
        json!({
            "description": "Patterns of the inputs, from the folder of this file on, as in .gitignore: without a `/` of a name at any depth; `*` stops at a `/`, `**` does not. `\\` is `/`, and case does not count.",
            "type": "array",
            "items": { "type": "string", "minLength": 1 },
        }),
    );
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:ppkglint:config:1",
        "title": "ppkglint.toml",
        "description": "The configuration of ppkglint. The command line wins over it.",
        "type": "object",
        "additionalProperties": false,
        "properties": top,
        "$defs": {
            "lint": id,
            "selects": {
                "description": "The id of a lint, a category, a question (works, gives-away, does, fits), or `all`.",
                "type": "string",
                "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            },
            "per-path": {
                "type": "object",
                "additionalProperties": false,
                "required": ["paths"],
                "properties": section,
            },
            "ignore-finding": ignore(),
        },
    });
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// What the top and the sections have in common.
fn stated() -> Map<String, Value> {
    let mut properties = Map::new();
    let mut thresholds = Map::new();
    for key in Key::ALL {
        let about = key.about();
        let properties = match about.table {
            Some(_) => &mut thresholds,
            None => &mut properties,
        };
        properties.insert(about.word.to_owned(), property(*key));
    }
    properties.insert(
        "thresholds".to_owned(),
        json!({
            "description": "How much is too much.",
            "type": "object",
            "additionalProperties": false,
            "properties": thresholds,
        }),
    );
    properties.insert(
        "severity".to_owned(),
        json!({
            "description": "The severity of single lints, by id. It counts for every finding of the lint, also for those that the lint itself holds to be less bad than usual.",
            "type": "object",
            "propertyNames": { "$ref": "#/$defs/lint" },
            "additionalProperties": { "enum": SEVERITIES },
        }),
    );
    properties
}

fn property(key: Key) -> Value {
    let about = key.about();
    let mut property = match about.takes {
        Takes::Lints => json!({ "type": "array", "items": { "$ref": "#/$defs/selects" } }),
        Takes::Choice(words) => json!({ "enum": words }),
        Takes::Time => json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}" }),
        Takes::Guid => json!({ "type": "string", "pattern": "^\\{?[0-9A-Fa-f-]{36}\\}?$" }),
        Takes::Hosts | Takes::Thumbprints | Takes::Names => {
            json!({ "type": "array", "items": { "type": "string", "minLength": 1 } })
        }
        Takes::Count => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
    };
    if let Some(property) = property.as_object_mut() {
        property.insert("description".to_owned(), json!(about.says));
        let default = key.default().map(|value| match value {
            super::Value::Words(words) => json!(words),
            super::Value::Word(word) => json!(word),
            super::Value::Count(count) => json!(count),
            super::Value::Time(time) => json!(time.to_rfc3339()),
        });
        property.extend(default.map(|default| ("default".to_owned(), default)));
    }
    property
}

fn ignore() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["lint", "reason"],
        "properties": {
            "lint": { "$ref": "#/$defs/lint" },
            "reason": {
                "description": "Why the finding is accepted.",
                "type": "string",
                "pattern": "\\S",
            },
            "package": {
                "description": "Only in this package: its GUID, its name, or a pattern of its path.",
                "type": "string",
                "minLength": 1,
            },
            "path": {
                "description": "Only in this file: a pattern of the path of the input, or of a file in it.",
                "type": "string",
                "minLength": 1,
            },
            "setting": {
                "description": "Only at this setting or below it: its path with or without keys; `*` stands for anything.",
                "type": "string",
                "minLength": 1,
            },
            "expires": {
                "description": "The last day on which it counts.",
                "type": "string",
                "pattern": "^\\d{4}-\\d{2}-\\d{2}$",
            },
        },
    })
}
