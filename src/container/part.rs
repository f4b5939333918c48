//! Bytes that lie inside of other bytes, read where they are.

use std::sync::{Arc, Mutex, PoisonError};

use ppkglint_wim::{Blob, ReadAt, Wim};

use super::Bytes;

/// A range of other bytes.
pub(super) struct Window {
    outer: Bytes,
    start: u64,
    size: u64,
}

impl Window {
    /// The range, cut where the outer bytes end.
    pub(super) fn new(outer: &Bytes, start: u64, size: u64) -> Self {
        let start = start.min(outer.size());
        Self { outer: outer.clone(), start, size: size.min(outer.size() - start) }
    }
}

impl ReadAt for Window {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> std::io::Result<()> {
        let end = offset.checked_add(buffer.len() as u64).filter(|end| *end <= self.size);
        let Some(at) = end.and_then(|_| self.start.checked_add(offset)) else {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        };
        self.outer.read_exact_at(at, buffer)
    }
}

/// A blob of a WIM file, decoded where it is read.
pub(super) struct BlobAt {
    wim: Arc<Wim>,
    blob: Blob,
    /// The block that was read last, by its offset: who reads numbers reads many beside each other.
    last: Mutex<(u64, Vec<u8>)>,
    block: u64,
}

impl BlobAt {
    pub(super) fn new(wim: &Arc<Wim>, blob: &Blob) -> Self {
        let chunk = u64::from(wim.header().chunk_size);
        let block = chunk.clamp(1 << 16, 1 << 21);
        let last = Mutex::new((0, vec![]));
        Self { wim: Arc::clone(wim), blob: blob.clone(), last, block }
    }
}

impl ReadAt for BlobAt {
    fn size(&self) -> u64 {
        self.blob.size
    }

    fn read_exact_at(&self, offset: u64, mut buffer: &mut [u8]) -> std::io::Result<()> {
        let end_of_file = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let mut at = offset;
        while !buffer.is_empty() {
            let start = at - at % self.block;
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            if last.0 != start || last.1.is_empty() {
                let range = start..start.saturating_add(self.block);
                *last = (start, vec![]);
                last.1 = self.wim.read_range(&self.blob, range).map_err(std::io::Error::other)?;
            }
            // It fits: less than a block.
            let bytes = last.1.get((at - start) as usize..).unwrap_or_default();
            let length = bytes.len().min(buffer.len());
            let (to, rest) = buffer.split_at_mut(length);
            let from = bytes.get(..length).filter(|bytes| !bytes.is_empty());
            to.copy_from_slice(from.ok_or_else(end_of_file)?);
            at = at.checked_add(length as u64).ok_or_else(end_of_file)?;
            buffer = rest;
        }
        Ok(())
    }
}
