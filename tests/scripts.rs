//! A script, or a folder of scripts, is linted on its own: what its author does before the package is
//! built.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod made;

use made::{Desk, corpus_folder, packages, unread, zip, zip_below};
use ppkglint::{
    container::{Kind, Neighbours, open},
    package::{Limits, packages as read},
};
use serde_json::Value;

/// An allow that fits nothing: what a script can be told today.
const ALLOW: &str = "# ppkglint: allow(wifi-open) the guests' network\r\n";

fn kinds(desk: &Desk, arguments: &[&str]) -> (Vec<(String, String)>, i32) {
    let (report, code) = desk.check(arguments);
    (packages(&report), code)
}

fn script(path: &str) -> (String, String) {
    (path.to_owned(), "script".to_owned())
}

#[test]
fn a_script_is_an_input_by_its_name() {
    for extension in ["ps1", "PSM1", "bat", "cmd", "vbs", "wsf", "js", "reg"] {
        let name = format!("setup.{extension}");
        let desk = Desk::with(&name, "<job><script>x</script></job>");
        assert_eq!(kinds(&desk, &[&name]), (vec![script(&name)], 0));
    }
    let desk = Desk::with("setup.ps1", "");
    assert_eq!(kinds(&desk, &["setup.ps1"]), (vec![script("setup.ps1")], 0), "an empty one");
    desk.put("setup.txt", "Get-Date");
    assert_eq!(kinds(&desk, &["setup.txt"]).1, 3);
}

#[test]
fn what_is_something_else_by_its_content_is_that() {
    let desk = Desk::with("a.cmd", made::corpus("clean-bulk-enrolment.ppkg"));
    assert_eq!(kinds(&desk, &["a.cmd"]).0, [("a.cmd".to_owned(), "wim".to_owned())]);
    desk.put("b.ps1", corpus_build::answer_file(""));
    assert_eq!(kinds(&desk, &["b.ps1"]).0, [("b.ps1".to_owned(), "answer-file".to_owned())]);
}

#[test]
fn standard_input_has_no_name_and_is_no_script() {
    let desk = Desk::new();
    let ran = desk.run_with_input(&["check", "-"], b"Get-Date");
    assert_eq!(ran.code(), 3);
}

#[test]
fn a_folder_of_scripts_is_something_to_check() {
    let desk = Desk::with("scripts/a.ps1", "Get-Date");
    desk.put("scripts/more/b.CMD", "echo");
    desk.put("scripts/readme.md", "# read me");
    desk.put("scripts/.git/hooks/c.ps1", "Get-Date");
    let (found, code) = kinds(&desk, &["scripts"]);
    assert_eq!(found, [script("scripts/a.ps1"), script("scripts/more/b.CMD")]);
    assert_eq!(code, 0);
    // Named twice, it is linted once.
    assert_eq!(kinds(&desk, &["scripts", "scripts/a.ps1"]).0.len(), 2);
}

#[test]
fn the_scripts_of_a_package_are_no_inputs_of_their_own() {
    let desk = Desk::new();
    for (path, bytes) in corpus_folder("unpacked") {
        desk.put(&format!("all/unpacked/{path}"), bytes);
    }
    desk.put("all/unpacked/DataAsset/1/0_x/a.ps1", "Get-Date");
    desk.put("all/a.zip", zip(&[("b.ps1", b"Get-Date".as_slice())]));
    let found = kinds(&desk, &["all"]).0;
    assert_eq!(found, [("all/unpacked".to_owned(), "folder".to_owned())]);
}

/// A project, with scripts in it and in what lies in its folder.
fn project() -> Desk {
    let desk = Desk::new();
    for (path, bytes) in corpus_folder("project") {
        if !path.ends_with(".ppkg") {
            desk.put(&format!("kiosk/{path}"), &bytes);
            desk.put(&format!("kiosk/other/{path}"), &bytes);
        }
    }
    for path in ["a.ps1", "files/b.cmd", ".old/c.ps1", "other/d.ps1", "old/DataAsset/e.ps1"] {
        desk.put(
            &format!("kiosk/{path}"),
            ALLOW.replace('#', if path.ends_with("cmd") { "rem" } else { "#" }),
        );
    }
    desk.put("kiosk/old/Multivariant/0/customizations.xml", corpus_build::answer_file(""));
    desk
}

/// What is said of allows: package and file.
fn unmatched(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let found = report["findings"].as_array().unwrap().iter();
    let found = found.filter(|finding| finding["lint"] == "ignore-unmatched");
    found.map(|finding| (text(&finding["package"]), text(&finding["file"]))).collect()
}

