//! The packages of the corpus, as they lie there.

use std::fs;
use std::path::{Path, PathBuf};

use corpus_build::{Identity, Image, build, catalogue, tree, wim};
use sha1::{Digest as _, Sha1};

use crate::reader;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn package(name: &str) -> Vec<u8> {
    fs::read(corpus().join(name)).expect("the package is there")
}

/// Packages that are broken as a container, on purpose.
const BROKEN: &[&str] = &["encrypted.ppkg", "flipped-bit.ppkg", "truncated.ppkg"];

#[test]
fn every_package_is_what_its_source_gives() {
    let sources = fs::read_dir(corpus().join("source")).expect("there are sources");
    let mut built = Vec::new();
    for source in sources {
        let source = source.expect("the folder can be read").path();
        for (path, bytes) in build(&source).expect("the source is right") {
            let there = fs::read(corpus().join(&path)).ok();
            assert_eq!(there.as_ref(), Some(&bytes), "{path}: run corpus-build");
            built.push(path);
        }
    }
    let entries = fs::read_dir(corpus()).expect("the corpus can be read");
    for entry in entries.map(|entry| entry.expect("the folder can be read")) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let product = name.ends_with(".ppkg") || name.ends_with(".cat");
        assert!(!product || built.contains(&name), "{name} has no source");
    }
}

#[test]
fn every_source_is_told_of_in_the_readme() {
    let readme = fs::read_to_string(corpus().join("README.md")).expect("there is a README");
    for entry in fs::read_dir(corpus().join("source")).expect("there are sources") {
        let name = entry.expect("the folder can be read").file_name();
        let name = name.to_string_lossy();
        assert!(readme.contains(&format!("`{name}`")), "README.md lacks {name}");
    }
}

#[test]
fn every_blob_has_the_name_of_its_content() {
    let entries = fs::read_dir(corpus()).expect("the corpus can be read");
    for entry in entries.map(|entry| entry.expect("the folder can be read")) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".ppkg") || BROKEN.contains(&name.as_str()) {
            continue;
        }
        let bytes = package(&name);
        for (hash, content) in reader::blobs(&bytes).expect("the table can be read") {
            assert_eq!(Sha1::digest(&content).as_slice(), hash, "{name}");
        }
        let images = reader::read(&bytes).expect("the images can be read");
        assert_eq!(images.len(), 1 + usize::from(name.starts_with("two-images")), "{name}");
    }
}

#[test]
fn the_broken_packages_are_broken_as_they_should_be() {
    let encrypted = package("encrypted.ppkg");
    assert_eq!((encrypted.len() - 48) % 160, 0);
    assert!(reader::read(&encrypted).is_none());
    assert!(reader::read(&package("truncated.ppkg")).is_none());
    let flipped = reader::blobs(&package("flipped-bit.ppkg")).expect("the table can be read");
    let wrong = flipped.iter().filter(|(hash, content)| Sha1::digest(content).as_slice() != hash);
    assert_eq!(wrong.count(), 1);
}

#[test]
fn what_is_left_behind_can_be_read() {
    let bytes = package("leftover-blobs.ppkg");
    let images = reader::read(&bytes).expect("the images can be read");
    let image = images.first().expect("one image");
    let streams = image.keys().filter(|path| path.ends_with("lab.ps1:Zone.Identifier"));
    assert_eq!(streams.count(), 1);
    let blobs = reader::blobs(&bytes).expect("the table can be read");
    let loose = |text: &str| {
        blobs.iter().any(|(_, content)| {
            String::from_utf8_lossy(content).contains(text)
                && !image.values().any(|used| used == content)
        })
    };
    assert!(loose("Version of last year"), "the old script");
    assert!(loose("<Elements Type=\"DataAsset\">"), "the index before the second asset");
}

#[test]
fn a_catalogue_lists_its_package() {
    let bytes = package("stale-asset.ppkg");
    let built = "2026-02-19T08:00:31Z".parse().expect("a time");
    assert_eq!(package("stale-asset.cat"), catalogue(&bytes, built));
    assert_eq!(package("stale-asset.cat").len(), 306);
    let tampered = package("tampered-command.ppkg");
    let hash = Sha1::digest(&tampered);
    assert!(!package("tampered-command.cat").windows(20).any(|bytes| bytes == hash.as_slice()));
}

/// Files that compress well, badly, with long matches, and over several chunks.
fn awkward() -> Vec<(&'static str, Vec<u8>)> {
    let noise: Vec<u8> = (0u32..3000).flat_map(|n| Sha1::digest(n.to_le_bytes())).collect();
    let mut mixed = noise.get(..20_000).unwrap_or_default().to_vec();
    mixed.extend(vec![b'x'; 40_000]);
    mixed.extend(b"start-process msiexec.exe ".repeat(2000));
    // Frequencies like Fibonacci numbers make the longest codes.
    let (mut a, mut b) = (1, 1);
    let mut deep = Vec::new();
    for byte in 0..22u8 {
        deep.extend((0..a).flat_map(|n: u32| [byte, (n % 7) as u8 + 100 + byte]));
        (a, b) = (b, a + b);
    }
    vec![("noise", noise), ("mixed", mixed), ("deep", deep), ("same", vec![0; 100_000])]
}

#[test]
fn what_is_compressed_comes_back() {
    let customizations = corpus_build::answer_file("");
    let mut files = tree(&customizations, &[]).expect("an empty package");
    files.extend(awkward().into_iter().map(|(name, bytes)| (format!("DataAsset/{name}"), bytes)));
    let identity = Identity::of(&customizations).expect("PackageConfig is there");
    let built = "2026-01-01T00:00:00Z".parse().expect("a time");
    let image = Image { files: files.clone(), streams: Vec::new(), identity, built };
    let bytes = wim(&[image], &[]);
    let images = reader::read(&bytes).expect("the image can be read");
    let image = images.first().expect("one image");
    for (path, content) in files {
        assert!(image.get(&path) == Some(&content), "{path} came back changed");
    }
    assert!(bytes.len() < 200_000, "compressed");
}
