//! What a package holds, before anything of it is run.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod made;

use made::{Desk, corpus, zip};
use ppkglint_wim::writer::{ImageBuilder, Writer};
use sha2::{Digest, Sha256};

/// 2018-08-04 13:56:35 UTC as Windows counts.
const WRITTEN: u64 = 0x01D4_2BFA_F4E3_5A0A;

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn package() -> Vec<u8> {
    let image = ImageBuilder::new()
        .file("Multivariant/0/a.xml", "<a/>")
        .times("Multivariant/0/a.xml", WRITTEN, 0, WRITTEN)
        .file("DataAsset/1/0_x/run.ps1", "Get-Date")
        .stream("DataAsset/1/0_x/run.ps1", "Zone.Identifier", "[ZoneTransfer]")
        .file("empty", "")
        .reparse_point("link", 0xa000_000c, "elsewhere")
        .file("esc\u{1b}[2J.txt", "x");
    Writer::new().image(image).finish()
}

#[test]
fn files_are_listed_with_sizes_hashes_streams_and_times() {
    let desk = Desk::with("p.ppkg", package());
    let ran = desk.run(&["inspect", "p.ppkg", "--files", "--output", "json"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let report = ran.json();
    let package = &report["packages"][0];
    assert_eq!((&package["path"], &package["kind"]), (&"p.ppkg".into(), &"wim".into()));
    let file = |path: &str| {
        let files = package["files"].as_array().unwrap();
        files.iter().find(|file| file["path"] == path).unwrap_or(&serde_json::Value::Null).clone()
    };
    let a = file("Multivariant/0/a.xml");
    assert_eq!((&a["size"], &a["sha256"]), (&4.into(), &sha256(b"<a/>").into()));
    assert_eq!(a["written"], "2018-08-04T13:56:35Z");
    assert_eq!(a["created"], "2018-08-04T13:56:35Z");
    let script = file("DataAsset/1/0_x/run.ps1");
    assert_eq!(script["streams"][0]["name"], "Zone.Identifier");
    assert_eq!(script["streams"][0]["sha256"], sha256(b"[ZoneTransfer]"));
    assert_eq!(file("empty")["sha256"], sha256(b""));
    assert_eq!(file("empty")["written"], serde_json::Value::Null);
    let link = file("link");
    assert_eq!((&link["link"], &link["sha256"]), (&true.into(), &serde_json::Value::Null));
    assert_eq!(file("esc␛[2J.txt")["size"], 1);

    let screen = desk.run(&["inspect", "p.ppkg", "--files"]).stdout();
    assert!(screen.starts_with("p.ppkg: 5 files, "), "{screen}");
    let row = format!("4  2018-08-04T13:56:35Z  {}  Multivariant/0/a.xml\n", sha256(b"<a/>"));
    assert!(screen.contains(&row), "{screen}");
    assert!(screen.contains("DataAsset/1/0_x/run.ps1:Zone.Identifier\n"));
    assert!(screen.contains("link (link)\n"));
    assert!(!screen.contains('\u{1b}'));
}

#[test]
fn what_cannot_be_read_ends_with_three() {
    let mut bytes = package();
    let at = bytes.windows(8).position(|window| window == b"Get-Date").unwrap();
    bytes[at] ^= 1;
    let desk = Desk::with("p.ppkg", bytes);
    let ran = desk.run(&["inspect", "p.ppkg", "--files", "--output", "json"]);
    assert_eq!(ran.code(), 3);
    let report = ran.json();
    assert_eq!(report["packages"][0]["complete"], false);
    assert_eq!(report["packages"][0]["unread"][0]["file"], "DataAsset/1/0_x/run.ps1");
    let screen = desk.run(&["inspect", "p.ppkg", "--files"]).stdout();
    assert!(screen.contains("cannot be read: DataAsset/1/0_x/run.ps1: "), "{screen}");

    desk.put("e.ppkg", corpus("encrypted.ppkg"));
    let ran = desk.run(&["inspect", "e.ppkg", "--files"]);
    assert_eq!(ran.code(), 3);
    assert!(ran.stdout().contains("cannot be read: it is probably an encrypted package"));
}

#[test]
fn packages_in_an_archive_are_listed_and_other_questions_refused() {
    let archive = zip(&[("a.ppkg", &package()), ("b.ppkg", &corpus("two-images.ppkg"))]);
    let desk = Desk::with("m.zip", &archive);
    let ran = desk.run_with_input(&["inspect", "-", "--files", "--output", "json"], &archive);
    let report = ran.json();
    let listed: Vec<(String, Option<u64>)> = report["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (package["path"].as_str().unwrap().to_owned(), package["image"].as_u64()))
        .collect();
    let expected = [("-!/a.ppkg", None), ("-!/b.ppkg", Some(1)), ("-!/b.ppkg", Some(2))];
    assert_eq!(listed, expected.map(|(path, image)| (path.to_owned(), image)));

    let ran = desk.run(&["inspect", "m.zip"]);
    assert_eq!(ran.code(), 2);
    assert!(ran.stderr().contains("--files"), "{}", ran.stderr());
}