#[test]
fn the_scripts_of_a_project_are_linted_once_and_with_it() {
    let desk = project();
    let (report, _) = desk.check(&["."]);
    let named = |path: &str, kind: &str| (path.to_owned(), kind.to_owned());
    assert_eq!(
        packages(&report),
        [
            named("./kiosk", "project"),
            named("./kiosk/old", "folder"),
            named("./kiosk/other", "project")
        ]
    );
    let said = unmatched(&report);
    let at = |package: &str, file: &str| (package.to_owned(), file.to_owned());
    assert_eq!(
        said,
        [at("./kiosk", "a.ps1"), at("./kiosk", "files/b.cmd"), at("./kiosk/other", "d.ps1")]
    );
}

#[test]
fn a_zipped_project_has_its_scripts_too() {
    let mut files = corpus_folder("project");
    files.push(("a.ps1".to_owned(), ALLOW.into()));
    let desk = Desk::with("a.zip", zip_below("kiosk/", &files));
    let (report, _) = desk.check(&["a.zip"]);
    assert_eq!(unmatched(&report), [("a.zip!/kiosk".to_owned(), "a.ps1".to_owned())]);
}

#[test]
fn a_comment_in_the_script_of_a_built_package_does_not_count() {
    let desk = Desk::new();
    for (path, bytes) in corpus_folder("unpacked") {
        desk.put(&format!("unpacked/{path}"), bytes);
    }
    desk.put("unpacked/DataAsset/1/0_x/a.ps1", ALLOW);
    assert_eq!(unmatched(&desk.check(&["unpacked"]).0), []);
}

#[test]
fn an_allow_that_fits_nothing_is_reported_at_its_place_and_no_ignores_silences_it() {
    let desk = Desk::with("a.ps1", format!("Get-Date\r\n{ALLOW}Get-Item x\r\n"));
    let (report, code) = desk.check(&["a.ps1"]);
    let finding = &report["findings"][0];
    assert_eq!((&finding["lint"], &finding["file"]), (&"ignore-unmatched".into(), &Value::Null));
    assert_eq!(finding["message"], "the allow of wifi-open fits no finding");
    assert_eq!(finding["span"]["line"], 2);
    assert_eq!((&finding["span"]["start"], &finding["span"]["column"]), (&11.into(), &2.into()));
    assert_eq!(code, 0);
    assert_eq!(unmatched(&desk.check(&["a.ps1", "--no-ignores"]).0), []);
    desk.put("a.cmd", "rem ppkglint: allow(wifi-open)\r\necho\r\nrem ppkglint: allow it\r\n");
    let (report, _) = desk.check(&["a.cmd"]);
    let helps: Vec<_> = report["findings"].as_array().unwrap().iter().map(|f| &f["help"]).collect();
    assert_eq!(
        helps,
        ["say behind the bracket why it is accepted", "write rem ppkglint: allow(id) reason"]
    );
}

#[test]
fn a_script_in_utf_16_has_its_places_in_the_bytes_as_stored() {
    let text = format!("\u{feff}# ä\n{}", ALLOW.replace("\r\n", "\n"));
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let desk = Desk::with("a.ps1", bytes);
    let (report, _) = desk.check(&["a.ps1"]);
    let span = &report["findings"][0]["span"];
    assert_eq!(
        (&span["line"], &span["column"], &span["start"]),
        (&2.into(), &2.into(), &12.into())
    );
}

/// What nothing is wrong with, and things that a lint about packages may stumble over.
#[test]
fn a_harmless_script_is_no_package_that_lacks_something() {
    let desk =
        Desk::with("a.ps1", "Set-Content -Path C:\\ProgramData\\Fabrikam\\done.txt -Value 1\r\n");
    desk.put("b.cmd", "@echo off\r\nexit /b 0\r\n");
    desk.put("c.js", "WScript.Quit(0);\r\n");
    desk.put("d.reg", "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Fabrikam]\r\n\"Site\"=\"Munich\"\r\n");
    desk.put("e.ps1", "");
    let stated = [
        ".",
        "--deploy-until",
        "2027-01-01",
        "--token-expiry",
        "2026-07-01",
        "--tenant-id",
        "6c1f2d0e-6a5b-4c3d-8e7f-0a1b2c3d4e5f",
    ];
    let (report, code) = desk.check(&stated);
    assert_eq!(packages(&report).len(), 5);
    assert_eq!((&report["findings"], code), (&Value::Array(vec![]), 0));
}

#[test]
fn a_script_that_cannot_be_read_ends_with_3() {
    let desk = Desk::with("a.ps1", vec![b'#'; 2 << 20]);
    assert_eq!(kinds(&desk, &["none.ps1"]).1, 3);
    let (report, code) = desk.check(&["a.ps1", "--max-text", "1"]);
    let reason = "it holds 2097152 bytes, and at most 1048576 are read";
    assert_eq!((unread(&report), code), (vec![format!("a.ps1 | - | {reason}")], 3));
    assert_eq!(report["findings"][0]["lint"], "limit-reached");
    assert_eq!(kinds(&desk, &["a.ps1"]).1, 0);
}

