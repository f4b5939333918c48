//! The tests about the lints themselves: what is promised of every one of them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use ppkglint::{
    container::{open, open_bytes},
    lint::{Context, Finding, Lint, Run, run},
    lints,
    package::{Limits, Package, packages},
};
use ppkglint_wim::writer::{ImageBuilder, Writer};

mod options;
use options::context;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One fenced block of a lint's documentation.
struct Example {
    section: String,
    /// The first word behind the fence, and the rest.
    kind: String,
    options: Vec<String>,
    body: String,
}

fn examples(lint: &Lint) -> Vec<Example> {
    let mut found: Vec<Example> = vec![];
    let mut section = String::new();
    let mut open = false;
    for line in lint.docs.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        if let Some(info) = line.strip_prefix("```") {
            open = !open;
            if open {
                let mut words = info.split_whitespace().map(str::to_owned);
                let kind = words.next().expect("a fence says what it holds");
                let (section, options) = (section.clone(), words.collect());
                found.push(Example { section, kind, options, body: String::new() });
            }
        } else if open {
            let body = &mut found.last_mut().unwrap().body;
            body.push_str(line);
            body.push('\n');
        } else if let Some(heading) = line.strip_prefix("## ") {
            section = heading.to_owned();
        }
    }
    assert!(!open, "{}: a fence is not closed", lint.id);
    found
}

/// A package that imports a WLAN profile.
fn with_profile(profile: &str) -> Vec<u8> {
    let fragment = "<ConnectivityProfiles><WLAN><Profiles><Profile Name=\"profile\">\
                    C:\\Packages\\profile.xml</Profile></Profiles></WLAN></ConnectivityProfiles>";
    let text = corpus_build::answer_file(fragment);
    let files = corpus_build::tree(&text, &[("profile.xml", profile.as_bytes())]);
    let files = files.expect("the profile is XML");
    let image = files
        .iter()
        .fold(ImageBuilder::default(), |image, (path, bytes)| image.file(path, bytes.as_slice()));
    Writer::new().image(image).finish()
}

/// The packages of the examples: neighbouring fences with `path=…` are files of one package.
fn packages_of(examples: &[&Example]) -> Vec<(Vec<Package>, Context)> {
    let limits = Limits::default();
    let mut found = vec![];
    let mut files: Option<ImageBuilder> = None;
    for (at, example) in examples.iter().enumerate() {
        let context = context(&example.options, "2026-07-20");
        let path = example.options.iter().find_map(|option| option.strip_prefix("path="));
        if let Some(path) = path {
            let image = files.take().unwrap_or_default().file(path, example.body.as_bytes());
            let next = examples.get(at + 1);
            if next.is_some_and(|next| next.options.iter().any(|o| o.starts_with("path="))) {
                files = Some(image);
                continue;
            }
            let wim = Writer::new().image(image).finish();
            found.push((packages(&open_bytes("example.ppkg", wim), &limits), context));
            continue;
        }
        let input = match example.kind.as_str() {
            "xml" => {
                let text = corpus_build::answer_file(&example.body);
                open_bytes("customizations.xml", text.into_bytes())
            }
            "wlan-profile" => open_bytes("example.ppkg", with_profile(&example.body)),
            "corpus" => open(&root().join("corpus").join(format!("{}.ppkg", example.body.trim()))),
            other => panic!("no example is of kind {other}"),
        };
        found.push((packages(&input, &limits), context));
    }
    found
}

fn findings(lint: &'static Lint, packages: &[Package], context: &Context) -> Vec<Finding> {
    let lints = lints::ALL.to_vec();
    run(&Run { lints, named: vec![lint.id], packages, context }).findings
}

