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
    container::{Found, Input, discover, open, open_bytes},
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
    /// Whether nothing but blank lines stands between it and the one before.
    is_behind: bool,
}

fn examples(lint: &Lint) -> Vec<Example> {
    let mut found: Vec<Example> = vec![];
    let mut section = String::new();
    let mut open = false;
    let mut is_behind = false;
    for line in lint.docs.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        if let Some(info) = line.strip_prefix("```") {
            open = !open;
            if open {
                let mut words = info.split_whitespace().map(str::to_owned);
                let kind = words.next().expect("a fence says what it holds");
                let (section, options) = (section.clone(), words.collect());
                found.push(Example { section, kind, options, body: String::new(), is_behind });
            }
            is_behind = true;
        } else if open {
            let body = &mut found.last_mut().unwrap().body;
            body.push_str(line);
            body.push('\n');
        } else if let Some(heading) = line.strip_prefix("## ") {
            section = heading.to_owned();
            is_behind = false;
        } else if !line.trim().is_empty() {
            is_behind = false;
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

/// The value of an option `name=…`.
fn option<'e>(example: &'e Example, name: &str) -> Option<&'e str> {
    example.options.iter().find_map(|option| option.strip_prefix(name)?.strip_prefix('='))
}

/// The answer file around the body of an example, which may begin with parts of `PackageConfig`.
fn text_of(body: &str) -> String {
    let Some(rest) = body.trim_start().strip_prefix("<PackageConfig>") else {
        return corpus_build::answer_file(body);
    };
    let (config, settings) = rest.split_once("</PackageConfig>").expect("an end tag");
    let mut text = corpus_build::answer_file(settings);
    for line in config.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (tag, _) = line.split_at(line.find('>').expect("an element a line") + 1);
        let end = tag.replace('<', "</");
        let (start, after) = (text.find(tag).unwrap(), text.find(&end).unwrap() + end.len());
        text.replace_range(start..after, line);
    }
    text
}

/// A package as WCD builds it from an answer file without assets, in a folder of examples.
fn package_file(name: &str, text: &str) -> Input {
    let image = corpus_build::Image {
        files: corpus_build::tree(text, &[]).expect("it can be built"),
        streams: vec![],
        identity: corpus_build::Identity::of(text).expect("it has a PackageConfig"),
        built: "2026-03-02T09:00:00Z".parse().expect("a time"),
    };
    let mut input = open_bytes(&format!("examples/{name}"), corpus_build::wim(&[image], &[]));
    input.folder = Some(PathBuf::from("examples"));
    input
}

/// A package whose device command is that line, with the files of the fences behind it.
fn with_command(line: &str, assets: &[&&Example]) -> Input {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let names = assets.iter().map(|asset| option(asset, "asset").unwrap());
    let files: String = names
        .clone()
        .map(|name| {
            format!("<CommandFile Name=\"{name}\">C:\\Packages\\example\\{name}</CommandFile>")
        })
        .collect();
    let fragment = format!(
        "<ProvisioningCommands><DeviceContext><CommandFiles>{files}</CommandFiles>\
         <CommandLine>{}</CommandLine></DeviceContext></ProvisioningCommands>",
        escape(line.trim())
    );
    let text = corpus_build::answer_file(&fragment.replace("<CommandFiles></CommandFiles>", ""));
    let bytes: Vec<(&str, &[u8])> =
        names.zip(assets).map(|(name, asset)| (name, asset.body.as_bytes())).collect();
    let image = corpus_build::Image {
        files: corpus_build::tree(&text, &bytes).expect("it can be built"),
        streams: vec![],
        identity: corpus_build::Identity::of(&text).expect("it has a PackageConfig"),
        built: "2026-03-02T09:00:00Z".parse().expect("a time"),
    };
    open_bytes("example.ppkg", corpus_build::wim(&[image], &[]))
}

/// A script by itself.
fn script(extension: &str, body: &str) -> Input {
    open_bytes(&format!("example.{extension}"), body.as_bytes().to_vec())
}

/// Everything of a folder of the corpus, or the package of that name.
fn of_the_corpus(name: &str) -> Vec<Input> {
    let folder = root().join("corpus").join(name);
    if !folder.is_dir() {
        return vec![open(&folder.with_extension("ppkg"))];
    }
    let found = discover(&folder).into_iter().filter_map(|found| match found {
        Found::Input(path) => Some(Input { named_folder: Some(folder.clone()), ..open(&path) }),
        _ => None,
    });
    found.collect()
}

/// The packages of the examples: neighbouring fences with `path=…` are files of one package, and
/// those with `package=…`, without a text between them, are packages in one folder.
fn packages_of(examples: &[&Example]) -> Vec<(Vec<Package>, Context)> {
    let limits = Limits::default();
    let mut found = vec![];
    let mut files: Option<ImageBuilder> = None;
    let mut together: Vec<Input> = vec![];
    for (at, example) in examples.iter().enumerate() {
        let context = context(&example.options, "2026-07-20");
        let path = option(example, "path");
        if option(example, "asset").is_some() {
            // It belongs to the command before it.
            continue;
        }
        if let Some(name) = option(example, "package") {
            together.push(package_file(name, &text_of(&example.body)));
            let next = examples.get(at + 1);
            let next = next.filter(|next| next.is_behind).and_then(|next| option(next, "package"));
            if next.is_none() {
                let inputs = std::mem::take(&mut together);
                let all = inputs.iter().flat_map(|input| packages(input, &limits));
                found.push((all.collect(), context));
            }
            continue;
        }
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
        let inputs = match example.kind.as_str() {
            "xml" => vec![open_bytes("customizations.xml", text_of(&example.body).into_bytes())],
            "wlan-profile" => vec![open_bytes("example.ppkg", with_profile(&example.body))],
            "corpus" => of_the_corpus(example.body.trim()),
            "command" => {
                let behind = examples.iter().skip(at + 1);
                let assets: Vec<_> =
                    behind.take_while(|next| option(next, "asset").is_some()).collect();
                vec![with_command(&example.body, &assets)]
            }
            "powershell" => vec![script("ps1", &example.body)],
            "batch" => vec![script("cmd", &example.body.replace('\n', "\r\n"))],
            "vbscript" => vec![script("vbs", &example.body)],
            "jscript" => vec![script("js", &example.body)],
            "reg" => vec![script("reg", &example.body)],
            other => panic!("no example is of kind {other}"),
        };
        let all = inputs.iter().flat_map(|input| packages(input, &limits));
        found.push((all.collect(), context));
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
