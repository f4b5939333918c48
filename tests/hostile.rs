//! Promise 3: hostile input is the normal case. Whatever comes in, there is a finding or an error
//! with its place and cause, an exit code that says so, and nothing that steers a terminal.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use ppkglint::{
    container::open_bytes,
    lint::{Context, Run, run},
    lints,
    package::{Limits, packages},
};
use ppkglint_wim::writer::{ImageBuilder, Writer};

fn check(path: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ppkglint"))
        .arg("check")
        .arg(path)
        .args(["--now", "2026-07-20"])
        .args(arguments)
        .output()
        .unwrap()
}

/// Checks an input in every format; returns its exit code and what it printed for people.
fn outcome(name: &str, bytes: &[u8]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let mut codes = vec![];
    let mut screen = String::new();
    for format in ["json", "human"] {
        let output = check(&path, &["--output", format]);
        screen = String::from_utf8(output.stdout).expect("UTF-8");
        let code = output.status.code().expect("it ends by itself");
        assert!((0..=3).contains(&code), "{name}: {code}");
        assert!(output.stderr.is_empty() || code == 2, "{name}: {:?}", output.stderr);
        assert!(!screen.contains("internal-error"), "{name}: {screen}");
        let steers = |ch: char| {
            (ch.is_control() && ch != '\n') || matches!(ch, '\u{202a}'..='\u{202e}' | '\u{feff}')
        };
        assert!(!screen.contains(steers), "{name}: {screen:?}");
        if format == "json" {
            let _: serde_json::Value = serde_json::from_str(&screen).expect("JSON");
        }
        codes.push(code);
    }
    assert_eq!(codes.first(), codes.last(), "{name}: the exit code does not depend on the format");
    (*codes.last().unwrap(), screen)
}

/// The same without a process, for thousands of inputs.
fn survives(bytes: Vec<u8>) -> usize {
    let packages = packages(&open_bytes("x.ppkg", bytes), &Limits::default());
    let context = Context::at("2026-07-20T00:00:00Z".parse().unwrap());
    let lints = lints::ALL.to_vec();
    let outcome = run(&Run { lints, named: vec![], packages: &packages, context: &context });
    assert!(!packages.is_empty());
    for finding in &outcome.findings {
        assert_ne!(finding.lint.id, "internal-error", "{}", finding.message);
    }
    outcome.findings.len()
}

fn showcase() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/showcase.ppkg")).unwrap()
}

#[test]
fn a_package_that_was_cut_off_is_damaged_wherever_it_was_cut() {
    let whole = showcase();
    for length in (8..whole.len()).step_by(64) {
        let findings = survives(whole.iter().copied().take(length).collect());
        assert!(findings > 0, "cut at {length}");
    }
}

#[test]
fn flipped_bits_never_bring_it_down() {
    let whole = showcase();
    // A fixed sequence, so that a failure can be had again (Numerical Recipes' generator).
    let mut state = 0x2545_f491u32;
    for _ in 0..400 {
        let mut changed = whole.clone();
        for _ in 0..4 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = (state >> 8) as usize % changed.len();
            *changed.get_mut(at).unwrap() ^= 1 << (state & 7);
        }
        survives(changed);
    }
}

#[test]
fn what_is_no_package_is_named_for_what_it_is() {
    for (name, bytes, says) in [
        ("empty.ppkg", &b""[..], "it is empty"),
        ("text.ppkg", b"hello, this is a text", "it is no provisioning package"),
        ("program.exe", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", "it is no provisioning package"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is no provisioning package"),
        ("page.ppkg", b"<html><body>404</body></html>", "root element html"),
        ("project.icdproj.xml", b"<ICDProject Name=\"x\"/>", "check its folder"),
        ("magic.ppkg", b"MSWIM\0\0\0", "cut off"),
    ] {
        let (code, screen) = outcome(name, bytes);
        assert_eq!(code, 3, "{name}: {screen}");
        let flat = screen.replace("\n  │ ", " ");
        assert!(flat.contains(says), "{name}: {screen}");
        assert!(screen.contains(name), "{name}: {screen}");
    }
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(check(folder.path(), &[]).status.code(), Some(2), "nothing to check");
    assert_eq!(check(&folder.path().join("missing.ppkg"), &[]).status.code(), Some(3));
}

#[test]
fn sizes_that_a_header_makes_up_are_not_believed() {
    let whole = showcase();
    // Every 4-byte field of the header in turn, as large as can be.
    for at in (8..208).step_by(4) {
        let mut changed = whole.clone();
        changed.get_mut(at..at + 4).unwrap().fill(0xff);
        survives(changed.clone());
        changed.get_mut(at..at + 4).unwrap().copy_from_slice(&[0xff, 0xff, 0xff, 0x7f]);
        survives(changed);
    }
}

const ANSWER: &str = "Multivariant/0/customizations.xml";

fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
    let image = files
        .iter()
        .fold(ImageBuilder::new(), |image, (path, bytes)| image.file(path, bytes.to_vec()));
    Writer::new().image(image).finish()
}

