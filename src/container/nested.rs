//! What is packed inside of an input: packages in archives, packages that are assets of others.

use std::collections::{BTreeSet, HashSet};

use ppkglint_wim::Wim;

use super::contents::{Entry, Tree};
use super::limits::{Limits, MAX_DEPTH, Memory};
use super::open::{is_answer_file_start, open_source};
use super::{Bytes, Fault, FaultKind, Input, Kind, zip};

/// Unpacked packages and projects that one archive may hold.
const MAX_ROOTS: usize = 1_000;

/// Files of one archive that are named one by one as what nobody can look into.
const MAX_CLOSED: usize = 100;

/// Where something is opened: how deep inside of others, and with what means.
pub(super) struct Within<'a> {
    pub(super) depth: usize,
    pub(super) limits: &'a Limits,
    pub(super) memory: &'a Memory,
}

/// Opens a ZIP archive: an unpacked package, or what holds some.
pub(super) fn open_zip(path: &str, bytes: &Bytes, within: &Within<'_>) -> Input {
    let archive = match zip::list(bytes, within.limits) {
        Ok(archive) => archive,
        Err(error) => return Input::unopened(path, Kind::Unreadable, error.kind, error.reason),
    };
    let mut input = Input::of(path, Kind::Zip);
    input.faults = archive.faults;
    input.faults.extend(closed(&archive.closed));
    let tree = archive.tree;
    let roots = roots(&tree);
    if roots.len() > MAX_ROOTS {
        input.faults.push(Fault {
            file: None,
            image: None,
            kind: FaultKind::Limit,
            reason: format!(
                "it holds {} unpacked packages, at most {MAX_ROOTS} are read",
                roots.len()
            ),
        });
    }
    if roots.iter().any(|root| root.folder.is_empty() && root.kind == Kind::Folder) {
        input.trees.push(tree);
        search(&mut input, within);
        return input;
    }
    let mut loose = tree.below("");
    for root in roots.into_iter().take(MAX_ROOTS) {
        let inside = |path: &str| path.starts_with(&root.folder);
        let is_package = |path: &str| path.to_lowercase().ends_with(".ppkg");
        let keep = |path: &str| !inside(path) || root.kind == Kind::Project && is_package(path);
        loose.entries.retain(|entry| keep(&entry.path));
        let shown = format!("{path}!/{}", root.folder);
        let mut child = Input::of(shown.trim_end_matches('/'), root.kind);
        child.trees.push(tree.below(&root.folder));
        let (its, others) = std::mem::take(&mut input.faults)
            .into_iter()
            .partition(|fault| fault.file.as_deref().is_some_and(inside));
        input.faults = others;
        child.faults = its;
        for fault in &mut child.faults {
            fault.file = fault.file.take().map(|file| file.replacen(&root.folder, "", 1));
        }
        if root.kind == Kind::Folder {
            search(&mut child, within);
        }
        input.nested.push(child);
    }
    search_tree(&mut input, &loose, within, &mut 0);
    input.nested.sort_by(|a, b| a.path.cmp(&b.path));
    if input.nested.is_empty() && input.faults.is_empty() {
        input.faults.push(Fault {
            file: None,
            image: None,
            kind: FaultKind::NotAPackage,
            reason: "it is a ZIP archive that holds no package".to_owned(),
        });
    }
    input
}

/// A folder of an archive that is an unpacked package or a project, with a `/` at its end.
struct Root {
    folder: String,
    kind: Kind,
}

/// The outermost folders that are unpacked packages or projects.
fn roots(tree: &Tree) -> Vec<Root> {
    let packages: BTreeSet<&str> =
        tree.entries.iter().filter_map(|entry| package_folder(&entry.path)).collect();
    let mut roots: Vec<Root> = vec![];
    let is_inside = |roots: &[Root], folder: &str| {
        // In this order what a folder holds follows it.
        roots.last().is_some_and(|last| folder.starts_with(&last.folder))
    };
    for folder in packages {
        if !is_inside(&roots, folder) {
            roots.push(Root { folder: folder.to_owned(), kind: Kind::Folder });
        }
    }
    let folder_of = |path: &str| path.rfind('/').map_or(0, |slash| slash + 1);
    let projects: HashSet<&str> = tree
        .entries
        .iter()
        .filter(|entry| entry.path.to_lowercase().ends_with(".icdproj.xml"))
        .filter_map(|entry| entry.path.get(..folder_of(&entry.path)))
        .collect();
    let packages = roots.len();
    for entry in &tree.entries {
        let (folder, name) = entry.path.split_at(folder_of(&entry.path));
        let is_project = name.eq_ignore_ascii_case("customizations.xml")
            && projects.contains(folder)
            && roots.len() < packages + MAX_ROOTS
            && !roots.iter().any(|root| folder.starts_with(&root.folder));
        if is_project && is_answer_file(tree, entry) {
            roots.push(Root { folder: folder.to_owned(), kind: Kind::Project });
        }
    }
    roots
}

/// The folder, with its `/`, that holds the folder `Multivariant` a path leads through.
fn package_folder(path: &str) -> Option<&str> {
    let mut at = 0;
    for name in path.split_inclusive('/') {
        if name.eq_ignore_ascii_case("multivariant/") {
            return path.get(..at);
        }
        at += name.len();
    }
    None
}

