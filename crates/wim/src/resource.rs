//! A resource: where its chunks are in the file.

use crate::header::ResourceHeader;
use crate::{Compression, Error, Header, Limits, ReadAt};

/// How many bytes of an uncompressed resource are read at once.
const RAW_CHUNK: u64 = 1 << 18;
/// How many entries of a chunk table are read at once: a table itself may be larger than memory.
const WINDOW: u64 = 1024;

/// A resource whose place and sizes have been checked against the file and the limits.
#[derive(Debug, Clone)]
pub(crate) struct Resource {
    /// How errors call it.
    pub(crate) what: &'static str,
    /// Bytes from the start of the file.
    pub(crate) offset: u64,
    stored_size: u64,
    /// Bytes after decoding.
    pub(crate) size: u64,
    pub(crate) compression: Compression,
    /// Bytes a chunk decodes to, but for the last one.
    pub(crate) chunk_size: u64,
    /// Bytes of an entry of the chunk table: 4 or 8. 0 without compression.
    table_entry: u64,
}

/// Where one chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// Bytes from the start of the file.
    pub(crate) offset: u64,
    pub(crate) stored_size: usize,
    /// Bytes after decoding. A chunk is stored as it is if this is the stored size.
    pub(crate) size: usize,
}

impl Resource {
    pub(crate) fn new(
        what: &'static str,
        place: &ResourceHeader,
        header: &Header,
        file_size: u64,
        limits: &Limits,
    ) -> Result<Resource, Error> {
        let mut resource = Resource {
            what,
            offset: place.offset,
            stored_size: place.stored_size,
            size: place.size,
            compression: Compression::None,
            chunk_size: RAW_CHUNK,
            table_entry: 0,
        };
        if place.flags & ResourceHeader::SPANNED != 0 {
            return Err(resource.corrupt("it is spread over the parts of a split WIM"));
        }
        if place.end() > file_size {
            return Err(Error::Truncated {
                what,
                offset: place.offset,
                length: place.stored_size,
                available: file_size,
            });
        }
        if place.is_compressed() {
            resource.set_compression(header.compression, header.chunk_size.into(), limits)?;
            if header.pipable {
                return Err(Error::UnsupportedCompression { name: "pipable resources".to_owned() });
            }
            // Offsets above 4 GiB need the long form, whether or not any occurs.
            resource.table_entry = if place.size > u64::from(u32::MAX) { 8 } else { 4 };
            // This ties the decoded size, which is only a claim, to bytes that are really there.
            if resource.table_size() > place.stored_size {
                return Err(resource.corrupt("it is smaller than the table of its chunks"));
            }
        } else if place.stored_size != place.size {
            return Err(resource.corrupt("it is not compressed, but its two sizes differ"));
        }
        Ok(resource)
    }

    fn set_compression(
        &mut self,
        compression: Compression,
        chunk_size: u64,
        limits: &Limits,
    ) -> Result<(), Error> {
        if compression == Compression::None {
            return Err(self.corrupt("it is compressed, but the header names no compression"));
        }
        if !chunk_size.is_power_of_two() || !compression.chunk_sizes().contains(&chunk_size) {
            return Err(self.corrupt("its chunk size is not one that its compression has"));
        }
        if chunk_size > limits.max_chunk {
            return Err(Error::Limit {
                what: "size of a chunk",
                declared: chunk_size,
                allowed: limits.max_chunk,
            });
        }
        self.compression = compression;
        self.chunk_size = chunk_size;
        Ok(())
    }

    /// Fails if the resource decodes to more than `allowed` bytes.
    pub(crate) fn at_most(self, allowed: u64) -> Result<Resource, Error> {
        if self.size > allowed {
            return Err(Error::Limit { what: self.what, declared: self.size, allowed });
        }
        Ok(self)
    }

    pub(crate) fn corrupt(&self, why: &'static str) -> Error {
        Error::Corrupt { what: self.what, offset: self.offset, why }
    }

