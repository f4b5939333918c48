//! A tree of files, and how their bytes are reached.

use std::{io::Write, sync::Arc};

use chrono::{DateTime, Utc};

use super::FaultKind;

/// The files of one package: names and sizes now, bytes when asked for.
#[derive(Clone)]
pub struct Tree {
    /// The image of the container that it is, from 1; none unless there are several.
    pub image: Option<u32>,
    /// Its files, in the order of the container. Folders are not listed.
    pub entries: Vec<Entry>,
    contents: Arc<dyn Contents>,
}

/// One file of a tree.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its path in the tree, with `/`. Not yet printable: names can hold anything.
    pub path: String,
    /// Its size in bytes, decoded.
    pub size: u64,
    /// Its alternate data streams.
    pub streams: Vec<Stream>,
    /// When it was last written, where the container says so.
    pub written: Option<DateTime<Utc>>,
    pub(crate) handle: usize,
}

/// One alternate data stream of a file.
#[derive(Debug, Clone)]
pub struct Stream {
    /// Its name, without colons.
    pub name: String,
    /// Its size in bytes, decoded.
    pub size: u64,
    pub(crate) handle: usize,
}

/// Why the bytes of a file could not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct ReadError {
    /// Of what kind the reason is.
    pub kind: FaultKind,
    /// In words; lower case, no full stop.
    pub reason: String,
}

/// The bytes behind a tree. A handle is what the container gave an entry or a stream.
pub trait Contents: Send + Sync {
    /// All bytes, at most `limit` of them.
    ///
    /// # Errors
    /// They cannot be read or decoded, are not the ones the container recorded, or are too many.
    fn read(&self, handle: usize, limit: u64) -> Result<Vec<u8>, ReadError>;

    /// Writes all bytes to `out`, in memory that does not grow with them.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    fn copy_to(&self, handle: usize, out: &mut dyn Write) -> Result<(), ReadError>;

    /// The first `length` bytes, or all if there are fewer; nothing is verified.
    ///
    /// # Errors
    /// They cannot be read or decoded.
    fn prefix(&self, handle: usize, length: u64) -> Result<Vec<u8>, ReadError>;
}

impl Tree {
    /// A tree over `contents`.
    pub fn new(image: Option<u32>, entries: Vec<Entry>, contents: Arc<dyn Contents>) -> Self {
        Self { image, entries, contents }
    }

    /// The file of that path; Windows does not distinguish case in names.
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        let exact = self.entries.iter().find(|entry| entry.path == path);
        exact.or_else(|| {
            let wanted = path.to_lowercase();
            self.entries.iter().find(|entry| entry.path.to_lowercase() == wanted)
        })
    }

    /// All bytes of a file, at most `limit` of them.
    ///
    /// # Errors
    /// See [`Contents::read`].
    pub fn read(&self, entry: &Entry, limit: u64) -> Result<Vec<u8>, ReadError> {
        self.contents.read(entry.handle, limit)
    }

    /// Writes all bytes of a file to `out`.
    ///
    /// # Errors
    /// See [`Contents::copy_to`].
    pub fn copy_to(&self, entry: &Entry, out: &mut dyn Write) -> Result<(), ReadError> {
        self.contents.copy_to(entry.handle, out)
    }

    /// The first bytes of a file.
    ///
    /// # Errors
    /// See [`Contents::prefix`].
    pub fn prefix(&self, entry: &Entry, length: u64) -> Result<Vec<u8>, ReadError> {
        self.contents.prefix(entry.handle, length)
    }

    /// All bytes of an alternate stream, at most `limit` of them.
    ///
    /// # Errors
    /// See [`Contents::read`].
    pub fn read_stream(&self, stream: &Stream, limit: u64) -> Result<Vec<u8>, ReadError> {
        self.contents.read(stream.handle, limit)
    }
}

impl std::fmt::Debug for Tree {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tree")
            .field("image", &self.image)
            .field("entries", &self.entries)
            .finish_non_exhaustive()
    }
}

impl ReadError {
    /// More bytes than allowed.
    pub(crate) fn too_large(size: u64, limit: u64) -> Self {
        Self {
            kind: FaultKind::Limit,
            reason: format!("it holds {size} bytes, and at most {limit} are read"),
        }
    }
}
