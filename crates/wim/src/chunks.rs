//! Finding the chunks of a resource.

use crate::resource::{Layout, Resource};
use crate::solid::Solid;
use crate::{Error, ReadAt};

/// How many entries of a chunk table are read at once: a table itself may be larger than memory.
const WINDOW: u64 = 1024;

/// Where one chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// Bytes from the start of the file.
    pub(crate) offset: u64,
    pub(crate) stored_size: usize,
    /// Bytes after decoding. A chunk is stored as it is if this is the stored size.
    pub(crate) size: usize,
}

/// Finds the chunks of one resource; holds a window of its chunk table.
pub(crate) struct Chunks<'a> {
    resource: Resource<'a>,
    source: &'a dyn ReadAt,
    /// The chunk whose begin comes first in `window`.
    window_start: u64,
    /// Where chunks begin, and last where the one before ends: bytes after the chunk table.
    window: Vec<u64>,
    bytes: Vec<u8>,
}

impl<'a> Chunks<'a> {
    pub(crate) fn new(source: &'a dyn ReadAt, resource: Resource<'a>) -> Chunks<'a> {
        Chunks { resource, source, window_start: 0, window: Vec::new(), bytes: Vec::new() }
    }

    /// Where chunk `index` is.
    pub(crate) fn locate(&mut self, index: u64) -> Result<Chunk, Error> {
        let resource = self.resource;
        if index >= resource.chunk_count() {
            return Err(resource.corrupt("it has fewer chunks than are needed"));
        }
        let size = resource.chunk_length(index);
        let start = index.saturating_mul(resource.chunk_size);
        let (begin, end, before) = match resource.layout {
            Layout::Raw => (start, start.saturating_add(size), 0),
            Layout::Leading => {
                let (begin, end) = self.bounds(index)?;
                (begin, end, resource.table_size())
            }
            // Each chunk up to this one has its size before it.
            Layout::Pipable => {
                let (begin, end) = self.bounds(index)?;
                (begin, end, (index + 1).saturating_mul(4))
            }
            Layout::Solid(_) => {
                let (begin, end) = self.bounds(index)?;
                (begin, end, resource.overhead())
            }
        };
        // Chunks have what the table leaves, however it is laid out.
        let room = resource.stored_size - resource.overhead();
        let stored_size = end.checked_sub(begin).filter(|_| end <= room);
        match stored_size {
            None => Err(resource.corrupt("its chunk table is out of order or leads outside")),
            Some(0) => Err(resource.corrupt("a chunk has no bytes")),
            Some(stored_size) if stored_size > size => {
                Err(resource.corrupt("a chunk is stored in more bytes than it decodes to"))
            }
            // Both are at most the chunk size, which the limits allow.
            Some(stored_size) => Ok(Chunk {
                offset: resource.offset.saturating_add(before).saturating_add(begin),
                stored_size: stored_size as usize,
                size: size as usize,
            }),
        }
    }

    /// Where the bytes of a chunk begin and end, not counting what the layout puts before them.
    fn bounds(&mut self, index: u64) -> Result<(u64, u64), Error> {
        if let Some(bounds) = self.in_window(index) {
            return Ok(bounds);
        }
        self.window.clear();
        match self.resource.layout {
            Layout::Raw => {}
            Layout::Leading => self.load_offsets(index, self.resource.offset)?,
            Layout::Pipable => {
                let resource = &self.resource;
                let end = resource.offset.saturating_add(resource.stored_size);
                self.load_offsets(index, end.saturating_sub(resource.table_size()))?;
            }
            Layout::Solid(solid) => self.load_sizes(index, solid)?,
        }
        self.in_window(index).ok_or_else(|| self.resource.corrupt("its chunk table is too short"))
    }

    fn in_window(&self, index: u64) -> Option<(u64, u64)> {
        let place = usize::try_from(index.checked_sub(self.window_start)?).ok()?;
        let [begin, end] = self.window.get(place..)?.first_chunk::<2>()?;
        Some((*begin, *end))
    }

    /// Fills the window, from chunk `index` on, out of a table at `table_at` that has the begins of
    /// all chunks but the first, which is 0.
    fn load_offsets(&mut self, index: u64, table_at: u64) -> Result<(), Error> {
        let resource = self.resource;
        let entries = resource.chunk_count() - 1;
        // Entry n is the begin of chunk n + 1.
        let first = index.saturating_sub(1);
        let count = (WINDOW + 1).min(entries.saturating_sub(first));
        let width = resource.table_entry();
        self.read(table_at.saturating_add(first.saturating_mul(width)), count * width)?;
        if index == 0 {
            self.window.push(0);
        }
        if width == 8 {
            let entries = self.bytes.as_chunks::<8>().0;
            self.window.extend(entries.iter().map(|bytes| u64::from_le_bytes(*bytes)));
        } else {
            let entries = self.bytes.as_chunks::<4>().0;
            self.window.extend(entries.iter().map(|bytes| u64::from(u32::from_le_bytes(*bytes))));
        }
        if first + count == entries {
            self.window.push(resource.stored_size - resource.overhead());
        }
        self.window_start = index;
        Ok(())
    }

    /// Fills the window with the chunks between the checkpoints around `index`.
    fn load_sizes(&mut self, index: u64, solid: &Solid) -> Result<(), Error> {
        if solid.checkpoints.get().is_none() {
            let checkpoints = self.checkpoints()?;
            // Another thread may have been faster, with the same numbers.
            let _ = solid.checkpoints.set(checkpoints);
        }
        let block = index / WINDOW;
        let checkpoint = usize::try_from(block)
            .ok()
            .and_then(|block| solid.checkpoints.get()?.get(block).copied());
        let mut at = checkpoint.unwrap_or_default();
        self.read_sizes(block)?;
        self.window.push(at);
        for size in self.bytes.as_chunks::<4>().0 {
            at = at.saturating_add(u32::from_le_bytes(*size).into());
            self.window.push(at);
        }
        self.window_start = block * WINDOW;
        Ok(())
    }

    /// Adds up all sizes. There is a byte in the file for every quarter of a step, so this takes no
    /// longer than to read the file.
    fn checkpoints(&mut self) -> Result<Vec<u64>, Error> {
        let mut checkpoints = Vec::new();
        let mut at = 0u64;
        for block in 0..self.resource.chunk_count().div_ceil(WINDOW) {
            checkpoints.push(at);
            self.read_sizes(block)?;
            for size in self.bytes.as_chunks::<4>().0 {
                at = at.saturating_add(u32::from_le_bytes(*size).into());
            }
        }
        Ok(checkpoints)
    }

    /// Reads the sizes of a window of chunks of a solid resource.
    fn read_sizes(&mut self, block: u64) -> Result<(), Error> {
        let first = block * WINDOW;
        let count = WINDOW.min(self.resource.chunk_count().saturating_sub(first));
        let table_at = self.resource.offset.saturating_add(Solid::HEAD_SIZE);
        self.read(table_at.saturating_add(first * 4), count * 4)
    }

    /// Reads at most a window of entries, 8 KiB.
    fn read(&mut self, at: u64, length: u64) -> Result<(), Error> {
        self.bytes.resize(length as usize, 0);
        self.source.read_exact_at(at, &mut self.bytes).map_err(|error| self.resource.io(error))
    }
}
