//! A small hostile package costs little time and memory, and says where it was cut short.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

use ppkglint_wim::writer::{ImageBuilder, Writer};

const ANSWER: &str = "Multivariant/0/customizations.xml";

/// Far more than any of these takes, far less than what takes the square of its size.
const PATIENCE: Duration = Duration::from_secs(60);

/// The exit code and the JSON report of a file.
fn checked(name: &str, bytes: &[u8]) -> (i32, serde_json::Value) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_ppkglint"))
        .args(["check", "--output", "json", "--now", "2026-01-01"])
        .arg(&path)
        .output()
        .unwrap();
    let took = start.elapsed();
    assert!(took < PATIENCE, "{name} took {took:?}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(!report.to_string().contains("internal-error"), "{name}");
    (output.status.code().unwrap(), report)
}

fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
    let image = files
        .iter()
        .fold(ImageBuilder::new(), |image, (path, bytes)| image.file(path, bytes.to_vec()));
    Writer::new().image(image).finish()
}

/// The limits that a report names, each with its file and line.
fn limits(report: &serde_json::Value) -> Vec<(String, u64)> {
    let findings = report["findings"].as_array().unwrap();
    let reached = findings.iter().filter(|finding| finding["lint"] == "limit-reached");
    reached
        .map(|finding| {
            let file = finding["file"].as_str().unwrap_or_default().to_owned();
            (file, finding["span"]["line"].as_u64().unwrap())
        })
        .collect()
}

#[test]
fn many_settings_in_a_deep_place_are_left_out_and_the_report_says_where() {
    let deep =
        format!("{}\n{}{}", "<a>".repeat(200), "<b>x</b>".repeat(400_000), "</a>".repeat(200));
    let answer = corpus_build::answer_file(&deep);
    let (code, report) = checked("customizations.xml", answer.as_bytes());
    assert_eq!(code, 3);
    assert_eq!(limits(&report).len(), 1);
}

#[test]
fn a_list_may_not_name_a_file_for_ever() {
    let sets = "<ConfigurationSet Data=\"$(_prov)\\a.provxml\"/>".repeat(100_000);
    let list = format!("<ConfigurationSource>\n{sets}</ConfigurationSource>");
    let parms = "<parm name=\"x\" value=\"y\"/>".repeat(10_000);
    let provxml = format!("<wap-provisioningdoc>\n{parms}</wap-provisioningdoc>");
    let sources = "<ConfigurationSource Name=\"x\" Path=\"$(_prov)\\l.xml\"/>".repeat(100_000);
    let store = format!("<ConfigurationSourceList>{sources}</ConfigurationSourceList>");
    let wim = package(&[
        (ANSWER, corpus_build::answer_file("").as_bytes()),
        ("Multivariant/0/MasterDatastore.xml", store.as_bytes()),
        ("Multivariant/0/Prov/l.xml", list.as_bytes()),
        ("Multivariant/0/Prov/a.provxml", provxml.as_bytes()),
    ]);
    let (code, report) = checked("lists.ppkg", &wim);
    assert_eq!(code, 3);
    assert_eq!(limits(&report), [("Multivariant/0/Prov/a.provxml".to_owned(), 2)]);
}

#[test]
fn a_store_may_not_name_a_list_for_ever() {
    let list = format!("<ConfigurationSource>{}</ConfigurationSource>", "<a/>".repeat(300_000));
    let sources = "<ConfigurationSource Name=\"x\" Path=\"$(_prov)\\l.xml\"/>".repeat(100_000);
    let store = format!("<ConfigurationSourceList>{sources}</ConfigurationSourceList>");
    let wim = package(&[
        (ANSWER, corpus_build::answer_file("").as_bytes()),
        ("Multivariant/0/MasterDatastore.xml", store.as_bytes()),
        ("Multivariant/0/Prov/l.xml", list.as_bytes()),
    ]);
    let (code, report) = checked("stores.ppkg", &wim);
    assert_eq!(code, 3);
    assert_eq!(limits(&report), [("Multivariant/0/Prov/l.xml".to_owned(), 1)]);
}

