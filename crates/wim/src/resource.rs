//! A resource: how its bytes are laid out, checked against the file and the limits.

use crate::header::ResourceHeader;
use crate::solid::Solid;
use crate::{Compression, Error, Header, Limits};

/// How many bytes of an uncompressed resource are read at once.
const RAW_CHUNK: u64 = 1 << 18;

/// A resource whose place and sizes have been checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resource<'a> {
    /// How errors call it.
    pub(crate) what: &'static str,
    /// Bytes from the start of the file.
    pub(crate) offset: u64,
    pub(crate) stored_size: u64,
    /// Bytes after decoding.
    pub(crate) size: u64,
    pub(crate) compression: Compression,
    /// Bytes a chunk decodes to, but for the last one.
    pub(crate) chunk_size: u64,
    pub(crate) layout: Layout<'a>,
}

/// How the chunks of a resource are laid out.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Layout<'a> {
    /// No compression, no table.
    Raw,
    /// A table of the offsets of all chunks but the first, then the chunks. WIM paper.
    Leading,
    /// For each chunk 4 bytes with its stored size and the chunk; then a table of offsets, which do
    /// not count these 4 bytes. Measured on files of wimlib.
    Pipable,
    /// A header of 16 bytes, a table of the stored sizes of all chunks, then the chunks. Measured
    /// on files of Windows and wimlib.
    Solid(&'a Solid),
}

impl<'a> Resource<'a> {
    /// A resource that holds one content.
    pub(crate) fn new(
        what: &'static str,
        place: &ResourceHeader,
        header: &Header,
        file_size: u64,
        limits: &Limits,
    ) -> Result<Resource<'a>, Error> {
        let mut resource = Resource::raw(what, place, place.size, file_size)?;
        if place.is_compressed() {
            resource.set_compression(header.compression, header.chunk_size.into(), limits)?;
            resource.layout = if header.pipable { Layout::Pipable } else { Layout::Leading };
            resource.check_overhead()?;
        } else if place.stored_size != place.size {
            return Err(resource.corrupt("it is not compressed, but its two sizes differ"));
        }
        Ok(resource)
    }

    /// A resource that holds several contents.
    pub(crate) fn solid(
        what: &'static str,
        solid: &'a Solid,
        file_size: u64,
        limits: &Limits,
    ) -> Result<Resource<'a>, Error> {
        let head = solid.head()?;
        let mut resource = Resource::raw(what, &solid.place, head.size, file_size)?;
        resource.set_compression(head.compression()?, head.chunk_size.into(), limits)?;
        resource.layout = Layout::Solid(solid);
        resource.check_overhead()?;
        Ok(resource)
    }

    fn raw(
        what: &'static str,
        place: &ResourceHeader,
        size: u64,
        file_size: u64,
    ) -> Result<Resource<'a>, Error> {
        let resource = Resource {
            what,
            offset: place.offset,
            stored_size: place.stored_size,
            size,
            compression: Compression::None,
            chunk_size: RAW_CHUNK,
            layout: Layout::Raw,
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
        Ok(resource)
    }

    fn set_compression(
        &mut self,
        compression: Compression,
        chunk_size: u64,
        limits: &Limits,
    ) -> Result<(), Error> {
        if compression == Compression::None {
            return Err(self.corrupt("it is compressed, but nothing says how"));
        }
        if !chunk_size.is_power_of_two() || !compression.chunk_sizes().contains(&chunk_size) {
            return Err(self.corrupt("its chunk size is not one that its compression has"));
        }
        // Writers declare chunks of up to 1 GiB for a few bytes: what counts is what a chunk holds.
        let declared = chunk_size.min(self.size);
        if declared > limits.max_chunk {
            let allowed = limits.max_chunk;
            return Err(Error::Limit { what: "size of a chunk", declared, allowed });
        }
        self.compression = compression;
        self.chunk_size = chunk_size;
        Ok(())
    }

    /// Ties the decoded size, which is only a claim, to bytes that are really there.
    fn check_overhead(&self) -> Result<(), Error> {
        if self.overhead() > self.stored_size {
            return Err(self.corrupt("it is smaller than the table of its chunks"));
        }
        Ok(())
    }

    /// Fails if the resource decodes to more than `allowed` bytes.
    pub(crate) fn at_most(self, allowed: u64) -> Result<Resource<'a>, Error> {
        if self.size > allowed {
            return Err(Error::Limit { what: self.what, declared: self.size, allowed });
        }
        Ok(self)
    }

    pub(crate) fn corrupt(&self, why: &'static str) -> Error {
        Error::Corrupt { what: self.what, offset: self.offset, why }
    }

    pub(crate) fn io(&self, source: std::io::Error) -> Error {
        Error::io(self.what, self.offset, source)
    }

    pub(crate) fn chunk_count(&self) -> u64 {
        self.size.div_ceil(self.chunk_size)
    }

    /// Bytes that chunk `index`, which must exist, decodes to.
    pub(crate) fn chunk_length(&self, index: u64) -> u64 {
        let start = index.saturating_mul(self.chunk_size);
        self.chunk_size.min(self.size.saturating_sub(start))
    }

    /// Bytes of an entry of the chunk table.
    pub(crate) fn table_entry(&self) -> u64 {
        match self.layout {
            Layout::Raw => 0,
            Layout::Solid(_) => 4,
            // Offsets above 4 GiB need the long form, whether or not any occurs.
            Layout::Leading | Layout::Pipable => {
                if self.size > u64::from(u32::MAX) {
                    8
                } else {
                    4
                }
            }
        }
    }

    /// Bytes of the chunk table.
    pub(crate) fn table_size(&self) -> u64 {
        let entries = match self.layout {
            Layout::Solid(_) => self.chunk_count(),
            Layout::Raw | Layout::Leading | Layout::Pipable => self.chunk_count().saturating_sub(1),
        };
        entries.saturating_mul(self.table_entry())
    }

    /// Bytes that are in no chunk.
    pub(crate) fn overhead(&self) -> u64 {
        let more = match self.layout {
            Layout::Raw | Layout::Leading => 0,
            Layout::Pipable => self.chunk_count().saturating_mul(4),
            Layout::Solid(_) => Solid::HEAD_SIZE,
        };
        self.table_size().saturating_add(more)
    }
}
