//! Which inputs a path that the user names stands for.

use std::{
    fs::{DirEntry, File},
    io::Read,
    path::{Path, PathBuf},
};

use ppkglint_wim::Wim;

use super::folder::MAX_DEPTH;
use super::open::is_answer_file_start;
use super::script::is_script_name;
use super::zip::is_zip;

/// What a walk from a named path came upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Something to open.
    Input(PathBuf),
    /// A file that may hold a package, by how it begins. It is to be opened, and not to be spoken of
    /// if it holds none.
    Maybe(PathBuf),
    /// A folder that could not be listed, and why.
    Unlisted(PathBuf, String),
}

/// The inputs behind a named path, in the order of their names.
///
/// A file is itself, whatever it is. A folder that holds an unpacked package or a project is that;
/// other folders are searched for packages, projects, answer files, scripts, and for archives that
/// may hold packages. Only `*.ppkg` and scripts count by their names there; links are not followed,
/// and hidden folders are passed over. The scripts of a package or project are a part of it.
pub fn discover(path: &Path) -> Vec<Found> {
    let mut found = vec![];
    if path.is_dir() {
        folder(path, 0, false, &mut found);
    } else {
        found.push(Found::Input(path.to_owned()));
    }
    found
}

fn folder(path: &Path, depth: usize, is_in_project: bool, found: &mut Vec<Found>) {
    if path.join("Multivariant").is_dir() {
        return found.push(Found::Input(path.to_owned()));
    }
    if depth > MAX_DEPTH {
        let reason = format!("folders are nested deeper than {MAX_DEPTH}");
        return found.push(Found::Unlisted(path.to_owned(), reason));
    }
    let listing = std::fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut children = match listing {
        Ok(children) => children,
        Err(error) => return found.push(Found::Unlisted(path.to_owned(), error.to_string())),
    };
    children.sort_by_key(DirEntry::file_name);
    let is_project = is_answer_file(&path.join("customizations.xml"))
        && children.iter().any(|child| lower_name(child).ends_with(".icdproj.xml"));
    if is_project {
        found.push(Found::Input(path.to_owned()));
    }
    let is_in_project = is_in_project || is_project;
    for child in &children {
        let name = lower_name(child);
        let Ok(kind) = child.file_type() else { continue };
        if kind.is_dir() && !name.starts_with('.') {
            folder(&child.path(), depth + 1, is_in_project, found);
        } else if kind.is_file() {
            if is_script_name(&name) {
                if !is_in_project {
                    found.push(Found::Input(child.path()));
                }
                continue;
            }
            let is_package = name.ends_with(".ppkg");
            let is_settings =
                name.ends_with(".xml") && !is_project && is_answer_file(&child.path());
            if is_package || is_settings {
                found.push(Found::Input(child.path()));
            } else if is_archive(&child.path()) {
                found.push(Found::Maybe(child.path()));
            }
        }
    }
}

fn lower_name(child: &DirEntry) -> String {
    child.file_name().to_string_lossy().to_lowercase()
}

fn is_answer_file(path: &Path) -> bool {
    start(path, 1 << 14).is_some_and(|start| is_answer_file_start(&start))
}

fn is_archive(path: &Path) -> bool {
    start(path, 8).is_some_and(|start| is_zip(&start) || Wim::is_wim(&start))
}

fn start(path: &Path, length: u64) -> Option<Vec<u8>> {
    let mut start = vec![];
    File::open(path).and_then(|file| file.take(length).read_to_end(&mut start)).ok()?;
    Some(start)
}
