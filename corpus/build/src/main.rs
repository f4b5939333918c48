//! Rebuilds the packages of the corpus from their sources, or checks that they are up to date.
//!
//! `cargo run -p corpus-build [-- --check]`

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a program for a terminal")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use corpus_build::{Error, build};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let check = match arguments.as_slice() {
        [] => false,
        [only] if only == "--check" => true,
        _ => {
            eprintln!("usage: corpus-build [--check]");
            return ExitCode::from(2);
        }
    };
    match run(check) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Builds everything; `false` if a check found a difference.
fn run(check: bool) -> Result<bool, Error> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut built = BTreeMap::new();
    for source in folders(&corpus.join("source"))? {
        for (path, bytes) in build(&source)
            .map_err(|error| Error::Recipe(format!("{}: {error}", source.display())))?
        {
            built.insert(path, bytes);
        }
    }
    let mut same = true;
    for (path, bytes) in &built {
        let file = corpus.join(path);
        if fs::read(&file).is_ok_and(|there| there == *bytes) {
            continue;
        }
        same = false;
        if check {
            println!("differs from its source: {path}");
            continue;
        }
        let failed = |source| Error::File { path: path.clone(), source };
        fs::create_dir_all(file.parent().unwrap_or(&corpus)).map_err(failed)?;
        fs::write(&file, bytes).map_err(failed)?;
        println!("built {path}: {} bytes", bytes.len());
    }
    Ok(same || !check)
}

/// The folders in a folder, sorted.
fn folders(parent: &Path) -> Result<Vec<std::path::PathBuf>, Error> {
    let failed = |source| Error::File { path: parent.display().to_string(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(parent).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