#[test]
fn names_that_steer_a_terminal_are_shown_and_not_obeyed() {
    let evil = "a\u{1b}[2J\u{7}\u{202e}\nb";
    let answer = corpus_build::answer_file(
        "<Accounts><Users><User UserName=\"x&#x202E;&#x85;y\"><Pasword>a</Pasword></User></Users>\
         </Accounts><OOBE><HideOobe>&#x9b;31m</HideOobe></OOBE>",
    );
    let wim = package(&[
        (ANSWER, answer.as_bytes()),
        (&format!("DataAsset/2/0_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=/{evil}.ps1"), b"x"),
        (&format!("Multivariant/0/Prov/{evil}.provxml"), b"<broken"),
    ]);
    let (code, screen) = outcome("evil.ppkg", &wim);
    assert_eq!(code, 3);
    assert!(screen.contains("a␛[2J␇"), "{screen}");
}

#[test]
fn of_two_names_that_differ_in_case_only_one_is_believed() {
    let wim = package(&[
        (ANSWER, corpus_build::answer_file("").as_bytes()),
        ("MULTIVARIANT/0/CUSTOMIZATIONS.XML", b"<WindowsCustomizations/>"),
    ]);
    let (code, screen) = outcome("case.ppkg", &wim);
    assert_eq!(code, 3, "{screen}");
    assert!(screen.contains("another file has this name"), "{screen}");
}

#[test]
fn lists_that_lead_outside_are_survived() {
    let list = |data: &str| {
        format!(
            "<ConfigurationSource><ConfigurationSet Type=\"provxml\" Data=\"{data}\"/></ConfigurationSource>"
        )
    };
    for data in ["..\\..\\..\\x.provxml", "C:\\x.provxml", "\\\\host\\x", "$(_prov)\\..\\..", ""] {
        let wim = package(&[
            (ANSWER, corpus_build::answer_file("").as_bytes()),
            ("Multivariant/0/Prov/RunTime.xml", list(data).as_bytes()),
        ]);
        let (code, screen) = outcome("list.ppkg", &wim);
        // What is named is not in the package, wherever it leads.
        assert_eq!(code, 1, "{screen}");
        assert!(screen.contains("pkg-orphan-provxml"), "{screen}");
    }
}

#[test]
fn xml_that_is_a_bomb_is_refused() {
    let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
    let many = format!("<a>{}</a>", "<b/>".repeat(1_000_001));
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=\"1\"")).collect();
    let lol = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">]><a>&lol;</a>";
    for (what, text, code) in [
        ("deep", format!("<WindowsCustomizations>{deep}</WindowsCustomizations>"), 3),
        ("many", format!("<WindowsCustomizations>{many}</WindowsCustomizations>"), 3),
        ("attributes", format!("<WindowsCustomizations{attributes}/>"), 0),
        ("twice", "<WindowsCustomizations a=\"1\" a=\"2\"/>".to_owned(), 3),
        (
            "entities",
            lol.replace("<a>", "<WindowsCustomizations>")
                .replace("</a>", "</WindowsCustomizations>"),
            3,
        ),
        ("two roots", "<WindowsCustomizations/><WindowsCustomizations/>".to_owned(), 3),
        ("open", "<WindowsCustomizations><a>".to_owned(), 3),
        ("control", "<WindowsCustomizations>\u{1}</WindowsCustomizations>".to_owned(), 3),
    ] {
        let (found, screen) = outcome("customizations.xml", text.as_bytes());
        assert_eq!(found, code, "{what}: {screen}");
        assert!(screen.len() < 20_000, "{what}: {} bytes are printed", screen.len());
    }
}

#[test]
fn ten_megabytes_on_one_line_are_checked_and_shown_in_part() {
    let filler =
        "<Policies><Power><AllowHibernate>1</AllowHibernate></Power></Policies>".repeat(140_000);
    let slip = "<OOBE><HideOobe>True</HideOobe></OOBE>";
    let answer = corpus_build::answer_file(&format!("{filler}{slip}"));
    assert!(answer.len() > 9_000_000);
    let (code, screen) = outcome("customizations.xml", answer.as_bytes());
    assert_eq!(code, 1);
    assert!(screen.contains("did you mean OOBE/Desktop/HideOobe?"));
    assert!(screen.len() < 2_000, "{}", screen.len());
}

#[test]
fn hostile_numbers_of_settings_are_joined_in_good_time() {
    let users: String = (0..8_000)
        .map(|n| format!("<User UserName=\"u{n}\"><Password>Secret-{n}-x</Password></User>\n"))
        .collect();
    let answer = corpus_build::answer_file(&format!("<Accounts><Users>{users}</Users></Accounts>"));
    let parms: String = (0..8_000)
        .map(|n| {
            format!("<characteristic type=\"u{n}\"><parm name=\"Password\" value=\"Other-{n}-x\"/></characteristic>\n")
        })
        .collect();
    let provxml = format!(
        "<wap-provisioningdoc><characteristic type=\"Accounts\"><characteristic type=\"Users\">{parms}\
         </characteristic></characteristic></wap-provisioningdoc>"
    );
    let list = "<ConfigurationSource><ConfigurationSet Data=\"$(_prov)\\RunTime\\0.provxml\"/></ConfigurationSource>";
    let wim = package(&[
        (ANSWER, answer.as_bytes()),
        ("Multivariant/0/Prov/RunTime.xml", list.as_bytes()),
        ("Multivariant/0/Prov/RunTime/0.provxml", provxml.as_bytes()),
    ]);
    let (code, screen) = outcome("many.ppkg", &wim);
    assert_eq!(code, 1);
    assert!(screen.contains("more findings of the same lints are left out"));
    assert!(!screen.contains("Secret-") && !screen.contains("Other-"));
}
