//! Whatever a package comes in, it is found, opened and judged; or it is said what stood in the way.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod made;

use made::{
    Desk, corpus, corpus_folder, packages, patch, replace, unread, zip, zip_below, zip_stored,
};
use ppkglint_wim::writer::{ImageBuilder, Writer};
use serde_json::Value;

const PACKAGE: &str = "domain-join-bad-ou.ppkg";

/// The findings without what depends on where the package stands.
fn findings(report: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|f| (text(&f["lint"]), text(&f["file"]), text(&f["message"]))).collect()
}

fn named(path: &str, kind: &str) -> (String, String) {
    (path.to_owned(), kind.to_owned())
}

/// A package that carries this file.
fn carrying(asset: &str, content: Vec<u8>) -> Vec<u8> {
    let mut image = ImageBuilder::new();
    for (path, bytes) in corpus_folder("unpacked") {
        image = image.file(&path, bytes);
    }
    Writer::new().image(image.file(&format!("DataAsset/1/0_x/{asset}"), content)).finish()
}

#[test]
fn a_package_in_a_zip_archive_is_judged_as_if_it_lay_alone() {
    let package = corpus(PACKAGE);
    let desk = Desk::with("b.ppkg", &package);
    let (alone, code) = desk.check(&["b.ppkg"]);
    assert!(!findings(&alone).is_empty());
    for archive in [
        zip(&[("readme.txt", b"see inside"), ("b.ppkg", &package)]),
        zip_stored(&[("b.ppkg", &package)]),
    ] {
        desk.put("a.zip", archive);
        let (zipped, zipped_code) = desk.check(&["a.zip"]);
        assert_eq!(packages(&zipped), [named("a.zip!/b.ppkg", "wim")]);
        assert_eq!((findings(&zipped), zipped_code), (findings(&alone), code));
        assert_eq!(zipped["packages"][0]["sha256"], alone["packages"][0]["sha256"]);
    }
}

/// It is not unpacked into memory, but read where it is; nobody notices but by the memory it takes.
#[test]
fn a_large_package_in_a_zip_archive_is_judged_as_if_it_lay_alone() {
    // Noise and text by turns, so that it has a part of its own in every block.
    let mut asset = vec![];
    let mut state = 1u64;
    while asset.len() < 12 << 20 {
        for _ in 0..1 << 12 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            asset.extend(state.to_le_bytes());
        }
        asset.extend(format!("{state} bottles of beer ").repeat(2_000).into_bytes());
    }
    let package = carrying("large.bin", asset);
    let desk = Desk::with("b.ppkg", &package);
    // Whether a catalogue lies beside it is known of a file on disk alone.
    let ignored = ["--ignore", "pkg-unsigned"];
    let (alone, code) = desk.check(&[&["b.ppkg", "--verify"], &ignored[..]].concat());
    let archive = zip(&[("b.ppkg", &package)]);
    desk.put("a.zip", &archive);
    desk.put("deep.zip", zip(&[("a.zip", &archive)]));
    for (options, inside) in
        [(&[][..], "a.zip!/b.ppkg"), (&["--verify"], "deep.zip!/a.zip!/b.ppkg")]
    {
        let file = inside.split('!').next().unwrap();
        let (zipped, zipped_code) = desk.check(&[&[file], options, &ignored].concat());
        assert_eq!(packages(&zipped), [named(inside, "wim")]);
        assert_eq!(unread(&zipped), [""; 0]);
        assert_eq!((findings(&zipped), zipped_code), (findings(&alone), code));
        assert_eq!(zipped["packages"][0]["sha256"], alone["packages"][0]["sha256"]);
    }
    assert_eq!(desk.run(&["extract", "a.zip", "--to", "zipped"]).code(), 0);
    assert_eq!(desk.run(&["extract", "b.ppkg", "--to", "alone"]).code(), 0);
    assert_eq!(desk.files("zipped"), desk.files("alone"));
    let large = "DataAsset/1/0_x/large.bin";
    let read = |folder: &str| std::fs::read(desk.path(folder).join(large)).unwrap();
    assert!(read("zipped") == read("alone"));

    // What it takes is counted all the same, and its checksum compared.
    let (report, code) = desk.check(&["a.zip", "--max-nested", "11"]);
    assert_eq!(code, 3);
    assert!(unread(&report)[0].contains("--max-nested raises it"), "{:?}", unread(&report));
    for (at, bytes, why) in [
        (14, [1, 2, 3, 4], "checksum"),
        (22, (8u32 << 20 | 1).to_le_bytes(), "larger"),
        (22, (100u32 << 20).to_le_bytes(), "smaller"),
        (18, (1u32 << 20).to_le_bytes(), "end of file"),
    ] {
        let mut broken = archive.clone();
        patch(&mut broken, "b.ppkg", at, at + 2, &bytes);
        desk.put("broken.zip", broken);
        let (report, code) = desk.check(&["broken.zip"]);
        assert_eq!(code, 3);
        assert!(unread(&report).iter().any(|it| it.contains(why)), "{why}: {:?}", unread(&report));
    }
    let mut broken = archive;
    let middle = broken.len() / 2;
    broken[middle..middle + 100].fill(0xff);
    desk.put("broken.zip", broken);
    assert_eq!(desk.check(&["broken.zip"]).1, 3);
}