fn holds_package(tree: &Tree) -> bool {
    tree.entries.iter().any(|entry| package_folder(&entry.path) == Some(""))
}

/// A fault for each file that nobody can look into; many are summed up.
fn closed(files: &[(String, super::ReadError)]) -> Vec<Fault> {
    let fault = |(path, error): &(String, super::ReadError), more: &str| Fault {
        file: Some(path.clone()),
        image: None,
        kind: error.kind,
        reason: format!("{}{more}", error.reason),
    };
    let mut faults: Vec<Fault> =
        files.iter().take(MAX_CLOSED).map(|file| fault(file, "")).collect();
    if let Some(next) = files.get(MAX_CLOSED) {
        let more = match files.len() - MAX_CLOSED - 1 {
            0 => String::new(),
            more => format!(", like {more} more files"),
        };
        faults.push(fault(next, &more));
    }
    faults
}

/// Opens what is packed inside of the trees of an input.
pub(super) fn search(input: &mut Input, within: &Within<'_>) {
    let mut unpacked = 0;
    for tree in std::mem::take(&mut input.trees) {
        search_tree(input, &tree, within, &mut unpacked);
        input.trees.push(tree);
    }
}

/// Looks into files in the order in which they are stored, so that what is packed together is
/// unpacked once, while `unpacked` is below its limit.
fn search_tree(input: &mut Input, tree: &Tree, within: &Within<'_>, unpacked: &mut u64) {
    let is_package = holds_package(tree);
    let known: HashSet<String> =
        input.faults.iter().filter_map(|fault| fault.file.clone()).collect();
    let mut files: Vec<(usize, &Entry)> = tree.entries.iter().enumerate().collect();
    files.sort_by_key(|(_, entry)| tree.position(entry));
    let mut found: Vec<(usize, Input)> = vec![];
    for (place, entry) in files {
        let name = entry.path.to_lowercase();
        // What the package itself is made of is read as XML anyway.
        let is_structure = is_package && (name.ends_with(".xml") || name.ends_with(".provxml"));
        let is_named = name.ends_with(".ppkg");
        let is_small = entry.size < zip::MIN_SIZE && !is_named;
        if is_structure || is_small || entry.is_link || known.contains(&entry.path) {
            continue;
        }
        if *unpacked >= within.limits.searched && !is_named && !name.ends_with(".zip") {
            input.not_searched.push((tree.image, entry.path.clone()));
            continue;
        }
        let mut fault = |kind, reason| {
            let file = Some(entry.path.clone());
            input.faults.push(Fault { file, image: tree.image, kind, reason });
        };
        let before = tree.unpacked();
        let start = tree.prefix(entry, 8);
        *unpacked = unpacked.saturating_add(tree.unpacked().saturating_sub(before));
        let start = match start {
            Ok(start) => start,
            Err(error) => {
                fault(error.kind, error.reason);
                continue;
            }
        };
        let is_container = Wim::is_wim(&start) || zip::is_zip(&start);
        let is_settings = !is_package && name.ends_with(".xml") && is_answer_file(tree, entry);
        if !is_container && !is_named && !is_settings {
            continue;
        }
        if within.depth >= MAX_DEPTH {
            let reason = format!(
                "it is not opened: it is packed inside of more than {MAX_DEPTH} other containers"
            );
            fault(FaultKind::Limit, reason);
            continue;
        }
        match tree.open(entry, within.memory) {
            Ok(bytes) => {
                let path = inner_path(input, tree.image, &entry.path);
                let deeper = Within { depth: within.depth + 1, ..*within };
                let child = open_source(&path, bytes, &deeper);
                let is_partly_searched = !child.not_searched.is_empty();
                let child = of_concern(child, is_named);
                if is_partly_searched && child.as_ref().is_none_or(|child| child.trees.is_empty()) {
                    // Nobody else would say so.
                    input.not_searched.push((tree.image, entry.path.clone()));
                }
                found.extend(child.map(|child| (place, child)));
            }
            Err(error) => fault(error.kind, error.reason),
        }
    }
    found.sort_by_key(|(place, _)| *place);
    input.nested.extend(found.into_iter().map(|(_, child)| child));
}

/// What was found inside of another input, if there is anything to say of it. A WIM that is no
/// package is an asset like others; one that only holds packages is left out itself.
fn of_concern(mut child: Input, is_named: bool) -> Option<Input> {
    if is_named {
        return Some(child);
    }
    if child.kind == Kind::Wim && !child.trees.is_empty() && !child.trees.iter().any(holds_package)
    {
        child.trees.clear();
        child.faults.clear();
        return (!child.nested.is_empty()).then_some(child);
    }
    (!child.is_foreign()).then_some(child)
}

/// The path of an inner file, as people see it.
fn inner_path(input: &Input, image: Option<u32>, file: &str) -> String {
    match (input.kind, image) {
        (Kind::Folder | Kind::Project, _) => format!("{}/{file}", input.path),
        (_, Some(image)) => format!("{}!/{image}/{file}", input.path),
        (_, None) => format!("{}!/{file}", input.path),
    }
}

fn is_answer_file(tree: &Tree, entry: &Entry) -> bool {
    tree.prefix(entry, 1 << 14).is_ok_and(|start| is_answer_file_start(&start))
}
