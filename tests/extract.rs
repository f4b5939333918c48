//! The files of a package, taken out by somebody who trusts neither it nor the folder.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod made;

use std::fs;

use made::{Desk, corpus, corpus_folder, patch, zip, zip_below};
use ppkglint_wim::writer::{ImageBuilder, Writer};

const EXTRACT: &[&str] = &["extract", "p.ppkg", "--to", "out"];
/// IO_REPARSE_TAG_SYMLINK.
const SYMLINK: u32 = 0xa000_000c;

fn package(image: ImageBuilder) -> Vec<u8> {
    Writer::new().image(image).finish()
}

fn units(name: &str) -> Vec<u16> {
    name.encode_utf16().collect()
}

#[test]
fn every_file_of_a_package_is_written_as_it_is() {
    let desk = Desk::with("p.ppkg", corpus("every-feature.ppkg"));
    let ran = desk.run(EXTRACT);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let listed = desk.run(&["inspect", "p.ppkg", "--files", "--output", "json"]).json();
    let listed = listed["packages"][0]["files"].as_array().unwrap().clone();
    assert_eq!(desk.files("out").len(), listed.len());
    let mut bytes = 0;
    for file in &listed {
        let written = fs::read(desk.path("out").join(file["path"].as_str().unwrap())).unwrap();
        assert_eq!(written.len() as u64, file["size"].as_u64().unwrap());
        bytes += written.len();
    }
    assert_eq!(ran.stdout(), format!("{} files, {bytes} bytes\n", listed.len()));
}