#[test]
fn what_is_not_looked_into_for_packages_is_said() {
    use ppkglint::{container, package};
    let mut image = ImageBuilder::new();
    for (path, bytes) in corpus_folder("unpacked") {
        image = image.file(&path, bytes);
    }
    let inner = corpus(PACKAGE);
    for number in 0..6 {
        image = image.file(&format!("DataAsset/1/0_x/{number}.bin"), vec![number; 100_000]);
    }
    image = image.file("DataAsset/1/0_x/late.png", inner.clone());
    image = image.file("DataAsset/1/0_x/late.ppkg", [&inner[..], b"."].concat());
    let bytes = Writer::new().image(image).finish();
    let paths = |searched| {
        let limits = container::Limits { searched, ..container::Limits::default() };
        let input = container::open_bytes_within("p.ppkg", bytes.clone(), &limits);
        let packages = package::packages(&input, &package::Limits::default());
        let not_checked = packages[0].not_checked.clone();
        let inside: Vec<String> = packages.iter().skip(1).map(|it| it.path.clone()).collect();
        (inside, not_checked)
    };
    let png = "p.ppkg!/DataAsset/1/0_x/late.png".to_owned();
    let ppkg = "p.ppkg!/DataAsset/1/0_x/late.ppkg".to_owned();
    assert_eq!(paths(u64::MAX), (vec![png, ppkg.clone()], vec![]));
    // What is called a package is always one to look into.
    let (inside, not_checked) = paths(100_000);
    assert_eq!(inside, [ppkg]);
    assert!(not_checked.contains(&"DataAsset/1/0_x/late.png".to_owned()), "{not_checked:?}");
    assert!(!not_checked.iter().any(|path| path.ends_with(".ps1")), "{not_checked:?}");
}

#[test]
fn several_packages_in_one_archive_come_in_the_order_of_their_names() {
    let package = corpus(PACKAGE);
    let desk = Desk::with("a.zip", zip(&[("z/c.ppkg", &package), ("b.PPKG", &package)]));
    let (report, _) = desk.check(&["a.zip"]);
    let expected = [named("a.zip!/b.PPKG", "wim"), named("a.zip!/z/c.ppkg", "wim")];
    assert_eq!(packages(&report), expected);
}

#[test]
fn an_unpacked_package_that_was_zipped_is_a_package() {
    let files = corpus_folder("unpacked");
    let desk = Desk::with("a.zip", zip_below("", &files));
    let (report, code) = desk.check(&["a.zip"]);
    assert_eq!(packages(&report), [named("a.zip", "zip")]);
    assert!(code < 2, "{:?}", unread(&report));
    assert!(report["packages"][0]["name"].is_string());

    // Below one folder, as Explorer zips a folder: the places are those in the archive.
    desk.put("b.zip", zip_below("pilot/", &files));
    let (below, _) = desk.check(&["b.zip"]);
    assert_eq!(packages(&below), [named("b.zip!/pilot", "folder")]);
    assert_eq!(findings(&below), findings(&report));

    // Renamed, it is what it is.
    desk.put("c.ppkg", zip_below("", &files));
    let (renamed, _) = desk.check(&["c.ppkg"]);
    assert_eq!(packages(&renamed), [named("c.ppkg", "zip")]);
    assert_eq!(findings(&renamed), findings(&report));
}

#[test]
fn a_zipped_project_and_a_zipped_answer_file_are_found() {
    let project = zip_below("kiosk/", &corpus_folder("project"));
    let desk = Desk::with("a.zip", project);
    let (report, _) = desk.check(&["a.zip"]);
    let expected =
        [named("a.zip!/kiosk", "project"), named("a.zip!/kiosk/Fabrikam reader kiosk.ppkg", "wim")];
    assert_eq!(packages(&report), expected);

    let answers = corpus_folder("project");
    let (_, answers) = answers.iter().find(|(path, _)| path == "customizations.xml").unwrap();
    desk.put("b.zip", zip(&[("settings/mine.xml", answers), ("other.xml", b"<other/>")]));
    let (report, _) = desk.check(&["b.zip"]);
    assert_eq!(packages(&report), [named("b.zip!/settings/mine.xml", "answer-file")]);
}

