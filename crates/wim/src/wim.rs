use std::io::Write;
use std::ops::Range;

use sha1::{Digest, Sha1};

use crate::cache::ChunkCache;
use crate::header::{HEADER_SIZE, Header, MAGIC, PIPABLE_MAGIC, ResourceHeader};
use crate::resource::{Layout, Resource};
use crate::stream::{Budget, ChunkDecoder, Reader};
use crate::table::{Blob, Location, Table};
use crate::{Error, Image, Limits, ReadAt, metadata};

/// How errors call the content of a file.
pub(crate) const BLOB: &str = "blob";
/// Chunks above this size, which LZMS alone has, are kept like those of solid resources.
const LARGE_CHUNK: u64 = 2 << 20;
/// The most that is allocated at once on the word of the lookup table; beyond it, memory is taken
/// as bytes are really decoded.
const TRUSTED_SIZE: u64 = 1 << 20;

/// An open WIM file.
///
/// Holds the header and the lookup table; everything else is read when it is asked for. All methods
/// take `&self` and may be called from several threads at once.
pub struct Wim {
    pub(crate) source: Box<dyn ReadAt>,
    limits: Limits,
    header: Header,
    pub(crate) table: Table,
    pub(crate) budget: Budget,
    cache: ChunkCache,
}

impl std::fmt::Debug for Wim {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Wim").field("header", &self.header).finish_non_exhaustive()
    }
}

impl Wim {
    /// Reads the header and the lookup table.
    ///
    /// # Errors
    /// Fails if `source` is no WIM file, is part of a split WIM, uses a compression that is not
    /// supported, or ends before the table does; and if the table is above
    /// [`Limits::max_table`].
    pub fn open(source: impl ReadAt + 'static, limits: Limits) -> Result<Wim, Error> {
        Wim::open_boxed(Box::new(source), limits)
    }

    fn open_boxed(source: Box<dyn ReadAt>, limits: Limits) -> Result<Wim, Error> {
        let header = read_header(source.as_ref())?;
        let budget = Budget::new(limits.max_total);
        let table = Table::default();
        let cache = ChunkCache::default();
        let mut wim = Wim { source, limits, header, table, budget, cache };
        let place = wim.header.table;
        let bytes = wim.read_resource("lookup table", &place, limits.max_table)?;
        wim.table = Table::parse(&bytes, wim.source.as_ref());
        Ok(wim)
    }

    /// Whether a file that begins with these bytes, at least 8, is a WIM file: `MSWIM` or, in the
    /// form for pipes, `WLPWM`, each with three NULs.
    pub fn is_wim(first_bytes: &[u8]) -> bool {
        first_bytes.starts_with(&MAGIC) || first_bytes.starts_with(&PIPABLE_MAGIC)
    }

    /// What the header says.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The limits the file was opened with.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// How many bytes were decoded so far, counted in whole chunks, also those of which only a part
    /// was asked for: what [`Limits::max_total`] caps.
    pub fn decoded(&self) -> u64 {
        self.budget.spent()
    }

    /// The number of images: of the metadata resources in the lookup table, whatever the header
    /// claims.
    pub fn image_count(&self) -> usize {
        self.table.images.len()
    }

    /// Reads the tree of an image, the first being 0.
    ///
    /// # Errors
    /// Fails if there is no such image, if its metadata cannot be decoded, does not have its
    /// SHA-1, contradicts itself, or is above a limit.
    pub fn image(&self, index: usize) -> Result<Image, Error> {
        const WHAT: &str = "image metadata";
        let Some(image) = self.table.images.get(index) else {
            return Err(Error::Corrupt {
                what: "lookup table",
                offset: self.header.table.offset,
                why: "it has no image of that number",
            });
        };
        let bytes = self.read_resource(WHAT, &image.resource, self.limits.max_metadata)?;
        check_hash(WHAT, image.resource.offset, &image.hash, Sha1::digest(&bytes).into())?;
        metadata::parse(&bytes, &self.limits)
    }

    /// The contents of files, in the order of the lookup table. Some may be part of no image: the
    /// tools of Windows leave such behind.
    pub fn blobs(&self) -> &[Blob] {
        &self.table.blobs
    }

