//! Decoding ranges of resources, chunk by chunk.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::cache::ChunkCache;
use crate::chunks::{Chunk, Chunks};
use crate::codec::Decoder;
use crate::resource::Resource;
use crate::{Compression, Error, ReadAt};

/// Decodes single chunks; holds what is used again from one to the next.
#[derive(Debug, Default)]
pub(crate) struct ChunkDecoder {
    decoder: Option<(Compression, Decoder)>,
    input: Vec<u8>,
    /// A chunk that was decoded, kept for its memory.
    output: Vec<u8>,
}

impl ChunkDecoder {
    /// Replaces what is in `output` by what the chunk decodes to.
    pub(crate) fn decode(
        &mut self,
        source: &dyn ReadAt,
        resource: &Resource<'_>,
        chunk: Chunk,
        output: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let at_chunk = |source| Error::io(resource.what, chunk.offset, source);
        if chunk.stored_size == chunk.size {
            output.resize(chunk.size, 0);
            return source.read_exact_at(chunk.offset, output).map_err(at_chunk);
        }
        self.input.resize(chunk.stored_size, 0);
        source.read_exact_at(chunk.offset, &mut self.input).map_err(at_chunk)?;
        let decoder = match &mut self.decoder {
            Some((compression, decoder)) if *compression == resource.compression => decoder,
            decoder => {
                let made = Decoder::new(resource.compression).ok_or_else(|| {
                    Error::UnsupportedCompression { name: resource.compression.name().to_owned() }
                })?;
                &mut decoder.insert((resource.compression, made)).1
            }
        };
        // At most 1 GiB; what is allocated is the chunk's own size, which is within the limits.
        let chunk_size = resource.chunk_size as usize;
        decoder.decode(&self.input, chunk_size, chunk.size, output).map_err(|error| {
            Error::Corrupt { what: resource.what, offset: chunk.offset, why: error.why }
        })
    }
}

/// How many bytes may still be decoded: see [`Limits::max_total`](crate::Limits::max_total).
#[derive(Debug)]
pub(crate) struct Budget {
    allowed: u64,
    spent: AtomicU64,
}

impl Budget {
    pub(crate) fn new(allowed: u64) -> Budget {
        Budget { allowed, spent: AtomicU64::new(0) }
    }

    /// How many bytes were taken off it.
    pub(crate) fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }

    /// Takes `bytes` off the budget, before they are decoded.
    pub(crate) fn spend(&self, bytes: u64) -> Result<(), Error> {
        let add = |spent: u64| spent.checked_add(bytes).filter(|sum| *sum <= self.allowed);
        match self.spent.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add) {
            Ok(_) => Ok(()),
            Err(spent) => Err(Error::Limit {
                what: "number of bytes decoded",
                declared: spent.saturating_add(bytes),
                allowed: self.allowed,
            }),
        }
    }
}

/// A source of resources, with what reading them costs and keeps.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) source: &'a dyn ReadAt,
    pub(crate) budget: &'a Budget,
}

impl Reader<'_> {
    /// Decodes the chunks that hold `range` of the resource, and hands the bytes of the range on
    /// piece by piece, in order. Holds one chunk in memory. What the resource does not have of the
    /// range is an error. With a cache, chunks are looked for in it first and put into it.
    pub(crate) fn stream(
        self,
        resource: &Resource<'_>,
        range: Range<u64>,
        decoder: &mut ChunkDecoder,
        cache: Option<&ChunkCache>,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut chunks = Chunks::new(self.source, *resource);
        let mut at = range.start;
        while at < range.end {
            let index = at / resource.chunk_size;
            let chunk_start = index * resource.chunk_size;
            let until = range.end.min(chunk_start.saturating_add(resource.chunk_length(index)));
            let mut hand_on = |bytes: &[u8]| {
                // Both are offsets into the chunk, which is in memory.
                let piece = bytes.get((at - chunk_start) as usize..(until - chunk_start) as usize);
                match piece {
                    Some(piece) if !piece.is_empty() => sink(piece),
                    _ => Err(resource.corrupt("it ends before the bytes that are wanted")),
                }
            };
            let key = (resource.offset, index);
            if let Some(bytes) = cache.and_then(|cache| cache.get(key)) {
                hand_on(&bytes)?;
            } else {
                let chunk = chunks.locate(index)?;
                let mut output = std::mem::take(&mut decoder.output);
                self.budget.spend(chunk.size as u64)?;
                if let Some(cache) = cache {
                    cache.make_room(chunk.size);
                }
                decoder.decode(self.source, resource, chunk, &mut output)?;
                hand_on(&output)?;
                match cache {
                    Some(cache) => cache.put(key, output),
                    None => decoder.output = output,
                }
            }
            at = until;
        }
        Ok(())
    }
}