#[test]
fn a_package_inside_of_a_package_is_judged_too() {
    let inner = corpus(PACKAGE);
    let alone = Desk::with("b.ppkg", &inner);
    let alone = findings(&alone.check(&["b.ppkg"]).0);
    // By what it is, not by what it is called.
    for (asset, content) in [
        ("inner.ppkg", inner.clone()),
        ("logo.png", inner.clone()),
        ("tools.dat", zip(&[("deep/b.ppkg", &inner)])),
    ] {
        let desk = Desk::with("outer.ppkg", carrying(asset, content));
        let (report, _) = desk.check(&["outer.ppkg"]);
        let mut path = format!("outer.ppkg!/DataAsset/1/0_x/{asset}");
        if asset == "tools.dat" {
            path += "!/deep/b.ppkg";
        }
        assert_eq!(packages(&report), [named("outer.ppkg", "wim"), named(&path, "wim")]);
        let inside: Vec<_> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["package"] == path)
            .map(|finding| finding["lint"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(inside.len(), alone.len(), "{inside:?}");
    }
    // An asset that is an archive of something else is an asset like others.
    let desk = Desk::with("outer.ppkg", carrying("app.zip", zip(&[("app.exe", b"MZ and more")])));
    let (report, _) = desk.check(&["outer.ppkg"]);
    assert_eq!(packages(&report), [named("outer.ppkg", "wim")]);
    assert_eq!(report["packages"][0]["complete"], true);
    // Locked with a password or not: whoever packed it knows why.
    let mut locked = zip(&[("app.exe", b"MZ and more")]);
    patch(&mut locked, "app.exe", 6, 8, &[1, 0]);
    let desk = Desk::with("outer.ppkg", carrying("app.zip", locked));
    assert_eq!(unread(&desk.check(&["outer.ppkg"]).0), [""; 0]);
}

#[test]
fn containers_are_opened_three_deep_and_the_fourth_is_a_limit() {
    let mut archive = corpus(PACKAGE);
    for (depth, name) in ["a.ppkg", "b.zip", "c.zip", "d.zip"].into_iter().enumerate() {
        archive = zip(&[(name, &archive)]);
        let desk = Desk::with("all.zip", &archive);
        let (report, code) = desk.check(&["all.zip", "--fail-on", "never"]);
        if depth < 3 {
            assert_eq!(code, 0);
            assert_eq!(packages(&report).len(), 1);
            assert!(packages(&report)[0].0.ends_with("!/a.ppkg"));
        } else {
            assert_eq!(code, 3);
            let limits = unread(&report);
            assert_eq!(limits.len(), 1);
            assert!(
                limits[0].starts_with("all.zip!/d.zip!/c.zip!/b.zip | a.ppkg | "),
                "{limits:?}"
            );
            let lint = &report["findings"][0]["lint"];
            assert_eq!(lint, "limit-reached");
        }
    }
}

#[test]
fn an_archive_without_a_package_says_so_when_it_is_named_and_not_in_a_walk() {
    let desk = Desk::with("in/photos.zip", zip(&[("cat.jpg", b"\xff\xd8 and so on")]));
    let (report, code) = desk.check(&["in/photos.zip"]);
    assert_eq!(code, 3);
    assert_eq!(unread(&report), ["in/photos.zip | - | it is a ZIP archive that holds no package"]);

    let walked = desk.run(&["check", "in"]);
    assert_eq!(walked.code(), 2, "there is nothing to check");
    desk.put("in/settings.ppkg", corpus(PACKAGE));
    let (report, _) = desk.check(&["in"]);
    assert_eq!(packages(&report), [named("in/settings.ppkg", "wim")]);
    // What is called a package has to be one; what holds one is found by any name.
    desk.put("in/photos.ppkg", zip(&[("cat.jpg", b"\xff\xd8 and so on")]));
    desk.put("in/mail", zip(&[("a.ppkg", &corpus(PACKAGE))]));
    let (report, code) = desk.check(&["in"]);
    let paths: Vec<String> = packages(&report).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["in/mail!/a.ppkg", "in/photos.ppkg", "in/settings.ppkg"]);
    assert_eq!(code, 3);
    // An archive that nobody can look into is of no concern in a walk, but when it is named.
    let mut locked = zip(&[("secret.jpg", b"\xff\xd8 and so on")]);
    patch(&mut locked, "secret.jpg", 6, 8, &[1, 0]);
    desk.put("quiet/locked.zip", locked);
    assert_eq!(desk.run(&["check", "quiet"]).code(), 2);
    assert_eq!(desk.run(&["check", "quiet/locked.zip"]).code(), 3);
}

