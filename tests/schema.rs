//! The JSON report is what its schema says, on every package of the corpus.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::{fs, path::Path, process::Command};

use serde_json::Value;

fn ppkglint(arguments: &[&str]) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut program = Command::new(env!("CARGO_BIN_EXE_ppkglint"));
    program.args(arguments).current_dir(root).output().expect("the program runs").stdout
}

#[test]
fn every_report_is_valid() {
    let schema: Value = serde_json::from_slice(&ppkglint(&["schema", "json"])).unwrap();
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut names: Vec<String> = fs::read_dir(corpus)
        .unwrap()
        .map(|entry| format!("corpus/{}", entry.unwrap().file_name().to_string_lossy()))
        .filter(|name| !name.ends_with(".md") && !name.ends_with("build"))
        .collect();
    names.push("no-such-file.ppkg".to_owned());
    for name in &names {
        for options in [vec![], vec!["--show-secrets"], vec!["--ignore", "all"]] {
            let arguments = [&["check", "--output", "json", name.as_str()], &options[..]].concat();
            let printed = ppkglint(&arguments);
            if printed.is_empty() {
                assert_eq!(name, "corpus/power-platform", "nothing of ours is in it");
                continue;
            }
            let report: Value = serde_json::from_slice(&printed).expect("JSON");
            let errors: Vec<String> =
                validator.iter_errors(&report).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{name}: {errors:?}");
        }
    }
}

#[test]
fn the_schema_holds_a_report_to_its_promises() {
    let schema: Value = serde_json::from_slice(&ppkglint(&["schema", "json"])).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let printed = ppkglint(&["check", "--output", "json", "corpus/showcase.ppkg"]);
    let report: Value = serde_json::from_slice(&printed).unwrap();
    assert!(validator.is_valid(&report));
    for (pointer, wrong) in [
        ("/findings/0/severity", Value::from("fatal")),
        ("/findings/0/fingerprint", Value::Null),
        ("/packages/0/kind", Value::from("rar")),
        ("/summary/error", Value::from("many")),
        ("/schema_version", Value::from(2)),
    ] {
        let mut report = report.clone();
        *report.pointer_mut(pointer).expect("it is there") = wrong;
        assert!(!validator.is_valid(&report), "{pointer}");
    }
}