#[test]
fn a_script_has_nothing_to_unpack() {
    let desk = Desk::with("a.ps1", "Get-Date");
    let ran = desk.run(&["extract", "a.ps1", "--to", "out"]);
    assert_eq!(ran.code(), 2, "{}", ran.stderr());
}

#[test]
fn a_secret_in_a_script_is_marked_before_lints_run() {
    let password = "Winter!2031-munich";
    let text =
        format!("net user kiosk {password} /add # ppkglint: allow(wifi-open) {password}\r\n");
    let desk = Desk::with("a.cmd", &text);
    desk.put("b.ps1", format!("$p = '{password}'\n{}", text.replace("net user", "net.exe user")));
    for format in ["human", "concise", "json", "jsonl", "sarif", "github"] {
        let ran = desk.run(&["check", ".", "--output", format]);
        let printed = ran.stdout();
        assert!(printed.contains("ignore-unmatched"), "{format}: {printed}");
        assert!(!printed.contains(password), "{format}: {printed}");
    }
}

#[test]
fn every_format_points_at_the_line_of_the_script() {
    let desk = Desk::with("scripts/a.ps1", format!("Get-Date\n{ALLOW}Get-Item x\n"));
    let printed = |format| desk.run(&["check", "scripts", "--output", format]).stdout();
    assert!(printed("human").contains("[scripts/a.ps1:2:2]"), "{}", printed("human"));
    assert!(printed("concise").starts_with("scripts/a.ps1:2:2: "), "{}", printed("concise"));
    assert!(printed("github").contains("file=scripts/a.ps1,line=2,"), "{}", printed("github"));
    let line = printed("jsonl");
    let lines: Vec<Value> = line.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(
        lines.iter().any(|line| line["span"]["line"] == 2 || line["finding"]["span"]["line"] == 2),
        "{lines:?}"
    );
    let log: Value = serde_json::from_str(&printed("sarif")).unwrap();
    let run = &log["runs"][0];
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "scripts/a.ps1");
    assert_eq!(
        (&place["region"]["startLine"], &place["region"]["startColumn"]),
        (&2.into(), &2.into())
    );
    assert_eq!(run["artifacts"][0]["location"]["uri"], "scripts/a.ps1");
}

#[test]
fn a_configuration_and_a_baseline_know_scripts_by_their_paths() {
    let desk = Desk::with("scripts/a.ps1", ALLOW);
    desk.put("scripts/b.ps1", ALLOW);
    let config = "[[per-path]]\npaths = [\"scripts/a*\"]\nignore = [\"ignore-unmatched\"]\n";
    desk.put("ppkglint.toml", config);
    let (report, _) = desk.check(&["scripts"]);
    assert_eq!(unmatched(&report), [("scripts/b.ps1".to_owned(), "-".to_owned())], "{report}");
    assert_eq!(desk.run(&["baseline", "write", "scripts"]).code(), 0);
}

#[test]
fn a_script_knows_what_lies_beside_it() {
    let desk = Desk::with("scripts/a.ps1", "Get-Date");
    desk.put("scripts/Setup.EXE", "MZ");
    desk.put("scripts/folder/x", "");
    let mut input = open(&desk.path("scripts/a.ps1"));
    assert_eq!(input.kind, Kind::Script);
    let neighbours = Neighbours::default();
    input.beside = input.folder.as_deref().and_then(|folder| neighbours.of(folder));
    let package = read(&input, &Limits::default()).remove(0);
    let mut beside: Vec<String> = package.beside.iter().flat_map(|n| n.iter().cloned()).collect();
    beside.sort();
    assert_eq!(beside, ["a.ps1", "setup.exe"]);
    let script = package.scripts().next().unwrap();
    assert_eq!((script.name(), package.script_name(script)), ("", "a.ps1"));
    assert!(neighbours.of(&desk.path("nowhere")).is_none());
}

#[test]
fn how_a_script_is_stored_is_judged_by_the_name_of_the_input() {
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain("@echo off\r\nver\r\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let lines = format!("goto end\n{}:end\nver\n", "rem a line\n".repeat(60));
    let desk = Desk::with("wide.cmd", wide);
    desk.put("pasted.CMD", "copy \u{201c}site.json\u{201d} \"%ProgramData%\\Depot\"\r\n");
    desk.put("lines.bat", lines);
    let found = |name: &str| -> Vec<(String, String)> {
        let (report, _) = desk.check(&[name]);
        let findings = report["findings"].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        findings.map(|finding| (text(&finding["lint"]), text(&finding["severity"]))).collect()
    };
    let pair = |lint: &str, severity: &str| (lint.to_owned(), severity.to_owned());
    assert_eq!(found("wide.cmd"), [pair("script-encoding", "warning")]);
    assert!(found("pasted.CMD").contains(&pair("script-smart-quotes", "error")));
    assert_eq!(found("lines.bat"), [pair("script-encoding", "advice")], "git makes it CRLF");
}
