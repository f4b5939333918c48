//! What the reports for programs promise to those that read them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::{path::Path, process::Command};

use serde_json::Value;

fn ppkglint(arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut program = Command::new(env!("CARGO_BIN_EXE_ppkglint"));
    program.args(arguments).args(["--now", "2026-11-23"]).current_dir(root);
    String::from_utf8(program.output().expect("the program runs").stdout).unwrap()
}

fn sarif(paths: &[&str]) -> Value {
    let printed = ppkglint(&[&["check", "--output", "sarif"], paths].concat());
    let log: Value = serde_json::from_str(&printed).expect("JSON");
    log["runs"][0].clone()
}

/// The files on the way to an artifact, the outermost first.
fn way_to(run: &Value, index: &Value) -> Vec<String> {
    let artifact = &run["artifacts"][index.as_u64().unwrap() as usize];
    let mut way = artifact.get("parentIndex").map_or(vec![], |parent| way_to(run, parent));
    way.push(artifact["location"]["uri"].as_str().unwrap().to_owned());
    way
}

#[test]
fn a_result_about_a_file_in_a_package_stands_at_the_package_and_leads_to_the_file() {
    let run = sarif(&["corpus/showcase.ppkg"]);
    let results = run["results"].as_array().unwrap();
    let expired = results.iter().find(|r| r["ruleId"] == "bulk-token-expired").unwrap();
    let primary = &expired["locations"][0];
    assert_eq!(primary["physicalLocation"]["artifactLocation"]["uri"], "corpus/showcase.ppkg");
    assert!(primary["physicalLocation"].get("region").is_none());
    assert_eq!(primary["logicalLocations"][0]["fullyQualifiedName"], "Accounts/Azure/BPRT");
    let related = &expired["relatedLocations"][0];
    let location = &related["physicalLocation"];
    assert_eq!(
        way_to(&run, &location["artifactLocation"]["index"]),
        ["corpus/showcase.ppkg", "Multivariant/0/customizations.xml"]
    );
    assert_eq!(location["region"]["startLine"], 17);
    assert!(expired["message"]["text"].as_str().unwrap().contains("(1)"), "a link to it");
    assert_eq!(expired["partialFingerprints"]["ppkglint/v1"].as_str().unwrap().len(), 64);
    let analysed = &run["artifacts"][0];
    assert_eq!(analysed["roles"][0], "analysisTarget");
    assert_eq!(analysed["hashes"]["sha-256"].as_str().unwrap().len(), 64);
}

#[test]
fn a_result_about_a_file_on_disk_stands_at_its_line() {
    let run = sarif(&["corpus/source/showcase/customizations.xml"]);
    let result = &run["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "corpus/source/showcase/customizations.xml");
    assert!(place["region"]["startLine"].as_u64().unwrap() > 1);
}

#[test]
fn every_result_has_its_rule_and_every_lint_that_ran_is_one() {
    let run = sarif(&["corpus"]);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let list: Value = serde_json::from_str(&{
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut program = Command::new(env!("CARGO_BIN_EXE_ppkglint"));
        let output = program.args(["lints", "--output", "json"]).current_dir(root).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    })
    .unwrap();
    assert_eq!(rules.len(), list.as_array().unwrap().len());
    for rule in rules {
        assert!(rule["help"]["markdown"].as_str().unwrap().len() > 40, "{}", rule["id"]);
    }
    for result in run["results"].as_array().unwrap() {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    assert_eq!(run["columnKind"], "unicodeCodePoints");
}

#[test]
fn what_was_not_read_makes_the_run_a_failed_one_and_stands_in_it() {
    assert_eq!(
        sarif(&["corpus/domain-join-clean.ppkg"])["invocations"][0]["executionSuccessful"],
        true
    );
    let run = sarif(&["corpus/truncated.ppkg"]);
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert_eq!(notification["level"], "error");
    assert!(notification["message"]["text"].as_str().unwrap().contains("cut off"));
}

#[test]
fn every_line_of_a_report_of_lines_is_what_its_schema_says_and_says_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut program = Command::new(env!("CARGO_BIN_EXE_ppkglint"));
    let printed = program.args(["schema", "jsonl"]).current_dir(root).output().unwrap().stdout;
    let schema: Value = serde_json::from_slice(&printed).unwrap();
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let lines: Vec<Value> = ppkglint(&["check", "--output", "jsonl", "corpus"])
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    for line in &lines {
        let errors: Vec<String> = validator.iter_errors(line).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{line}: {errors:?}");
    }
    let report: Value =
        serde_json::from_str(&ppkglint(&["check", "--output", "json", "corpus"])).unwrap();
    for (kind, part) in [("package", "packages"), ("finding", "findings"), ("not-run", "not_run")] {
        let of_kind: Vec<Value> = lines
            .iter()
            .filter(|line| line["type"] == kind)
            .map(|line| {
                let mut line = line.clone();
                line.as_object_mut().unwrap().remove("type");
                line
            })
            .collect();
        assert_eq!(&of_kind, report[part].as_array().unwrap(), "{kind}");
    }
    assert_eq!(lines.first().unwrap()["type"], "run");
    assert_eq!(lines.last().unwrap()["type"], "summary");
}

#[test]
fn with_every_report_in_a_file_nothing_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let formats = ["human", "concise", "json", "jsonl", "sarif", "github"];
    let outputs: Vec<String> = formats
        .iter()
        .map(|format| format!("--output={format}={}", folder.path().join(format).display()))
        .collect();
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    let printed = ppkglint(&[&["check", "corpus/showcase.ppkg"], &outputs[..]].concat());
    assert_eq!(printed, "");
    for format in formats {
        let text = std::fs::read_to_string(folder.path().join(format)).unwrap();
        assert!(text.contains("bulk-token-expired"), "{format}");
    }
}