#[test]
fn files_share_a_number_of_elements() {
    let many = format!("<a>{}</a>", "<b/>".repeat(400_000));
    let files: Vec<(String, &[u8])> =
        (0..6).map(|n| (format!("Multivariant/0/Prov/{n}.xml"), many.as_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, b)| (path.as_str(), *b)).collect();
    let (code, report) = checked("many.ppkg", &package(&files));
    assert_eq!(code, 3);
    // Two are within the million, and the others each reach the limit.
    assert_eq!(limits(&report).len(), 4);
}

#[test]
fn what_no_parser_reads_is_searched_in_one_pass() {
    let storm = "<".repeat(2_000_000);
    for (name, text) in [
        ("tags that never end", format!("<!-- {storm} -->")),
        ("references that never end", format!("<!-- password {} -->", "&".repeat(2_000_000))),
        ("quotes that never end", format!("<!-- {} -->", "net user \"".repeat(200_000))),
        ("passwords", format!("<!-- {} -->", "net user a Zq7-Planted /add\n".repeat(50_000))),
    ] {
        let answer = corpus_build::answer_file(&text);
        let (code, report) = checked("customizations.xml", answer.as_bytes());
        assert_eq!(code, 0, "{name}");
        assert!(!report.to_string().contains("Zq7"), "{name}");
    }
    // A file that is all tags and no document.
    let broken = corpus_build::answer_file(&storm);
    assert_eq!(checked("customizations.xml", broken.as_bytes()).0, 3);
}

#[test]
fn a_namespace_is_kept_once_however_many_elements_are_in_it() {
    let uri = "u".repeat(1_000_000);
    let text = format!(
        "<WindowsCustomizations xmlns=\"{uri}\">{}</WindowsCustomizations>",
        "<a/>".repeat(500_000)
    );
    // The namespace is wrong, which is said without all of it.
    let (code, report) = checked("customizations.xml", text.as_bytes());
    assert_eq!(code, 1);
    assert!(report.to_string().len() < 10_000);
    let declared: String = (0..10_000).map(|n| format!(" xmlns:p{n}=\"u{n}\"")).collect();
    let text = format!("<WindowsCustomizations{declared}/>");
    assert_eq!(checked("customizations.xml", text.as_bytes()).0, 3);
}

#[test]
fn a_finding_far_along_a_line_is_placed_without_walking_there_each_time() {
    let slips = "<OOBE><Desktop><HideOobee>True</HideOobee></Desktop></OOBE>".repeat(20_000);
    let answer = corpus_build::answer_file(&slips);
    let (code, report) = checked("customizations.xml", answer.as_bytes());
    assert_eq!(code, 1);
    let columns: Vec<u64> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["span"]["column"].as_u64())
        .collect();
    assert!(columns.len() >= 20_000);
    assert!(columns.iter().any(|&column| column > 1_000_000));
}

#[test]
fn names_that_no_table_has_are_each_measured_once_and_seldom() {
    let areas: String = (0..190_000)
        .map(|number| format!("<AllowTelemetri{number}>1</AllowTelemetri{number}>\n"))
        .collect();
    let answer = corpus_build::answer_file(&format!("<Policies><Sytem>{areas}</Sytem></Policies>"));
    let (_, report) = checked("customizations.xml", answer.as_bytes());
    assert_eq!(limits(&report).len(), 0);
}

#[test]
fn what_nearly_passes_for_a_secret_is_looked_at_in_one_pass() {
    let lines = ["pin", "net use ", "-p-pin", "/eeee/", "token\u{a0}", "a://b@", "\u{17f}ecret "];
    for line in lines {
        let script = line.repeat(4_000_000 / line.len());
        let wim = package(&[
            (ANSWER, corpus_build::answer_file("").as_bytes()),
            ("DataAsset/2/0_x/a.cmd", script.as_bytes()),
        ]);
        let (_, report) = checked("script.ppkg", &wim);
        assert_eq!(limits(&report).len(), 0, "{line}");
    }
}
