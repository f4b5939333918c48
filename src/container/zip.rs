//! A ZIP archive as a tree.

use std::{
    collections::{HashMap, HashSet},
    io::{Read, Seek, SeekFrom, Write},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, NaiveDate, Utc};
use ppkglint_wim::ReadAt;
use zip::{
    CompressionMethod,
    read::{OwnedZipFileEntry, ZipReadOptions},
    result::ZipError,
};

use super::contents::{Contents, Entry, ReadError, Tree};
use super::limits::{Limits, MAX_FILES};
use super::part::Window;
use super::{Bytes, Fault, FaultKind, Memory};

/// What is allocated at once on the word of the archive.
const TRUSTED_SIZE: u64 = 1 << 20;

/// Bytes that are read to list an archive: its directory takes some 150 a file.
const MAX_DIRECTORY: u64 = 32 << 20;

/// The least bytes of an archive: its end record.
pub(super) const MIN_SIZE: u64 = 22;

/// Whether a file that begins with these bytes is a ZIP archive: of files, empty, or one that was
/// meant to be split and was not.
pub(super) fn is_zip(first_bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00"]
        .iter()
        .any(|magic| first_bytes.starts_with(*magic))
}

/// An archive, listed.
pub(super) struct Archive {
    /// Its files; those whose names lead elsewhere are among them, and have their fault.
    pub(super) tree: Tree,
    /// What is wrong with single files.
    pub(super) faults: Vec<Fault>,
    /// Paths of files that nobody can look into, and why.
    pub(super) closed: Vec<(String, ReadError)>,
}

/// Lists the files of an archive.
pub(super) fn list(bytes: &Bytes, limits: &Limits) -> Result<Archive, ReadError> {
    let reader = Cursor { bytes: bytes.clone(), at: 0, left: MAX_DIRECTORY };
    let archive = zip::ZipArchive::new(reader).map_err(|error| failed(&error))?;
    if archive.len() > MAX_FILES {
        let reason = format!("it holds {} files, at most {MAX_FILES} are read", archive.len());
        return Err(ReadError { kind: FaultKind::Limit, reason });
    }
    let mut listing = Listing::default();
    if archive.has_duplicate_names() {
        // The crate keeps the last one of each name, and does not say which there were.
        listing.faults.push(Fault {
            file: None,
            image: None,
            kind: FaultKind::Damaged,
            reason: "its directory lists several files of one name, and each tool takes another \
                     one: it cannot be known which of them counts"
                .to_owned(),
        });
    }
    for place in 0..archive.len() {
        let file = archive.by_index_data(place).map_err(|error| failed(&error))?;
        listing.add(file.into())?;
    }
    let Listing { files, entries, faults, closed, .. } = listing;
    let contents =
        ZipContents { bytes: bytes.clone(), files, left: AtomicU64::new(limits.max_total) };
    Ok(Archive { tree: Tree::new(None, entries, Arc::new(contents)), faults, closed })
}

#[derive(Default)]
struct Listing {
    files: Vec<OwnedZipFileEntry>,
    entries: Vec<Entry>,
    faults: Vec<Fault>,
    closed: Vec<(String, ReadError)>,
    /// Paths in lower case, as Windows compares them.
    seen: HashSet<String>,
    twice: HashMap<String, String>,
}

impl Listing {
    fn add(&mut self, file: OwnedZipFileEntry) -> Result<(), ReadError> {
        let name = file.name().map_err(|error| failed(&error))?.replace('\\', "/");
        if name.ends_with('/') {
            return Ok(());
        }
        let path = name.strip_prefix("./").unwrap_or(&name).to_owned();
        let mut fault = |reason: &str| {
            self.faults.push(Fault {
                file: Some(path.clone()),
                image: None,
                kind: FaultKind::Damaged,
                reason: reason.to_owned(),
            });
        };
        if let Some(reason) = leads_elsewhere(&path) {
            fault(reason);
        }
        let folded = path.to_lowercase();
        if !self.seen.insert(folded.clone()) && self.twice.insert(folded, path.clone()).is_none() {
            fault("the archive holds several files of this name, and each tool takes another one");
        }
        if let Some(why) = closed(&file) {
            self.closed.push((path.clone(), why));
        }
        self.entries.push(Entry {
            path,
            size: file.size(),
            written: file.last_modified().and_then(time),
            is_link: file.is_symlink(),
            handle: self.files.len(),
            ..Entry::default()
        });
        self.files.push(file);
        Ok(())
    }
}