#[test]
fn every_example_under_fires_fires_and_none_under_stays_quiet_does() {
    for lint in lints::ALL.iter().copied() {
        let examples = examples(lint);
        for (section, expected) in [("Fires", true), ("Stays quiet", false)] {
            let here: Vec<&Example> = examples.iter().filter(|e| e.section == section).collect();
            assert!(!here.is_empty(), "{}: no example under {section}", lint.id);
            for (number, (packages, context)) in packages_of(&here).iter().enumerate() {
                let found = findings(lint, packages, context);
                let fires = found.iter().any(|finding| finding.lint.id == lint.id);
                let ids: Vec<&str> = found.iter().map(|finding| finding.lint.id).collect();
                assert_eq!(fires, expected, "{}: {section}, example {number}: {ids:?}", lint.id);
            }
        }
    }
}

#[test]
fn every_lint_is_documented_under_the_same_headings() {
    let headings = ["Why it matters", "Fires", "Stays quiet", "What to do", "References"];
    for lint in lints::ALL.iter().copied() {
        let summary = lint.summary();
        assert!(summary.ends_with('.') && summary.len() < 90, "{}: {summary}", lint.id);
        let found: Vec<&str> =
            lint.docs.lines().filter_map(|line| line.trim().strip_prefix("## ")).collect();
        assert!(headings.starts_with(&found), "{}: {found:?}", lint.id);
        assert!(found.len() >= 4, "{}: {found:?}", lint.id);
    }
}

fn lint_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            lint_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_lint_has_its_own_file_and_stands_in_the_list() {
    let mut files = vec![];
    lint_files(&root().join("lints"), &mut files);
    let mut written = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let ids: Vec<&str> =
            text.lines().filter_map(|line| line.trim().strip_prefix("id: \"")).collect();
        assert!(ids.len() <= 1, "{}: one lint a file", file.display());
        if let Some(id) = ids.first() {
            let id = id.split('"').next().unwrap().to_owned();
            assert!(text.starts_with(&format!("//! `{id}`")), "{}: the title", file.display());
            let name = file.file_stem().unwrap().to_string_lossy().replace('_', "-");
            assert!(id.ends_with(&name), "{}: the name is the end of {id}", file.display());
            written.insert(id);
        }
    }
    let listed: BTreeSet<String> = lints::ALL.iter().map(|lint| lint.id.to_owned()).collect();
    assert_eq!(written, listed);
    assert_eq!(listed.len(), lints::ALL.len(), "no id twice");
}

#[test]
fn every_id_is_kebab_case_and_every_lint_yields_to_real_ones() {
    let ids: BTreeSet<&str> = lints::ALL.iter().map(|lint| lint.id).collect();
    for lint in lints::ALL.iter().copied() {
        let plain = |ch: char| ch.is_ascii_lowercase() || ch.is_ascii_digit() || ch == '-';
        assert!(lint.id.chars().all(plain), "{}", lint.id);
        for stronger in lint.yields_to {
            assert!(ids.contains(stronger), "{} yields to {stronger}", lint.id);
        }
    }
}

#[test]
fn messages_are_in_style_and_severities_are_only_lowered() {
    let mut seen = BTreeSet::new();
    for lint in lints::ALL.iter().copied() {
        let examples = examples(lint);
        let here: Vec<&Example> = examples.iter().collect();
        for (packages, context) in packages_of(&here) {
            for finding in findings(lint, &packages, &context) {
                let message = &finding.message;
                let starts = message.chars().next().expect("a message");
                assert!(!starts.is_uppercase(), "{}: {message}", finding.lint.id);
                assert!(!message.ends_with(['.', '!']), "{}: {message}", finding.lint.id);
                assert!(finding.help.is_some(), "{}: says what to do", finding.lint.id);
                assert!(finding.severity <= finding.lint.severity);
                assert!(finding.confidence <= finding.lint.confidence);
                assert_eq!(finding.fingerprint.len(), 64);
                seen.insert(finding.lint.id);
            }
        }
    }
    assert_eq!(seen.len(), lints::ALL.len(), "every lint spoke");
}
