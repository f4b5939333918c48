//! Unpacks the files of an archive.

use std::{
    io::{Read, Seek, SeekFrom, Write},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use ppkglint_wim::ReadAt;
use zip::{
    CompressionMethod,
    read::{OwnedZipFileEntry, ZipReadOptions},
};

use super::super::contents::{Contents, ReadError};
use super::super::part::Window;
use super::super::{Bytes, FaultKind, Memory};
use super::inflated::Inflated;
use super::{MAX_DIRECTORY, closed, failed, unreadable};

/// What is allocated at once on the word of the archive.
const TRUSTED_SIZE: u64 = 1 << 20;

/// Up to this size a file is held in memory when it is to be read at any place. Fuzzers make small
/// files.
const WHOLE: u64 = if cfg!(fuzzing) { 1 << 9 } else { 8 << 20 };

/// The bytes of the files.
pub(super) struct ZipContents {
    pub(super) bytes: Bytes,
    pub(super) files: Vec<OwnedZipFileEntry>,
    pub(super) allowance: Arc<Allowance>,
}

/// How many bytes an archive may unpack to, and how many of them are left.
pub(super) struct Allowance {
    allowed: u64,
    left: AtomicU64,
}

impl Allowance {
    pub(super) fn new(allowed: u64) -> Self {
        Self { allowed, left: AtomicU64::new(allowed) }
    }

    /// Takes `bytes`, before they are unpacked.
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

    /// The same, for who reads bytes.
    pub(super) fn spend_here(&self, bytes: u64) -> std::io::Result<()> {
        let exceeded = std::io::ErrorKind::QuotaExceeded;
        self.spend(bytes).map_err(|error| std::io::Error::new(exceeded, error.reason))
    }

    fn spent(&self) -> u64 {
        self.allowed.saturating_sub(self.left.load(Ordering::Relaxed))
    }
}

impl ZipContents {
    fn file(&self, handle: usize) -> Result<&OwnedZipFileEntry, ReadError> {
        let file = self.files.get(handle).ok_or_else(|| ReadError {
            kind: FaultKind::Missing,
            reason: "it is not in the ZIP archive".to_owned(),
        })?;
        closed(file).map_or(Ok(file), Err)
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
        self.allowance.spend(length)?;
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

    fn unpacked(&self) -> u64 {
        self.allowance.spent()
    }

    fn open(&self, handle: usize, memory: &Memory) -> Result<Bytes, ReadError> {
        let file = self.file(handle)?;
        let mut reader = Cursor { bytes: self.bytes.clone(), at: 0, left: u64::MAX };
        let opened = file.as_ref().with_reader(&mut reader, ZipReadOptions::new());
        let start = opened.map_err(|error| failed(&error))?.data_start();
        let window = start.map(|start| Window::new(&self.bytes, start, file.compressed_size()));
        if let Some(window) = window {
            if file.compression() == CompressionMethod::Stored {
                return Ok(Bytes(Arc::new(window)));
            }
            if file.size() > WHOLE {
                memory.take(file.size())?;
                let inflated = Inflated::new(window, file.size(), file.crc32(), &self.allowance);
                return Ok(Bytes(Arc::new(inflated.map_err(|error| unreadable(&error))?)));
            }
        }
        memory.take(file.size())?;
        Ok(Bytes(Arc::new(self.unpack(handle, file.size())?)))
    }
}

/// A place in bytes, for readers that want one.
pub(super) struct Cursor {
    pub(super) bytes: Bytes,
    pub(super) at: u64,
    /// Bytes that may still be read.
    pub(super) left: u64,
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
