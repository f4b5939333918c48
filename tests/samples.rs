//! Real packages and answer files, when `PPKGLINT_SAMPLES` names a folder of them.
//!
//! What comes of each stands in `samples.tsv`, and of real scripts in `sample-scripts.tsv`: counts
//! and places, no content. `PPKGLINT_BLESS=1` writes them anew; every line of a difference is to be
//! read.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says when it is left out"
)]

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use ppkglint::{
    container::{Found, Kind, discover, open, open_bytes},
    lint::{Context, Run, run},
    lints,
    package::{Limits, Package, packages},
};

fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("PPKGLINT_SAMPLES").map(PathBuf::from);
    match folder {
        Some(folder) => {
            assert!(folder.is_dir(), "PPKGLINT_SAMPLES is no folder: {}", folder.display());
            Some(folder)
        }
        None if std::env::var_os("PPKGLINT_REQUIRE_SAMPLES").is_some() => {
            panic!("PPKGLINT_SAMPLES is required here")
        }
        None => {
            eprintln!("PPKGLINT_SAMPLES is not set: real packages are left out");
            None
        }
    }
}

#[test]
fn every_real_package_opens_and_says_what_was_reviewed() {
    let Some(folder) = samples() else { return };
    let context = Context::at("2026-11-23T00:00:00Z".parse().unwrap());
    let mut table =
        String::from("sample\tkind\tsettings\ton both sides\tunmapped\tassets\tunread\tfindings\n");
    let mut real_packages = 0;
    for part in ["packages", "answer-files"] {
        for found in discover(&folder.join(part)) {
            let Found::Input(path) = found else { panic!("{found:?}") };
            let name = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
            for package in packages(&open(&path), &Limits::default()) {
                if package.kind == Kind::Wim {
                    real_packages += 1;
                    assert!(package.is_complete(), "{name}: {:?}", package.unread);
                    assert!(package.runtime.missing.is_empty(), "{name}");
                    assert!(package.runtime.stray.is_empty(), "{name}");
                }
                if let Some(fits) = package.catalogue_fits() {
                    assert!(fits, "{name}: its catalogue does not fit");
                }
                let both = package
                    .settings
                    .iter()
                    .filter(|setting| setting.author.is_some() && setting.runtime.is_some());
                let (both, settings) = (both.count(), package.settings.len());
                let (unmapped, assets) = (package.unmapped.len(), package.assets.len());
                let unread = package.unread.len();
                let kind = serde_json::to_string(&package.kind).unwrap();
                let one = [package];
                let lints = lints::ALL.to_vec();
                let outcome = run(&Run { lints, named: vec![], packages: &one, context: &context });
                let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
                for finding in &outcome.findings {
                    *counts.entry(finding.lint.id).or_default() += 1;
                }
                let counts: Vec<String> =
                    counts.iter().map(|(lint, count)| format!("{lint} {count}")).collect();
                writeln!(
                    table,
                    "{name}\t{}\t{settings}\t{both}\t{unmapped}\t{assets}\t{unread}\t{}",
                    kind.trim_matches('"'),
                    counts.join(", ")
                )
                .unwrap();
            }
        }
    }
    assert_eq!(real_packages, 13);
    compare("tests/samples.tsv", &table);
}

/// Every file below a folder, hidden ones too, in the order of their paths.
fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => files_below(&path, found),
            false => found.push(path),
        }
    }
}

#[test]
fn every_real_script_is_read_to_its_end_and_says_what_was_reviewed() {
    let Some(folder) = samples() else { return };
    let context = Context::at("2026-11-23T00:00:00Z".parse().unwrap());
    let mut files = vec![];
    files_below(&folder.join("scripts"), &mut files);
    let mut table = String::from("script\tline\tseverity\tconfidence\tlint\n");
    let mut scripts = 0;
    for path in files {
        let input = open(&path);
        if input.kind != Kind::Script {
            continue;
        }
        scripts += 1;
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        let found = packages(&input, &Limits::default());
        assert!(found.iter().all(Package::is_complete), "{name}");
        let lints = lints::ALL.to_vec();
        let outcome = run(&Run { lints, named: vec![], packages: &found, context: &context });
        for finding in &outcome.findings {
            let line = finding.span.as_ref().and_then(|span| {
                let source = found.get(finding.package)?.source(span.source)?;
                Some(source.text().get(..span.range.start as usize)?.matches('\n').count() + 1)
            });
            writeln!(
                table,
                "{name}\t{}\t{}\t{}\t{}",
                line.map(|line| line.to_string()).unwrap_or_default(),
                finding.severity.word(),
                finding.confidence.word(),
                finding.lint.id
            )
            .unwrap();
        }
    }
    assert_eq!(scripts, 688);
    compare("tests/sample-scripts.tsv", &table);
}

/// Compares a table with what was reviewed, or writes it anew.
fn compare(name: &str, table: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("PPKGLINT_BLESS").is_some() {
        fs::write(&path, table).unwrap();
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(reviewed == table, "{name} is stale; read the difference:\n{table}");
}

#[test]
fn a_changed_byte_of_a_real_package_is_noticed() {
    let Some(folder) = samples() else { return };
    let path = folder.join("packages/rzander/mOSD/mOSD.ppkg");
    let bytes = fs::read(path).unwrap();
    let texts = |bytes: Vec<u8>| {
        let input = open_bytes("mOSD.ppkg", bytes);
        let packages = packages(&input, &Limits::default());
        let is_complete = packages.iter().all(Package::is_complete);
        let texts: Vec<String> = packages
            .iter()
            .flat_map(|package| package.sources().iter().map(|source| source.text().to_owned()))
            .collect();
        is_complete.then_some(texts)
    };
    let original = texts(bytes.clone()).expect("it is complete");
    let mut noticed = 0;
    // The blobs lie between the header and the lookup table. A bit of padding may change nothing.
    for at in (208..4000).step_by(97) {
        let mut changed = bytes.clone();
        *changed.get_mut(at).unwrap() ^= 0x10;
        match texts(changed) {
            None => noticed += 1,
            Some(texts) => assert_eq!(texts, original, "byte {at}"),
        }
    }
    assert!(noticed > 30, "{noticed}");
}
