//! A ZIP archive as a tree.

mod inflated;
mod unpack;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};
use zip::{CompressionMethod, read::OwnedZipFileEntry, result::ZipError};

use super::contents::{Entry, ReadError, Tree};
use super::limits::{Limits, MAX_FILES};
use super::{Bytes, Fault, FaultKind};
use unpack::{Allowance, Cursor, ZipContents};

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
    let allowance = Arc::new(Allowance::new(limits.max_total));
    let contents = ZipContents { bytes: bytes.clone(), files, allowance };
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