    pub(crate) fn io(&self, source: std::io::Error) -> Error {
        Error::Io { what: self.what, offset: self.offset, source }
    }

    pub(crate) fn chunk_count(&self) -> u64 {
        self.size.div_ceil(self.chunk_size)
    }

    /// Bytes of the chunk table, which leaves out the first chunk, as that begins at 0.
    fn table_size(&self) -> u64 {
        self.chunk_count().saturating_sub(1).saturating_mul(self.table_entry)
    }
}

/// Finds the chunks of one resource; holds a window of its chunk table.
pub(crate) struct Chunks<'a> {
    resource: &'a Resource,
    source: &'a dyn ReadAt,
    /// The entry of the chunk table that comes first in `window`.
    window_start: u64,
    window: Vec<u64>,
    bytes: Vec<u8>,
}

impl<'a> Chunks<'a> {
    pub(crate) fn new(source: &'a dyn ReadAt, resource: &'a Resource) -> Chunks<'a> {
        Chunks { resource, source, window_start: 0, window: Vec::new(), bytes: Vec::new() }
    }

    /// Where chunk `index` is.
    pub(crate) fn locate(&mut self, index: u64) -> Result<Chunk, Error> {
        let resource = self.resource;
        let count = resource.chunk_count();
        let start = index.saturating_mul(resource.chunk_size);
        if index >= count {
            return Err(resource.corrupt("it has fewer chunks than are needed"));
        }
        let size = resource.chunk_size.min(resource.size - start);
        let (begin, end) = if resource.compression == Compression::None {
            (start, start + size)
        } else {
            // Offsets in the table count from its end.
            let data = resource.table_size();
            let begin = if index == 0 { 0 } else { self.table(index - 1)? };
            let end =
                if index + 1 == count { resource.stored_size - data } else { self.table(index)? };
            (begin.saturating_add(data), end.saturating_add(data))
        };
        let stored_size = end.checked_sub(begin).filter(|_| end <= resource.stored_size);
        match stored_size {
            None => Err(resource.corrupt("its chunk table is out of order or leads outside")),
            Some(0) => Err(resource.corrupt("a chunk has no bytes")),
            Some(stored_size) if stored_size > size => {
                Err(resource.corrupt("a chunk is stored in more bytes than it decodes to"))
            }
            // Both are at most the chunk size, which the limits allow.
            Some(stored_size) => Ok(Chunk {
                offset: resource.offset.saturating_add(begin),
                stored_size: stored_size as usize,
                size: size as usize,
            }),
        }
    }

    /// An entry of the chunk table.
    fn table(&mut self, entry: u64) -> Result<u64, Error> {
        if let Some(value) = self.in_window(entry) {
            return Ok(value);
        }
        let resource = self.resource;
        let entries = resource.chunk_count() - 1;
        let count = WINDOW.min(entries.saturating_sub(entry));
        self.bytes.resize((count * resource.table_entry) as usize, 0);
        let at = resource.offset.saturating_add(entry * resource.table_entry);
        self.source.read_exact_at(at, &mut self.bytes).map_err(|error| resource.io(error))?;
        self.window.clear();
        if resource.table_entry == 8 {
            let entries = self.bytes.as_chunks::<8>().0;
            self.window.extend(entries.iter().map(|bytes| u64::from_le_bytes(*bytes)));
        } else {
            let entries = self.bytes.as_chunks::<4>().0;
            self.window.extend(entries.iter().map(|bytes| u64::from(u32::from_le_bytes(*bytes))));
        }
        self.window_start = entry;
        self.in_window(entry).ok_or_else(|| resource.corrupt("its chunk table is too short"))
    }

    fn in_window(&self, entry: u64) -> Option<u64> {
        let place = usize::try_from(entry.checked_sub(self.window_start)?).ok()?;
        self.window.get(place).copied()
    }
}