    /// The blob of that SHA-1, which a [`Stream`](crate::Stream) names. Of several, the first.
    pub fn blob(&self, hash: &[u8; 20]) -> Option<&Blob> {
        self.table.find(hash)
    }

    /// The whole content of a blob, after checking its SHA-1.
    ///
    /// # Errors
    /// Fails if it cannot be decoded, does not have its SHA-1, or is above
    /// [`Limits::max_blob`].
    pub fn read(&self, blob: &Blob) -> Result<Vec<u8>, Error> {
        let bytes = self.read_range(blob, 0..blob.size)?;
        check_hash(BLOB, self.offset_of(blob), &blob.hash, Sha1::digest(&bytes).into())?;
        Ok(bytes)
    }

    /// The first `length` bytes of a blob, or all if it has fewer. Decodes only the chunks that
    /// hold them; no hash is checked.
    ///
    /// # Errors
    /// Fails if they cannot be decoded or are above [`Limits::max_blob`].
    pub fn read_prefix(&self, blob: &Blob, length: u64) -> Result<Vec<u8>, Error> {
        self.read_range(blob, 0..length.min(blob.size))
    }

    /// Some bytes of a blob; of a range that runs past its end, those it has. Decodes only the
    /// chunks that hold them; no hash is checked.
    ///
    /// # Errors
    /// As [`read_prefix`](Self::read_prefix).
    pub fn read_range(&self, blob: &Blob, range: Range<u64>) -> Result<Vec<u8>, Error> {
        let end = range.end.min(blob.size);
        let length = end.saturating_sub(range.start);
        if length > self.limits.max_blob {
            let allowed = self.limits.max_blob;
            return Err(Error::Limit { what: BLOB, declared: length, allowed });
        }
        let mut bytes = Vec::with_capacity(length.min(TRUSTED_SIZE) as usize);
        self.stream_blob(blob, range.start.min(end)..end, &mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(bytes)
    }

    /// Writes the whole content of a blob to `out`, holding a few chunks in memory, and checks its
    /// SHA-1 at the end.
    ///
    /// # Errors
    /// Fails if it cannot be decoded, does not have its SHA-1, or `out` fails. What was written by
    /// then is not to be used.
    pub fn copy_to(&self, blob: &Blob, out: &mut dyn Write) -> Result<(), Error> {
        let mut sha1 = Sha1::new();
        let offset = self.offset_of(blob);
        self.stream_blob(blob, 0..blob.size, &mut |piece| {
            sha1.update(piece);
            out.write_all(piece).map_err(|source| Error::io(BLOB, offset, source))
        })?;
        check_hash(BLOB, offset, &blob.hash, sha1.finalize().into())
    }

    /// The XML data as stored: UTF-16LE, beginning with a byte order mark, in sound files.
    ///
    /// # Errors
    /// Fails if the file ends before it does, or it is above [`Limits::max_xml`].
    pub fn xml(&self) -> Result<Vec<u8>, Error> {
        self.read_resource("XML data", &self.header.xml, self.limits.max_xml)
    }

    /// How many bytes follow the last one that the header or the lookup table gives a meaning to.
    pub fn trailing_bytes(&self) -> u64 {
        let header = &self.header;
        let named = [header.table, header.xml, header.boot_metadata, header.integrity];
        let last = named.iter().map(ResourceHeader::end).max().unwrap_or_default();
        let header_end = if header.pipable { self.source.size() } else { HEADER_SIZE as u64 };
        self.source.size().saturating_sub(last.max(self.table.end).max(header_end))
    }

    /// Whether the file has an integrity table: hashes of every 10 MiB of it, which this crate
    /// neither needs nor checks.
    pub fn has_integrity_table(&self) -> bool {
        self.header.integrity.stored_size != 0
    }

    fn read_resource(
        &self,
        what: &'static str,
        place: &ResourceHeader,
        allowed: u64,
    ) -> Result<Vec<u8>, Error> {
        let resource = self.resource(what, place)?.at_most(allowed)?;
        let mut bytes = Vec::with_capacity(resource.size.min(TRUSTED_SIZE) as usize);
        let mut decoder = ChunkDecoder::default();
        self.reader().stream(&resource, 0..resource.size, &mut decoder, None, &mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(bytes)
    }

    fn resource(&self, what: &'static str, place: &ResourceHeader) -> Result<Resource<'_>, Error> {
        Resource::new(what, place, &self.header, self.source.size(), &self.limits)
    }

    /// The resource a blob lies in, and where in what it decodes to.
    pub(crate) fn resource_of(&self, blob: &Blob) -> Result<(Resource<'_>, u64), Error> {
        match &blob.location {
            Location::Resource(place) => Ok((self.resource(BLOB, place)?, 0)),
            Location::Solid { resource, offset } => {
                let solid = self.table.solid.get(*resource).ok_or(Error::Corrupt {
                    what: "lookup table",
                    offset: self.header.table.offset,
                    why: "a blob lies behind all solid resources",
                })?;
                let resource = Resource::solid(BLOB, solid, self.source.size(), &self.limits)?;
                if offset.checked_add(blob.size).is_none_or(|end| end > resource.size) {
                    return Err(resource.corrupt("a blob runs past the end of its solid resource"));
                }
                Ok((resource, *offset))
            }
        }
    }

    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader { source: self.source.as_ref(), budget: &self.budget }
    }

    /// Decodes a blob and checks its SHA-1.
    pub(crate) fn check(&self, blob: &Blob, decoder: &mut ChunkDecoder) -> Result<(), Error> {
        let (resource, start) = self.resource_of(blob)?;
        let range = start..start.saturating_add(blob.size);
        let mut sha1 = Sha1::new();
        self.reader().stream(&resource, range, decoder, None, &mut |piece| {
            sha1.update(piece);
            Ok(())
        })?;
        check_hash(BLOB, self.offset_of(blob), &blob.hash, sha1.finalize().into())
    }

    /// `range` must lie inside the blob.
    fn stream_blob(
        &self,
        blob: &Blob,
        range: Range<u64>,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let (resource, start) = self.resource_of(blob)?;
        // What takes long to decode, and may be asked for piece by piece.
        let is_kept = matches!(resource.layout, Layout::Solid(_))
            || matches!(resource.layout, Layout::Leading | Layout::Pipable)
                && resource.chunk_size > LARGE_CHUNK;
        let cache = is_kept.then_some(&self.cache);
        let range = start.saturating_add(range.start)..start.saturating_add(range.end);
        self.reader().stream(&resource, range, &mut ChunkDecoder::default(), cache, sink)
    }

    /// The offset by which errors name a blob.
    pub(crate) fn offset_of(&self, blob: &Blob) -> u64 {
        match &blob.location {
            Location::Resource(place) => place.offset,
            Location::Solid { resource, .. } => {
                self.table.solid.get(*resource).map(|solid| solid.place.offset).unwrap_or_default()
            }
        }
    }
}

fn read_header(source: &dyn ReadAt) -> Result<Header, Error> {
    let size = source.size();
    let read = |offset, buffer: &mut [u8]| {
        source.read_exact_at(offset, buffer).map_err(|error| Error::io("header", offset, error))
    };
    let mut magic = [0; MAGIC.len()];
    let mut bytes = [0; HEADER_SIZE];
    if size < magic.len() as u64 {
        return Err(Error::NotWim { why: "it is shorter than the first field" });
    }
    read(0, &mut magic)?;
    if !Wim::is_wim(&magic) {
        return Err(Error::NotWim { why: "it begins neither with MSWIM nor with WLPWM" });
    }
    if size < HEADER_SIZE as u64 {
        let length = HEADER_SIZE as u64;
        return Err(Error::Truncated { what: "header", offset: 0, length, available: size });
    }
    // A writer to a pipe knows what the header says when it is done.
    let at = if magic == PIPABLE_MAGIC { size - HEADER_SIZE as u64 } else { 0 };
    read(at, &mut bytes)?;
    Header::parse(&bytes)
}

pub(crate) fn check_hash(
    what: &'static str,
    offset: u64,
    expected: &[u8; 20],
    actual: [u8; 20],
) -> Result<(), Error> {
    if *expected == actual {
        return Ok(());
    }
    Err(Error::HashMismatch { what, offset, expected: *expected, actual })
}