/// Why a path of an archive is not one below the folder that it is unpacked to.
fn leads_elsewhere(path: &str) -> Option<&'static str> {
    let mut letters = path.chars();
    if path.starts_with('/') {
        return Some("its name in the archive is an absolute path");
    }
    if letters.next().is_some_and(|ch| ch.is_ascii_alphabetic()) && letters.next() == Some(':') {
        return Some("its name in the archive begins with a drive letter");
    }
    if path.split('/').any(|name| name == "..") {
        return Some("its name in the archive leads out of the folder that it is unpacked to");
    }
    path.contains('\0').then_some("its name in the archive holds a NUL")
}

/// Why nobody can look into a file.
fn closed(file: &OwnedZipFileEntry) -> Option<ReadError> {
    if file.encrypted() {
        let reason = "it is encrypted in the ZIP archive and cannot be read without its password";
        return Some(ReadError { kind: FaultKind::Encrypted, reason: reason.to_owned() });
    }
    let method = match file.compression() {
        CompressionMethod::Stored | CompressionMethod::Deflated => return None,
        #[expect(deprecated, reason = "the number is what names a method")]
        method => method.to_u16(),
    };
    let name = match method {
        1 => "Shrink",
        2..=5 => "Reduce",
        6 => "Implode",
        9 => "Deflate64",
        12 => "bzip2",
        14 => "LZMA",
        20 | 93 => "Zstandard",
        95 => "XZ",
        98 => "PPMd",
        99 => "AES",
        _ => "unknown",
    };
    Some(ReadError {
        kind: FaultKind::Unsupported,
        reason: format!(
            "it is compressed by a method that is not supported ({name}, number {method}): \
             ZIP archives are read when they are stored or deflated"
        ),
    })
}

/// A time as ZIP keeps it: of no certain time zone, so UTC.
fn time(time: zip::DateTime) -> Option<DateTime<Utc>> {
    let date = NaiveDate::from_ymd_opt(time.year().into(), time.month().into(), time.day().into())?;
    let time = date.and_hms_opt(time.hour().into(), time.minute().into(), time.second().into())?;
    Some(time.and_utc())
}

fn failed(error: &ZipError) -> ReadError {
    let (kind, reason) = match error {
        ZipError::Io(error) => return unreadable(error),
        ZipError::UnsupportedArchive(why) => (FaultKind::Unsupported, (*why).to_owned()),
        other => (FaultKind::Damaged, other.to_string()),
    };
    ReadError { kind, reason: format!("it is a ZIP archive that cannot be read: {reason}") }
}

fn unreadable(error: &std::io::Error) -> ReadError {
    use std::io::ErrorKind::{InvalidData, InvalidInput, Other, QuotaExceeded, UnexpectedEof};
    let kind = match error.kind() {
        QuotaExceeded => FaultKind::Limit,
        InvalidData | InvalidInput | Other | UnexpectedEof => FaultKind::Damaged,
        _ => FaultKind::Missing,
    };
    ReadError { kind, reason: format!("its bytes in the ZIP archive cannot be read: {error}") }
}

struct ZipContents {
    bytes: Bytes,
    files: Vec<OwnedZipFileEntry>,
    /// Bytes that may still be unpacked.
    left: AtomicU64,
}

impl ZipContents {
    fn file(&self, handle: usize) -> Result<&OwnedZipFileEntry, ReadError> {
        let file = self.files.get(handle).ok_or_else(|| ReadError {
            kind: FaultKind::Missing,
            reason: "it is not in the ZIP archive".to_owned(),
        })?;
        closed(file).map_or(Ok(file), Err)
    }

