//! What we build of the settings of real packages, against what WCD built of them.
//!
//! The real packages are not part of the project; `PPKGLINT_SAMPLES` names a folder that has
//! them in `packages/<owner>/<name>/<name>.ppkg`.

use std::fs;
use std::path::{Path, PathBuf};

use corpus_build::{Identity, tree, xml_data};

use crate::reader;

/// Every package below a folder, sorted.
fn packages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the samples can be read") {
        let path = entry.expect("the samples can be read").path();
        if path.is_dir() {
            packages(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "ppkg") {
            found.push(path);
        }
    }
    found.sort();
}

/// The files of a package of which ours must be equal, byte by byte.
const EQUAL: &[&str] = &[
    "CommonSettings/1/AnswerFile.xml",
    "CommonSettings/CommonSettings.xml",
    "Multivariant/0/MasterDatastore.xml",
    "Multivariant/0/customizations.xml",
    "Multivariant/Multivariant.xml",
];

/// The values of a provxml file: the way to each, and its attributes but for `SettingsPath`,
/// which WCD has written since 2022.
fn parms(provxml: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(provxml);
    let mut way: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(characteristic) = line.strip_prefix("<characteristic ") {
            way.push(characteristic);
        } else if line == "</characteristic>" {
            way.pop();
        } else if let Some(parm) = line.strip_prefix("<parm ") {
            let parm = match parm.strip_prefix("SettingsPath=\"") {
                Some(rest) => rest.split_once("\" ").map_or(rest, |(_, rest)| rest),
                None => parm,
            };
            found.push(format!("{} {parm}", way.concat()));
        }
    }
    found.sort();
    found
}

fn runtime(image: &reader::Image) -> Vec<(&String, &Vec<u8>)> {
    let mut files: Vec<_> = image.iter().filter(|(path, _)| path.ends_with(".provxml")).collect();
    files.sort();
    files
}

#[test]
fn real_packages_come_out_alike() {
    let Some(samples) = std::env::var_os("PPKGLINT_SAMPLES") else { return };
    let mut found = Vec::new();
    packages(&Path::new(&samples).join("packages"), &mut found);
    assert!(!found.is_empty(), "there are samples");
    for path in found {
        let name = path.display();
        let bytes = fs::read(&path).expect("the sample can be read");
        let images = reader::read(&bytes).expect("the sample is a package");
        let theirs = images.first().expect("one image");
        let customizations = theirs.get("Multivariant/0/customizations.xml").expect("settings");
        let customizations = String::from_utf8_lossy(customizations);
        // A file that is inlined at run time cannot be had back as it was.
        let license = ("pkggen.cfg.xml", &b"<license/>"[..]);
        let ours: reader::Image =
            tree(&customizations, &[license]).expect("the tree is built").into_iter().collect();

        for file in EQUAL {
            // One sample holds an event of mobile devices, from before 2016.
            if theirs.keys().any(|path| path.contains("Uicc")) && file.contains("Master") {
                continue;
            }
            let text = |image: &reader::Image| {
                image.get(*file).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            };
            assert_eq!(text(&ours), text(theirs), "{name}: {file}");
        }

        let all = |image: &reader::Image| {
            let mut all: Vec<String> =
                runtime(image).iter().flat_map(|(_, bytes)| parms(bytes)).collect();
            all.retain(|parm| !parm.contains("UpgradeEditionWithLicense"));
            all.sort();
            all
        };
        assert_eq!(all(&ours), all(theirs), "{name}: the values at run time");

        let lists = |image: &reader::Image| {
            let lists = ["Multivariant/0/Prov/RunTime.xml", "Multivariant/0/Prov/User_RunTime.xml"];
            let text = lists.iter().filter_map(|list| image.get(*list)).flatten().copied();
            String::from_utf8_lossy(&text.collect::<Vec<u8>>()).into_owned()
        };
        // Files of areas before 2017, and one file for all accounts until 2022.
        let older = |line: &&str| line.contains("_0.provxml") || line.contains("0__Accounts");
        let (own, real) = (lists(&ours), lists(theirs));
        if real.contains("__") {
            let own: Vec<&str> = own.lines().filter(|line| !older(line)).collect();
            let real: Vec<&str> = real.lines().filter(|line| !older(line)).collect();
            assert_eq!(own, real, "{name}: the lists");
        }

        let modern = runtime(theirs)
            .iter()
            .any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("SettingsPath"));
        if modern {
            assert_eq!(runtime(&ours), runtime(theirs), "{name}: the provxml files");
        }
    }
}

#[test]
fn the_xml_data_of_a_real_package_comes_out_alike() {
    let Some(samples) = std::env::var_os("PPKGLINT_SAMPLES") else { return };
    let mut found = Vec::new();
    packages(&Path::new(&samples).join("packages"), &mut found);
    for path in found {
        let bytes = fs::read(&path).expect("the sample can be read");
        let images = reader::read(&bytes).expect("the sample is a package");
        let theirs = images.first().expect("one image");
        let customizations = theirs.get("Multivariant/0/customizations.xml").expect("settings");
        let identity = Identity::of(&String::from_utf8_lossy(customizations)).expect("identity");
        let files = theirs.iter().map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
        let built = "2026-01-01T00:00:00Z".parse().expect("a time");
        let image = corpus_build::Image { files, streams: Vec::new(), identity, built };

        // The XML data is the last thing in the file.
        let decode = |bytes: &[u8]| {
            let pairs = bytes.as_chunks::<2>().0;
            String::from_utf16_lossy(
                &pairs.iter().map(|p| u16::from_le_bytes(*p)).collect::<Vec<_>>(),
            )
        };
        let start = bytes
            .windows(4)
            .rposition(|window| window == [0xff, 0xfe, b'<', 0])
            .expect("there is XML data");
        let (before, xml) = bytes.split_at(start);
        // What depends on the moment, the machine and the version of WCD.
        let constant = |xml: &str| {
            let mut rest = xml.to_owned();
            for element in ["NOTES", "AUTHOR", "CREATIONTIME", "LASTMODIFICATIONTIME"] {
                let (open, close) = (format!("<{element}>"), format!("</{element}>"));
                if let Some((head, tail)) = rest.split_once(&open) {
                    let tail = tail.split_once(&close).map_or("", |(_, tail)| tail);
                    rest = format!("{head}{tail}");
                }
            }
            rest
        };
        let ours = xml_data(&[image], before.len() as u64);
        assert_eq!(constant(&decode(&ours)), constant(&decode(xml)), "{}", path.display());
    }
}
