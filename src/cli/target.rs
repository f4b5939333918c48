//! A folder that files of an untrusted package are written to, and nothing beside it.

use std::{
    cell::RefCell,
    collections::HashSet,
    fs::{self, File, OpenOptions},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use super::UsageError;
use crate::container::{ReadError, is_safe_path};

/// What writes a file's content.
type Content<'c> = dyn FnMut(&mut dyn Write) -> Result<(), ReadError> + 'c;

/// The folder that is written to.
pub(super) struct Target {
    folder: PathBuf,
    /// Folders in it that are known to be folders, by their paths below it.
    known: RefCell<HashSet<String>>,
}

/// Why a file was not written.
pub(super) enum WriteError {
    /// Its content could not be read.
    Unread(ReadError),
    /// It could not, or must not, be written there.
    Refused(String),
}

impl From<std::io::Error> for WriteError {
    fn from(error: std::io::Error) -> Self {
        Self::Refused(error.to_string())
    }
}

impl Target {
    /// Makes the folder. That it is a link itself is the user's choice.
    pub(super) fn open(folder: &Path) -> Result<Self, UsageError> {
        let failed = |error: std::io::Error| UsageError::NotWritten {
            path: folder.to_owned(),
            why: error.to_string(),
        };
        fs::create_dir_all(folder).map_err(failed)?;
        let folder = folder.canonicalize().map_err(failed)?;
        Ok(Self { folder, known: RefCell::default() })
    }

    /// The path of a file in it.
    pub(super) fn path(&self, inner: &str) -> PathBuf {
        inner.split('/').fold(self.folder.clone(), |path, name| path.join(name))
    }

    /// Whether anything has that name, be it a link to nowhere.
    pub(super) fn holds(&self, inner: &str) -> bool {
        fs::symlink_metadata(self.path(inner)).is_ok()
    }

    /// Writes a file: all of it or nothing. Returns how many bytes there were.
    pub(super) fn write(
        &self,
        inner: &str,
        force: bool,
        content: &mut Content<'_>,
    ) -> Result<u64, WriteError> {
        if !is_safe_path(inner) {
            return Err(WriteError::Refused("it is no safe path".to_owned()));
        }
        self.make_folders(inner)?;
        let path = self.path(inner);
        let existing = fs::symlink_metadata(&path).ok();
        match existing {
            Some(_) if !force => Err(WriteError::Refused("it is there already".to_owned())),
            Some(metadata) if !metadata.is_file() => {
                let why = "what is there is no file but a link or a folder";
                Err(WriteError::Refused(why.to_owned()))
            }
            // Written beside and moved: another name of the same file (a hard link) keeps what it
            // has, and the old file stays if the new one cannot be read.
            Some(_) => {
                let beside = free_name(&path)?;
                let size = write_new(content, &beside)?;
                fs::rename(&beside, &path).inspect_err(|_| drop(fs::remove_file(&beside)))?;
                Ok(size)
            }
            None => write_new(content, &path),
        }
    }

    /// Makes the folders above a file, none of which may be a link.
    fn make_folders(&self, inner: &str) -> Result<(), WriteError> {
        for (at, _) in inner.match_indices('/') {
            let folder = inner.get(..at).unwrap_or_default();
            if self.known.borrow().contains(folder) {
                continue;
            }
            let path = self.path(folder);
            match fs::create_dir(&path) {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                    if !fs::symlink_metadata(&path)?.is_dir() {
                        let why = format!("{folder} is there and no folder, or a link to one");
                        return Err(WriteError::Refused(why));
                    }
                }
                Err(error) => return Err(error.into()),
            }
            self.known.borrow_mut().insert(folder.to_owned());
        }
        Ok(())
    }
}

/// A name beside a file that nothing has.
fn free_name(path: &Path) -> Result<PathBuf, WriteError> {
    let names = (0..1_000).map(|number| path.with_file_name(format!("~ppkglint{number}.tmp")));
    let mut free = names.filter(|path| fs::symlink_metadata(path).is_err());
    free.next()
        .ok_or_else(|| WriteError::Refused("its folder is full of ~ppkglint*.tmp".to_owned()))
}

/// Writes a file that is not there yet, and takes it away again if it cannot be read to its end.
fn write_new(content: &mut Content<'_>, path: &Path) -> Result<u64, WriteError> {
    // Fails on whatever has that name, also on a link to nowhere.
    let file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let mut out = Counted { file: BufWriter::new(file), count: 0, failed: None };
    let read = content(&mut out);
    let flushed = out.file.flush();
    let Counted { file, count, failed } = out;
    // Closed before it is taken away: Windows removes no open file.
    drop(file);
    let result = match (read, failed.map_or(flushed, Err)) {
        (_, Err(error)) => Err(WriteError::Refused(error.to_string())),
        (Err(error), Ok(())) => Err(WriteError::Unread(error)),
        (Ok(()), Ok(())) => Ok(count),
    };
    if result.is_err() {
        let _ = fs::remove_file(path);
    }
    result
}

/// Counts what is written, and tells a full disk from a damaged package.
struct Counted {
    file: BufWriter<File>,
    count: u64,
    failed: Option<std::io::Error>,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.file.write(bytes) {
            Ok(count) => {
                self.count = self.count.saturating_add(count as u64);
                Ok(count)
            }
            Err(error) => {
                let kind = error.kind();
                self.failed = Some(error);
                Err(kind.into())
            }
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