#[test]
fn every_kind_can_be_piped_in() {
    let desk = Desk::new();
    let package = corpus(PACKAGE);
    let answers = corpus_folder("project");
    let (_, answers) = answers.iter().find(|(path, _)| path == "customizations.xml").unwrap();
    for (input, expected) in [
        (package.clone(), named("-", "wim")),
        (zip(&[("b.ppkg", &package)]), named("-!/b.ppkg", "wim")),
        (zip_below("", &corpus_folder("unpacked")), named("-", "zip")),
        (answers.clone(), named("-", "answer-file")),
        (corpus("encrypted.ppkg"), named("-", "encrypted")),
        (b"MZ".to_vec(), named("-", "unreadable")),
        (vec![], named("-", "unreadable")),
    ] {
        let ran = desk.run_with_input(&["check", "-", "--output", "json"], &input);
        assert_eq!(packages(&ran.json()), [expected]);
    }
}

#[test]
fn what_keeps_a_file_of_an_archive_from_being_read_is_said_with_its_place() {
    let package = corpus(PACKAGE);
    let files: &[(&str, &[u8])] =
        &[("a.ppkg", &package), ("b.txt", b"some text that is long enough")];
    let whole = zip(files);
    let check = |archive: &[u8]| {
        let desk = Desk::with("m.zip", archive);
        let (report, code) = desk.check(&["m.zip", "--fail-on", "never"]);
        (unread(&report), packages(&report).len(), code)
    };
    let says = |archive: &[u8], file: &str, reason: &str| {
        let (unread, _, code) = check(archive);
        let start = format!("m.zip | {file} | ");
        assert!(
            unread.iter().any(|it| it.starts_with(&start) && it.contains(reason)),
            "{unread:?}"
        );
        assert_eq!(code, 3);
    };
    assert_eq!(check(&whole), (vec![], 1, 0));

    let mut encrypted = whole.clone();
    patch(&mut encrypted, "a.ppkg", 6, 8, &[1, 0]);
    says(&encrypted, "a.ppkg", "encrypted");
    for (number, name) in
        [(9u8, "Deflate64, number 9"), (12, "bzip2"), (14, "LZMA"), (77, "unknown")]
    {
        let mut odd = whole.clone();
        patch(&mut odd, "a.ppkg", 8, 10, &[number, 0]);
        says(&odd, "a.ppkg", name);
    }
    // A flipped bit: the checksum does not fit, or the stream is broken.
    let mut damaged = zip_stored(&[("a.ppkg", b"MSWIM no more than that")]);
    let at = damaged.windows(5).position(|window| window == b"MSWIM").unwrap();
    damaged[at + 10] ^= 1;
    let (unread, ..) = check(&damaged);
    assert!(!unread.is_empty());

    for (name, reason) in [
        ("../../a.ppkg", "leads out"),
        ("/root/a.ppkg", "absolute"),
        ("c:/a.ppkg", "drive letter"),
        ("..\\..\\a.ppkg", "leads out"),
    ] {
        says(&zip(&[(name, &package)]), &name.replace('\\', "/"), reason);
    }
    let mut twice = zip(&[("a.ppkg", &package), ("b.ppkg", b"other")]);
    replace(&mut twice, b"b.ppkg", b"a.ppkg");
    says(&twice, "-", "several files of one name");
    says(
        &zip(&[("a.ppkg", &package), ("A.PPKG", b"other")]),
        "A.PPKG",
        "several files of this name",
    );

    // Cut off, or no archive but for how it begins.
    says(&whole[..whole.len() / 2], "-", "it is a ZIP archive that cannot be read");
    says(b"PK\x03\x04 and then nothing", "-", "it is a ZIP archive that cannot be read");
    // Something behind the end, as mailers and downloads leave it, is no harm.
    let mut longer = whole;
    longer.extend_from_slice(&[0; 1000]);
    assert_eq!(check(&longer), (vec![], 1, 0));
}