#[test]
fn hostile_names_stay_inside_and_each_change_is_said() {
    let mut image = ImageBuilder::new().file("Multivariant/plain.txt", "plain");
    let lone = vec![0xd800, u16::from(b'x')];
    let hostile: Vec<(Vec<Vec<u16>>, &str)> = vec![
        (vec![units(".."), units(".."), units("up.txt")], "__/__/up.txt"),
        (vec![units("../../../up.txt")], ".._.._.._up.txt"),
        (vec![units("/tmp/absolute")], "_tmp_absolute"),
        (vec![units("C:\\Windows\\x.dll")], "C__Windows_x.dll"),
        (vec![units("\\\\server\\share\\x")], "__server_share_x"),
        (vec![units("CON")], "_CON"),
        (vec![units("nul.txt")], "_nul.txt"),
        (vec![units("COM¹.log")], "_COM¹.log"),
        (vec![units("x. ")], "x__"),
        (vec![units("a\u{1b}[31mb\u{0}")], "a_[31mb_"),
        (vec![units("wh<a>t?")], "wh_a_t_"),
        (vec![units("Same.txt")], "Same.txt"),
        (vec![units("sAME.txt")], "sAME~2.txt"),
        (vec![lone], "\u{fffd}x"),
        (vec![units("x.ps1:stream")], "x.ps1_stream"),
    ];
    for (names, _) in &hostile {
        image = image.raw_file(names, "x");
    }
    let deep = vec![units(&"d".repeat(1_000)); 32];
    image = image.raw_file(&deep, "deep");
    let desk = Desk::with("p.ppkg", package(image));
    desk.put("deep/in/here/mine.txt", "mine");
    let ran = desk.run(&["extract", "p.ppkg", "--to", "deep/in/here/out"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let written = desk.files("deep/in/here/out");
    let said = ran.stderr();
    for (_, expected) in &hostile {
        assert!(written.iter().any(|path| path == expected), "{expected}: {written:?}");
        let is_said = said.lines().any(|line| line.ends_with(&format!("is written as {expected}")));
        assert_eq!(is_said, *expected != "Same.txt", "{expected}: {said}");
    }
    assert_eq!(written.len(), hostile.len() + 2);
    assert_eq!(said.matches("renamed: ").count(), hostile.len());
    assert!(!said.contains('\u{1b}'), "what is said steers no terminal");
    let deep = written.iter().find(|path| path.starts_with("ddd")).unwrap();
    assert_eq!(fs::read(desk.path("deep/in/here/out").join(deep)).unwrap(), b"deep");
    let outside: Vec<String> =
        desk.files("").into_iter().filter(|path| !path.contains("/out/")).collect();
    assert_eq!(outside, ["deep/in/here/mine.txt", "p.ppkg"]);
}

#[test]
fn nothing_is_replaced_unasked() {
    let image = ImageBuilder::new().file("a.txt", "new").file("b/c.txt", "new");
    let desk = Desk::with("p.ppkg", package(image));
    desk.put("out/b/c.txt", "mine");
    let ran = desk.run(EXTRACT);
    assert_eq!(ran.code(), 2);
    assert!(ran.stderr().contains("c.txt is there already, and nothing was written; --force"));
    assert_eq!(desk.files("out"), ["b/c.txt"], "not even the other file");
    assert_eq!(fs::read(desk.path("out/b/c.txt")).unwrap(), b"mine");

    // Another name of the same file keeps its content.
    fs::hard_link(desk.path("out/b/c.txt"), desk.path("elsewhere.txt")).unwrap();
    let ran = desk.run(&[EXTRACT, &["--force"]].concat());
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert_eq!(fs::read(desk.path("out/b/c.txt")).unwrap(), b"new");
    assert_eq!(fs::read(desk.path("elsewhere.txt")).unwrap(), b"mine");
    assert_eq!(desk.files("out"), ["a.txt", "b/c.txt"], "nothing else is left behind");
}

#[cfg(unix)]
#[test]
fn no_link_in_the_folder_is_followed() {
    use std::os::unix::fs::symlink;
    for options in [&[][..], &["--force"]] {
        let image = ImageBuilder::new().file("a/b.txt", "new").file("c.txt", "new");
        let desk = Desk::with("p.ppkg", package(image));
        desk.put("elsewhere/b.txt", "mine");
        fs::create_dir(desk.path("out")).unwrap();
        symlink(desk.path("elsewhere"), desk.path("out/a")).unwrap();
        let ran = desk.run(&[EXTRACT, options].concat());
        assert_eq!(ran.code(), 2, "{}", ran.stderr());
        assert_eq!(fs::read(desk.path("elsewhere/b.txt")).unwrap(), b"mine");

        fs::remove_file(desk.path("out/a")).unwrap();
        // To a file that is there, and to one that is not.
        for target in ["elsewhere/b.txt", "elsewhere/none.txt"] {
            let _ = fs::remove_file(desk.path("out/c.txt"));
            symlink(desk.path(target), desk.path("out/c.txt")).unwrap();
            let ran = desk.run(&[EXTRACT, options].concat());
            assert_eq!(ran.code(), 2, "{}", ran.stderr());
            assert_eq!(desk.files("elsewhere"), ["b.txt"]);
            assert_eq!(fs::read(desk.path("elsewhere/b.txt")).unwrap(), b"mine");
            let _ = fs::remove_dir_all(desk.path("out/a"));
        }
        // The folder itself may be one: that is the user's own doing.
        fs::remove_dir_all(desk.path("out")).unwrap();
        fs::create_dir(desk.path("real")).unwrap();
        symlink(desk.path("real"), desk.path("out")).unwrap();
        assert_eq!(desk.run(EXTRACT).code(), 0);
        assert_eq!(desk.files("real"), ["a/b.txt", "c.txt"]);
    }
}

#[test]
fn links_in_the_package_are_named_and_not_made() {
    let image = ImageBuilder::new()
        .file("real.txt", "twice")
        .hard_link("real.txt", "again.txt")
        .reparse_point("link.txt", SYMLINK, "C:\\Windows\\win.ini")
        .directory("junction")
        .reparse_point("junction", 0xa000_0003, "C:\\Windows")
        .file("junction/inside.txt", "x");
    let desk = Desk::with("p.ppkg", package(image));
    let ran = desk.run(EXTRACT);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert_eq!(desk.files("out"), ["again.txt", "junction/inside.txt", "real.txt"]);
    assert_eq!(fs::read(desk.path("out/again.txt")).unwrap(), b"twice");
    fs::write(desk.path("out/again.txt"), "changed").unwrap();
    assert_eq!(fs::read(desk.path("out/real.txt")).unwrap(), b"twice", "files of their own");
    assert!(ran.stderr().contains("not written: link.txt: it is a link"));
    assert!(ran.stderr().contains("not written: junction: it is a link"));

    // A symbolic link in a ZIP archive is its target as a text there.
    let mut archive = zip(&[("Multivariant/a.xml", b"<a/>"), ("link", b"/etc/passwd")]);
    patch(&mut archive, "link", 4, 4, &[20, 3]);
    let at = archive.windows(8).rposition(|window| window.starts_with(b"PK\x01\x02")).unwrap();
    archive[at + 38..at + 42].copy_from_slice(&(0o120_777u32 << 16).to_le_bytes());
    let desk = Desk::with("p.ppkg", archive);
    let ran = desk.run(EXTRACT);
    assert_eq!(desk.files("out"), ["Multivariant/a.xml"]);
    assert!(ran.stderr().contains("not written: link: it is a link"), "{}", ran.stderr());
}

#[test]
fn streams_are_written_when_asked_for_as_plain_files() {
    let image = ImageBuilder::new()
        .file("s/x.ps1", "data")
        .stream("s/x.ps1", "Zone.Identifier", "[ZoneTransfer]")
        .stream("s/x.ps1", "..\\up:$DATA", "up")
        .stream("s", "on a folder", "f");
    let desk = Desk::with("p.ppkg", package(image));
    let ran = desk.run(EXTRACT);
    assert_eq!((ran.code(), desk.files("out")), (0, vec!["s/x.ps1".to_owned()]));
    assert!(ran.stderr().contains("3 alternate streams are left out; --streams writes them"));

    let ran = desk.run(&["extract", "p.ppkg", "--to", "with", "--streams"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let expected = ["s/x.ps1", "s/x.ps1;.._up_$DATA", "s/x.ps1;Zone.Identifier", "s;on a folder"];
    assert_eq!(desk.files("with"), expected);
    let zone = fs::read(desk.path("with/s/x.ps1;Zone.Identifier")).unwrap();
    assert_eq!(zone, b"[ZoneTransfer]");
}

#[test]
fn several_images_and_packages_go_to_folders_of_their_own() {
    let desk = Desk::with("p.ppkg", corpus("two-images.ppkg"));
    assert_eq!(desk.run(EXTRACT).code(), 0);
    let files = desk.files("out");
    assert!(files.contains(&"1/Multivariant/0/customizations.xml".to_owned()), "{files:?}");
    assert!(files.contains(&"2/Multivariant/0/customizations.xml".to_owned()));
    assert!(files.iter().all(|path| path.starts_with("1/") || path.starts_with("2/")));

    let one = corpus("domain-join-bad-ou.ppkg");
    let desk = Desk::with("p.ppkg", zip(&[("mail/a.ppkg", &one), ("readme.txt", b"hello")]));
    assert_eq!(desk.run(EXTRACT).code(), 0);
    assert!(desk.files("out").contains(&"Multivariant/0/customizations.xml".to_owned()));
    let desk = Desk::with("p.ppkg", zip(&[("mail/a.ppkg", &one), ("b.ppkg", &one)]));
    assert_eq!(desk.run(EXTRACT).code(), 0);
    let files = desk.files("out");
    assert!(files.contains(&"mail/a.ppkg/Multivariant/0/customizations.xml".to_owned()));
    assert!(files.contains(&"b.ppkg/Multivariant/0/customizations.xml".to_owned()));
    // Piped in, and unpacked once more.
    let zipped = zip_below("", &corpus_folder("unpacked"));
    let ran = desk.run_with_input(&["extract", "-", "--to", "piped"], &zipped);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let expected: Vec<String> =
        corpus_folder("unpacked").into_iter().map(|(path, _)| path).collect();
    let mut written = desk.files("piped");
    written.sort_by_key(|path| expected.iter().position(|other| other == path));
    assert_eq!(written, expected);
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_written() {
    let desk = Desk::with("p.ppkg", corpus("encrypted.ppkg"));
    let ran = desk.run(EXTRACT);
    assert_eq!(ran.code(), 3);
    assert!(ran.stderr().contains("cannot be read: p.ppkg: it is probably an encrypted package"));

    let ran = desk.run(&["extract", "none.ppkg", "--to", "out"]);
    assert_eq!(ran.code(), 3);
    assert!(ran.stderr().contains("none.ppkg: it cannot be opened"), "{}", ran.stderr());

    let image = ImageBuilder::new().file("good.txt", "good").file("bad.txt", "bad to be");
    let mut bytes = package(image);
    let at = bytes.windows(9).position(|window| window == b"bad to be").unwrap();
    bytes[at] ^= 1;
    desk.put("p.ppkg", bytes);
    let ran = desk.run(&["extract", "p.ppkg", "--to", "partly"]);
    assert_eq!(ran.code(), 3);
    assert_eq!(desk.files("partly"), ["good.txt"], "no half of a file stays");
    assert!(ran.stderr().contains("not written: bad.txt: the blob"), "{}", ran.stderr());

    // One content under many names: small to store, large to unpack.
    let mut image = ImageBuilder::new();
    for number in 0..20 {
        image = image.file(&format!("{number:02}.bin"), vec![0; 1 << 20]);
    }
    desk.put("p.ppkg", package(image));
    let ran = desk.run(&["extract", "p.ppkg", "--to", "bomb", "--max-total", "5"]);
    assert_eq!(ran.code(), 3);
    assert_eq!(desk.files("bomb").len(), 5, "{}", ran.stderr());
    assert!(ran.stderr().contains("--max-total raises it"), "{}", ran.stderr());

    desk.put("a.xml", "<WindowsCustomizations/>");
    let ran = desk.run(&["extract", "a.xml", "--to", "none"]);
    assert_eq!(ran.code(), 2, "a single file is unpacked already");
    assert!(!desk.path("none").exists());
    assert_eq!(desk.run(&["extract", "p.ppkg"]).code(), 2, "where to?");
}
