//! An unpacked package, or a project, as a tree.

use ppkglint_wim::FileAt;
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::contents::{Contents, Entry, ReadError, Tree};
use super::{Bytes, Fault, FaultKind, Memory};

/// Files that a folder may hold before it is no package any more.
pub(super) const MAX_FILES: usize = 100_000;

/// Folders in folders, at most.
pub(super) const MAX_DEPTH: usize = 64;

/// The files below `root`, sorted by path. Links are not followed.
pub(super) fn tree(root: &Path) -> (Tree, Vec<Fault>) {
    let mut walk = Walk { paths: vec![], entries: vec![], faults: vec![] };
    walk.folder(root, "", 0);
    let Walk { paths, entries, faults } = walk;
    (Tree::new(None, entries, Arc::new(Folder { paths })), faults)
}

struct Walk {
    paths: Vec<PathBuf>,
    entries: Vec<Entry>,
    faults: Vec<Fault>,
}

impl Walk {
    fn fault(&mut self, file: &str, kind: FaultKind, reason: String) {
        let file = (!file.is_empty()).then(|| file.to_owned());
        self.faults.push(Fault { file, image: None, kind, reason });
    }

    fn folder(&mut self, folder: &Path, prefix: &str, depth: usize) {
        if depth > MAX_DEPTH {
            let reason = format!("folders are nested deeper than {MAX_DEPTH}");
            return self.fault(prefix, FaultKind::Limit, reason);
        }
        let listing = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut children = match listing {
            Ok(children) => children,
            Err(error) => {
                let reason = format!("the folder cannot be listed: {error}");
                return self.fault(prefix, FaultKind::Missing, reason);
            }
        };
        children.sort_by_key(std::fs::DirEntry::file_name);
        for child in children {
            let name = child.file_name().to_string_lossy().into_owned();
            let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
            let Ok(metadata) = child.metadata() else {
                self.fault(&path, FaultKind::Missing, "it cannot be read".to_owned());
                continue;
            };
            if metadata.is_dir() {
                self.folder(&child.path(), &path, depth + 1);
            } else if metadata.is_file() {
                if self.entries.len() >= MAX_FILES {
                    let reason = format!("there are more than {MAX_FILES} files");
                    return self.fault("", FaultKind::Limit, reason);
                }
                self.entries.push(Entry {
                    path,
                    size: metadata.len(),
                    written: metadata.modified().ok().map(Into::into),
                    created: metadata.created().ok().map(Into::into),
                    handle: self.paths.len(),
                    ..Entry::default()
                });
                self.paths.push(child.path());
            }
        }
    }
}

struct Folder {
    paths: Vec<PathBuf>,
}

impl Folder {
    fn open(&self, handle: usize) -> Result<File, ReadError> {
        let path = self.paths.get(handle).map(PathBuf::as_path).unwrap_or(Path::new(""));
        File::open(path).map_err(|error| failed(&error))
    }
}

fn failed(error: &std::io::Error) -> ReadError {
    ReadError { kind: FaultKind::Missing, reason: format!("it cannot be read: {error}") }
}

impl Contents for Folder {
    fn read(&self, handle: usize, limit: u64) -> Result<Vec<u8>, ReadError> {
        let mut bytes = vec![];
        let file = self.open(handle)?;
        // One more than allowed, so that a file which grew since it was listed is noticed.
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| failed(&e))?;
        match bytes.len() as u64 > limit {
            true => Err(ReadError::too_large(bytes.len() as u64, limit)),
            false => Ok(bytes),
        }
    }

    fn copy_to(&self, handle: usize, out: &mut dyn Write) -> Result<(), ReadError> {
        let mut file = self.open(handle)?;
        std::io::copy(&mut file, out).map(drop).map_err(|error| failed(&error))
    }

    fn prefix(&self, handle: usize, length: u64) -> Result<Vec<u8>, ReadError> {
        let mut bytes = vec![];
        self.open(handle)?.take(length).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        Ok(bytes)
    }

    fn range(&self, handle: usize, range: Range<u64>) -> Result<Option<Vec<u8>>, ReadError> {
        let mut file = self.open(handle)?;
        let mut bytes = vec![];
        file.seek(SeekFrom::Start(range.start)).map_err(|error| failed(&error))?;
        let length = range.end.saturating_sub(range.start);
        file.take(length).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        Ok(Some(bytes))
    }

    fn open(&self, handle: usize, _: &Memory) -> Result<Bytes, ReadError> {
        let file = FileAt::new(self.open(handle)?).map_err(|error| failed(&error))?;
        Ok(Bytes(Arc::new(file)))
    }
}
