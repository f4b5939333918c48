//! Any bytes are checked and reported, whatever they are.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ppkglint::{
    container::open_bytes,
    lint::{Context, Run, run},
    lints,
    package::{Limits, packages},
    report::{Report, human, json},
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
        not_run: &outcome.not_run,
        shows_secrets: false,
    };
    let style = human::Style { color: false, width: 60, quiet: false };
    let screen = human::render(&report, style);
    assert!(!screen.contains(|ch: char| ch.is_control() && ch != '\n'));
    assert!(json::render(&report).starts_with('{'));
});
