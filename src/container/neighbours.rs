//! What lies beside an input.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// Entries of a folder, at most. Of a larger one nothing is known.
const MAX_ENTRIES: usize = 10_000;

/// The names of the files of one folder, in lower case.
pub type Names = Arc<HashSet<String>>;

/// The files of the folders of a run. Each folder is listed once, however many scripts lie in it.
#[derive(Debug, Default)]
pub struct Neighbours(Mutex<HashMap<PathBuf, Option<Names>>>);

impl Neighbours {
    /// The names of the files in a folder, in lower case; none when it cannot be listed or holds
    /// more than 10,000 entries.
    pub fn of(&self, folder: &Path) -> Option<Names> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(folder.to_owned()).or_insert_with(|| list(folder).map(Arc::new)).clone()
    }
}

fn list(folder: &Path) -> Option<HashSet<String>> {
    // The parent of a plain file name is empty.
    let folder = if folder == Path::new("") { Path::new(".") } else { folder };
    let mut names = HashSet::new();
    for (number, entry) in std::fs::read_dir(folder).ok()?.enumerate() {
        if number >= MAX_ENTRIES {
            return None;
        }
        let entry = entry.ok()?;
        if entry.file_type().is_ok_and(|kind| !kind.is_dir()) {
            names.insert(entry.file_name().to_string_lossy().to_lowercase());
        }
    }
    Some(names)
}