    fn spend(&self, bytes: u64) -> Result<(), ReadError> {
        let take = |left: u64| left.checked_sub(bytes);
        let taken = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        taken.map(drop).map_err(|left| ReadError {
            kind: FaultKind::Limit,
            reason: format!(
                "it unpacks to {bytes} bytes, and {left} are left of what a ZIP archive may unpack \
                 to (--max-total raises it)"
            ),
        })
    }

    /// Hands the first `length` bytes on, in blocks.
    fn stream(
        &self,
        handle: usize,
        length: u64,
        take: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<(), ReadError> {
        let file = self.file(handle)?;
        let length = length.min(file.size());
        self.spend(length)?;
        let mut reader = Cursor { bytes: self.bytes.clone(), at: 0, left: u64::MAX };
        let opened = file.as_ref().with_reader(&mut reader, ZipReadOptions::new());
        let opened = opened.map_err(|error| failed(&error))?;
        let whole = length == file.size();
        // One more, so that the end is read and the checksum compared.
        let mut opened = opened.take(length.saturating_add(u64::from(whole)));
        let mut block = vec![0; 1 << 16];
        let mut done = 0u64;
        loop {
            let count = opened.read(&mut block).map_err(|error| unreadable(&error))?;
            if count == 0 {
                break;
            }
            done = done.saturating_add(count as u64);
            if done > length {
                break;
            }
            take(block.get(..count).unwrap_or_default()).map_err(|error| ReadError {
                kind: FaultKind::Missing,
                reason: format!("it cannot be written: {error}"),
            })?;
        }
        if done == length {
            return Ok(());
        }
        let size = file.size();
        Err(ReadError {
            kind: FaultKind::Damaged,
            reason: format!("it is not of the size that the ZIP archive records: {size} bytes"),
        })
    }

    fn unpack(&self, handle: usize, length: u64) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::with_capacity(length.min(TRUSTED_SIZE) as usize);
        self.stream(handle, length, &mut |block| {
            bytes.extend_from_slice(block);
            Ok(())
        })?;
        Ok(bytes)
    }
}

impl Contents for ZipContents {
    fn read(&self, handle: usize, limit: u64) -> Result<Vec<u8>, ReadError> {
        let size = self.file(handle)?.size();
        if size > limit {
            return Err(ReadError::too_large(size, limit));
        }
        self.unpack(handle, size)
    }

    fn copy_to(&self, handle: usize, out: &mut dyn Write) -> Result<(), ReadError> {
        self.stream(handle, u64::MAX, &mut |block| out.write_all(block))
    }

    fn prefix(&self, handle: usize, length: u64) -> Result<Vec<u8>, ReadError> {
        self.unpack(handle, length)
    }

    fn open(&self, handle: usize, memory: &Memory) -> Result<Bytes, ReadError> {
        let file = self.file(handle)?;
        if file.compression() == CompressionMethod::Stored {
            let mut reader = Cursor { bytes: self.bytes.clone(), at: 0, left: u64::MAX };
            let opened = file.as_ref().with_reader(&mut reader, ZipReadOptions::new());
            let start = opened.map_err(|error| failed(&error))?.data_start();
            if let Some(start) = start {
                let window = Window::new(&self.bytes, start, file.compressed_size());
                return Ok(Bytes(Arc::new(window)));
            }
        }
        memory.take(file.size())?;
        Ok(Bytes(Arc::new(self.unpack(handle, file.size())?)))
    }
}

/// A place in bytes, for readers that want one.
struct Cursor {
    bytes: Bytes,
    at: u64,
    /// Bytes that may still be read.
    left: u64,
}

impl Read for Cursor {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = self.bytes.size().saturating_sub(self.at);
        let length = left.min(buffer.len() as u64) as usize;
        let part = buffer.get_mut(..length).unwrap_or_default();
        self.left = self.left.checked_sub(length as u64).ok_or_else(|| {
            let why = format!("its directory takes more than {MAX_DIRECTORY} bytes");
            std::io::Error::new(std::io::ErrorKind::QuotaExceeded, why)
        })?;
        self.bytes.read_exact_at(self.at, part)?;
        self.at = self.at.saturating_add(length as u64);
        Ok(length)
    }
}

impl Seek for Cursor {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.bytes.size().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(std::io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
