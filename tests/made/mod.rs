//! Archives and packages that are made for a test, and the program run on them.

#![allow(dead_code, reason = "each test file takes what it needs")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A file of the corpus.
pub(crate) fn corpus(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)).unwrap()
}

/// The files of a folder of the corpus, by their paths in it.
pub(crate) fn corpus_folder(name: &str) -> Vec<(String, Vec<u8>)> {
    fn walk(folder: &Path, above: &str, files: &mut Vec<(String, Vec<u8>)>) {
        let mut children: Vec<PathBuf> =
            fs::read_dir(folder).unwrap().map(|child| child.unwrap().path()).collect();
        children.sort();
        for child in children {
            let path = format!("{above}{}", child.file_name().unwrap().to_string_lossy());
            match child.is_dir() {
                true => walk(&child, &format!("{path}/"), files),
                false => files.push((path, fs::read(&child).unwrap())),
            }
        }
    }
    let mut files = vec![];
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name), "", &mut files);
    files
}

/// A ZIP archive of these files, deflated.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_as(CompressionMethod::Deflated, files)
}

/// A ZIP archive of these files, stored as they are.
pub(crate) fn zip_stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_as(CompressionMethod::Stored, files)
}

fn zip_as(method: CompressionMethod, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(zip::DateTime::from_date_and_time(2026, 7, 20, 8, 30, 0).unwrap());
    for (name, content) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The files below a folder, zipped.
pub(crate) fn zip_below(above: &str, files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let named: Vec<(String, &[u8])> =
        files.iter().map(|(path, bytes)| (format!("{above}{path}"), bytes.as_slice())).collect();
    let named: Vec<(&str, &[u8])> = named.iter().map(|(path, b)| (path.as_str(), *b)).collect();
    zip(&named)
}

/// Sets a field in the local header and in the directory's entry of every file: of a name, or of
/// all. `local` and `central` are its offsets in the two.
pub(crate) fn patch(archive: &mut [u8], name: &str, local: usize, central: usize, field: &[u8]) {
    for (magic, fixed, at) in [(b"PK\x03\x04", 30, local), (b"PK\x01\x02", 46, central)] {
        for start in 0..archive.len().saturating_sub(fixed) {
            let is_header = archive[start..].starts_with(magic);
            if is_header && archive[start + fixed..].starts_with(name.as_bytes()) {
                archive[start + at..start + at + field.len()].copy_from_slice(field);
            }
        }
    }
}

/// Replaces bytes, all of them, by as many others.
pub(crate) fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    assert_eq!(old.len(), new.len());
    for at in 0..=bytes.len() - old.len() {
        if bytes[at..].starts_with(old) {
            bytes[at..at + new.len()].copy_from_slice(new);
        }
    }
}

/// A folder of its own, and the program run in it.
pub(crate) struct Desk(pub(crate) tempfile::TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A desk with one file on it.
    pub(crate) fn with(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let desk = Self::new();
        desk.put(name, bytes);
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with_input(arguments, &[])
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut program = Command::new(env!("CARGO_BIN_EXE_ppkglint"));
        program.args(arguments).current_dir(self.0.path());
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut program = program.spawn().unwrap();
        let mut to = program.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || drop(to.write_all(&input)));
        let output = program.wait_with_output().unwrap();
        writer.join().unwrap();
        Ran(output)
    }

    /// `check --output json` with these arguments: the report and the exit code.
    pub(crate) fn check(&self, arguments: &[&str]) -> (Value, i32) {
        let ran =
            self.run(&[&["check", "--output", "json", "--now", "2026-07-20"], arguments].concat());
        (ran.json(), ran.code())
    }

    /// The paths of all files below a folder, with `/`, sorted.
    pub(crate) fn files(&self, name: &str) -> Vec<String> {
        fn walk(folder: &Path, above: &str, files: &mut Vec<String>) {
            for child in fs::read_dir(folder).unwrap().map(|child| child.unwrap()) {
                let path = format!("{above}{}", child.file_name().to_string_lossy());
                match child.file_type().unwrap().is_dir() {
                    true => walk(&child.path(), &format!("{path}/"), files),
                    false => files.push(path),
                }
            }
        }
        let mut files = vec![];
        walk(&self.path(name), "", &mut files);
        files.sort();
        files
    }
}

/// What the program did.
pub(crate) struct Ran(pub(crate) Output);

impl Ran {
    pub(crate) fn code(&self) -> i32 {
        self.0.status.code().expect("it ended by itself")
    }

    pub(crate) fn stdout(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).expect("UTF-8")
    }

    pub(crate) fn stderr(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).expect("UTF-8")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.0.stdout).unwrap_or_else(|error| {
            let output = format!("{}{}", self.stdout(), self.stderr());
            Value::String(format!("{error}: {output}"))
        })
    }
}

/// `packages[].path` of a report with `packages[].kind`.
pub(crate) fn packages(report: &Value) -> Vec<(String, String)> {
    let packages = report["packages"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    packages.iter().map(|package| (text(&package["path"]), text(&package["kind"]))).collect()
}

/// Everything that a report says is unread, as `package | file | reason`.
pub(crate) fn unread(report: &Value) -> Vec<String> {
    let mut all = vec![];
    for package in report["packages"].as_array().into_iter().flatten() {
        for unread in package["unread"].as_array().into_iter().flatten() {
            let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
            let (path, file) = (text(&package["path"]), text(&unread["file"]));
            all.push(format!("{path} | {file} | {}", text(&unread["reason"])));
        }
    }
    all
}