#[test]
fn a_bomb_costs_what_the_limits_allow() {
    let zeros = vec![0; 4 << 20];
    let bomb = zip(&[("a.ppkg", &zeros)]);
    let desk = Desk::with("bomb.zip", &bomb);
    let (report, code) = desk.check(&["bomb.zip", "--max-nested", "1"]);
    assert_eq!(code, 3);
    assert!(unread(&report)[0].contains("--max-nested raises it"), "{:?}", unread(&report));
    // An archive in an archive takes of the same memory.
    let inner = zip(&[("a.ppkg", &zeros), ("b.ppkg", &zeros)]);
    desk.put("two.zip", zip(&[("inner.zip", &inner)]));
    let (report, _) = desk.check(&["two.zip", "--max-nested", "5"]);
    assert!(unread(&report).iter().any(|it| it.contains("b.ppkg") && it.contains("--max-nested")));
    // What a size claims is neither believed nor allocated.
    let mut liar = bomb.clone();
    patch(&mut liar, "a.ppkg", 22, 24, &0xffff_fff0u32.to_le_bytes());
    desk.put("liar.zip", &liar);
    assert_eq!(desk.check(&["liar.zip"]).1, 3);
    let mut liar = bomb;
    patch(&mut liar, "a.ppkg", 22, 24, &100u32.to_le_bytes());
    desk.put("liar.zip", &liar);
    let (report, code) = desk.check(&["liar.zip"]);
    assert_eq!(code, 3, "{:?}", unread(&report));
}

#[test]
fn large_archives_are_read_and_larger_ones_refused() {
    // More than 65,535 files take the ZIP64 form.
    let names: Vec<String> = (0..70_000).map(|number| format!("{number}.txt")).collect();
    let mut files: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let package = corpus(PACKAGE);
    files.push(("last.ppkg", &package));
    let desk = Desk::with("many.zip", zip_stored(&files));
    let (report, _) = desk.check(&["many.zip"]);
    assert_eq!(packages(&report), [named("many.zip!/last.ppkg", "wim")]);

    let names: Vec<String> = (0..100_001).map(|number| format!("{number}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    desk.put("more.zip", zip_stored(&files));
    let (report, code) = desk.check(&["more.zip"]);
    assert_eq!(code, 3);
    assert!(unread(&report)[0].contains("at most 100000 are read"), "{:?}", unread(&report));
}

#[test]
fn verify_decodes_what_nobody_asks_for() {
    // An asset with no hash in the name of its folder is not read without being asked to.
    let mut image = ImageBuilder::new();
    for (path, bytes) in corpus_folder("unpacked") {
        image = image.file(&path, bytes);
    }
    let package = Writer::new()
        .image(image.file("DataAsset/1/0_x/tool.bin", "tail of a tool"))
        .blob("what no file uses, left behind")
        .finish();
    let desk = Desk::with("sound.ppkg", &package);
    let (report, _) = desk.check(&["sound.ppkg", "--verify"]);
    assert_eq!(unread(&report), [""; 0]);
    assert!(report["packages"][0]["sha256"].is_string());

    let mut damaged = package;
    let flip = |bytes: &mut Vec<u8>, text: &[u8]| {
        let at = bytes.windows(text.len()).position(|window| window == text).unwrap();
        bytes[at + text.len() - 1] ^= 1;
    };
    flip(&mut damaged, b"tail of a tool");
    flip(&mut damaged, b"what no file uses");
    desk.put("damaged.ppkg", &damaged);
    let (report, _) = desk.check(&["damaged.ppkg"]);
    assert_eq!(unread(&report), [""; 0], "not noticed as it is not read");
    let (report, code) = desk.check(&["damaged.ppkg", "--verify"]);
    assert_eq!(code, 3);
    let unread = unread(&report);
    assert_eq!(unread.len(), 2, "{unread:?}");
    assert!(unread[0].contains("tool.bin") && unread[0].contains("SHA-1"));
    assert!(unread[1].contains("no file uses it"));
    let lints: Vec<String> = findings(&report).into_iter().map(|(lint, ..)| lint).collect();
    assert_eq!(lints.iter().filter(|lint| *lint == "pkg-unreadable").count(), 2);

    // The same in an archive, and for the files of one.
    desk.put("damaged.zip", zip_stored(&[("a.ppkg", &damaged)]));
    assert_eq!(desk.check(&["damaged.zip", "--verify"]).1, 3);
    let mut files = corpus_folder("unpacked");
    files.push(("DataAsset/1/0_x/blob.bin".to_owned(), b"incompressible?".to_vec()));
    let archive = zip_below("", &files);
    desk.put("sum.zip", &archive);
    assert_eq!(desk.check(&["sum.zip", "--verify", "--fail-on", "never"]).1, 0);
    let mut sum = archive;
    patch(&mut sum, "DataAsset/1/0_x/blob.bin", 14, 16, &[1, 2, 3, 4]);
    desk.put("sum.zip", &sum);
    let (report, code) = desk.check(&["sum.zip", "--verify"]);
    assert_eq!(code, 3);
    assert!(self::unread(&report)[0].contains("blob.bin"));
}
