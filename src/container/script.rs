//! Scripts: the one kind of file that is known by its name, as nothing else tells it.

use std::collections::HashSet;

use super::contents::{Entry, Tree};
use super::open::is_answer_file_start;
use super::single;
use super::{Bytes, FaultKind, Input, Kind};

const EXTENSIONS: &[&str] = &["ps1", "psm1", "bat", "cmd", "vbs", "wsf", "js", "reg"];

/// Whether a file of that name is a script, or a text that is imported into the registry.
pub fn is_script_name(name: &str) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, extension) = name.rsplit_once('.').unwrap_or_default();
    !stem.is_empty() && EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// What a file is that has the name of a script: that, unless its content is something else.
pub(super) fn by_name(input: Input, bytes: &Bytes) -> Input {
    let is_unknown = |kind| matches!(kind, FaultKind::NotAPackage | FaultKind::Encrypted);
    let is_nothing_else = matches!(input.kind, Kind::Unreadable | Kind::Encrypted)
        && input.faults.iter().all(|fault| is_unknown(fault.kind));
    match is_nothing_else && is_script_name(&input.path) {
        true => Input {
            trees: vec![single::tree(bytes)],
            bytes: Some(bytes.clone()),
            ..Input::of(&input.path, Kind::Script)
        },
        false => input,
    }
}

/// The scripts of a project: those in its folder, at any depth. Hidden folders do not count, nor do
/// packages and projects that lie in it, which are inputs of their own.
pub fn scripts_of_project(tree: &Tree) -> Vec<&Entry> {
    let mut scripts: Vec<&Entry> =
        tree.entries.iter().filter(|entry| is_script_name(&entry.path)).collect();
    if scripts.is_empty() {
        return scripts;
    }
    let others = others(tree);
    scripts.retain(|entry| {
        let mut folders = folders_of(&entry.path);
        !folders.any(|folder| is_hidden(folder) || others.contains(&folder.to_lowercase()))
    });
    scripts
}

/// The folders in a project, in lower case, that are packages or projects themselves.
fn others(tree: &Tree) -> HashSet<String> {
    let split = |entry: &Entry| {
        let path = entry.path.to_lowercase();
        let (folder, name) = path.rsplit_once('/')?;
        Some((folder.to_owned(), name.to_owned()))
    };
    let mut packages = HashSet::new();
    let (mut projects, mut settings) = (HashSet::new(), HashSet::new());
    for entry in &tree.entries {
        let Some((folder, name)) = split(entry) else { continue };
        for above in folders_of(&entry.path) {
            if let Some(package) = above.to_lowercase().strip_suffix("/multivariant") {
                packages.insert(package.to_owned());
            }
        }
        if name.ends_with(".icdproj.xml") {
            projects.insert(folder);
        } else if name == "customizations.xml"
            && tree.prefix(entry, 1 << 14).is_ok_and(|start| is_answer_file_start(&start))
        {
            settings.insert(folder);
        }
    }
    packages.extend(projects.into_iter().filter(|folder| settings.contains(folder)));
    packages
}

/// The folders that a path leads through, from the outermost.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

fn is_hidden(folder: &str) -> bool {
    folder.rsplit('/').next().is_some_and(|name| name.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_known_by_their_extension() {
        for name in ["a.ps1", "A.PS1", r"C:\x\setup.Cmd", "./x/y.reg", "a.b.vbs"] {
            assert!(is_script_name(name), "{name}");
        }
        for name in ["ps1", ".ps1", "a.ps1.txt", "a.ps1/b", "a.psd1", "cmd.exe", ""] {
            assert!(!is_script_name(name), "{name}");
        }
    }
}
