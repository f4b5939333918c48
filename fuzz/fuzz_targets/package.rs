//! Any bytes are checked and reported, whatever they are.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ppkglint::{
    container::open_bytes,
    lint::{Context, Run, run},
    lints,
    package::{Limits, packages},
    report::{Report, concise, github, human, json, jsonl, sarif},
};

fuzz_target!(|bytes: &[u8]| {
    let packages = packages(&open_bytes("x.ppkg", bytes.to_vec()), &Limits::default());
    let context = Context::at(chrono::DateTime::UNIX_EPOCH);
    let lints = lints::ALL.to_vec();
    let outcome = run(&Run { lints, named: vec![], packages: &packages, context: &context });
    assert!(outcome.findings.iter().all(|finding| finding.lint.id != "internal-error"));
    let report = Report {
        now: context.now,
        packages: &packages,
        findings: &outcome.findings,
        lints: &lints::ALL,
        has_baseline: false,
        not_run: &outcome.not_run,
        shows_secrets: false,
    };
    let style = human::Style { color: false, width: 60, quiet: false };
    let screen = human::render(&report, style);
    let lines = [concise::render(&report, false), github::render(&report)];
    for text in [&screen, &lines[0], &lines[1]] {
        assert!(!text.contains(|ch: char| ch.is_control() && ch != '\n'));
    }
    for text in [json::render(&report), jsonl::render(&report), sarif::render(&report)] {
        assert!(text.starts_with('{'));
    }
});
