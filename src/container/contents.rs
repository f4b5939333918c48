//! A tree of files, and how their bytes are reached.

use std::{io::Write, ops::Range, sync::Arc};

use chrono::{DateTime, Utc};

use super::{Bytes, FaultKind, Memory};

/// The files of one package: names and sizes now, bytes when asked for.
#[derive(Clone)]
pub struct Tree {
    /// The image of the container that it is, from 1; none unless there are several.
    pub image: Option<u32>,
    /// Its files, in the order of the container.
    pub entries: Vec<Entry>,
    /// Those folders that are more than a place for files: they carry streams, or are links.
    pub folders: Vec<Entry>,
    contents: Arc<dyn Contents>,
}

/// One file or folder of a tree.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Its path in the tree, with `/`. Not yet printable: names can hold anything.
    pub path: String,
    /// The names from below the root down to it, where `path` does not tell them: one of them holds
    /// a separator or is no Unicode.
    pub(crate) names: Option<Box<[Vec<u16>]>>,
    /// Its size in bytes, decoded.
    pub size: u64,
    /// Its alternate data streams.
    pub streams: Vec<Stream>,
    /// When it was last written, where the container says so.
    pub written: Option<DateTime<Utc>>,
    /// When it was made, where the container says so.
    pub created: Option<DateTime<Utc>>,
    /// Whether it is a link of some kind (a reparse point, a symbolic link): what it stands for is
    /// elsewhere, and nobody here goes there.
    pub is_link: bool,
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

    /// Some bytes from the middle; nothing is verified. None where they cannot be had without
    /// decoding all before them.
    ///
    /// # Errors
    /// They cannot be read or decoded.
    fn range(&self, _handle: usize, _range: Range<u64>) -> Result<Option<Vec<u8>>, ReadError> {
        Ok(None)
    }

    /// The bytes for reading at any place. Those that can only be had as a whole are taken from
    /// `memory`; nothing is verified of the others.
    ///
    /// # Errors
    /// They cannot be read or decoded, or `memory` does not suffice.
    fn open(&self, handle: usize, memory: &Memory) -> Result<Bytes, ReadError>;

    /// What files are best read in the order of.
    fn position(&self, handle: usize) -> u64 {
        handle as u64
    }

    /// How many bytes were unpacked so far, also those that had to be on the way to others.
    fn unpacked(&self) -> u64 {
        0
    }

    /// The number of the blob in the WIM, where there is one.
    fn blob(&self, _handle: usize) -> Option<usize> {
        None
    }
}

impl Entry {
    /// The names from below the root down to it, in UTF-16 as stored.
    pub fn names(&self) -> Vec<Vec<u16>> {
        match &self.names {
            Some(names) => names.to_vec(),
            None => self.path.split('/').map(|name| name.encode_utf16().collect()).collect(),
        }
    }
}

impl Tree {
    /// A tree over `contents`.
    pub fn new(image: Option<u32>, entries: Vec<Entry>, contents: Arc<dyn Contents>) -> Self {
        Self { image, entries, folders: vec![], contents }
    }

    /// Those files that stand below `folder` (with a `/` at its end), as a tree of their own.
    pub(super) fn below(&self, folder: &str) -> Self {
        let inside = |entry: &Entry| {
            let path = entry.path.strip_prefix(folder)?.to_owned();
            // A name that is not as its path shows is too rare for more than losing it.
            Some(Entry { path, names: None, ..entry.clone() })
        };
        let entries = self.entries.iter().filter_map(inside).collect();
        let folders = self.folders.iter().filter_map(inside).collect();
        Self { image: None, entries, folders, contents: Arc::clone(&self.contents) }
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

    /// Some bytes from the middle of a file; none where they cannot be had without decoding all
    /// before them.
    ///
    /// # Errors
    /// See [`Contents::range`].
    pub fn range(&self, entry: &Entry, range: Range<u64>) -> Result<Option<Vec<u8>>, ReadError> {
        self.contents.range(entry.handle, range)
    }

    /// All bytes of an alternate stream, at most `limit` of them.
    ///
    /// # Errors
    /// See [`Contents::read`].
    pub fn read_stream(&self, stream: &Stream, limit: u64) -> Result<Vec<u8>, ReadError> {
        self.contents.read(stream.handle, limit)
    }

    /// Writes all bytes of an alternate stream to `out`.
    ///
    /// # Errors
    /// See [`Contents::copy_to`].
    pub fn copy_stream_to(&self, stream: &Stream, out: &mut dyn Write) -> Result<(), ReadError> {
        self.contents.copy_to(stream.handle, out)
    }

    /// A number that files share only if they share their content.
    pub fn key(&self, entry: &Entry) -> usize {
        entry.handle
    }

    /// Such a number of an alternate stream.
    pub fn stream_key(&self, stream: &Stream) -> usize {
        stream.handle
    }

    /// The bytes of a file for reading at any place.
    pub(super) fn open(&self, entry: &Entry, memory: &Memory) -> Result<Bytes, ReadError> {
        self.contents.open(entry.handle, memory)
    }

    /// What files are best read in the order of: that in which they are stored.
    pub fn position(&self, entry: &Entry) -> u64 {
        self.contents.position(entry.handle)
    }

    /// How many bytes were unpacked so far to read from this tree, also those that had to be on the
    /// way to others.
    pub fn unpacked(&self) -> u64 {
        self.contents.unpacked()
    }

    /// The number of a blob by the handle of an entry or a stream.
    pub(super) fn blob(&self, handle: usize) -> Option<usize> {
        self.contents.blob(handle)
    }

    /// Every content: the path that errors name it by, and its handle.
    pub(super) fn handles(&self) -> impl Iterator<Item = (String, usize)> {
        self.entries.iter().chain(&self.folders).flat_map(|entry| {
            let streams = entry.streams.iter();
            let streams =
                streams.map(|stream| (format!("{}:{}", entry.path, stream.name), stream.handle));
            std::iter::once((entry.path.clone(), entry.handle)).chain(streams)
        })
    }

    /// Decodes a content to the end.
    pub(super) fn check(&self, handle: usize) -> Result<(), ReadError> {
        self.contents.copy_to(handle, &mut std::io::sink())
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
