//! The lookup table: which resources there are, and the SHA-1 of what each decodes to.

use crate::ReadAt;
use crate::fields::{array, u16_at, u32_at};
use crate::header::{RESOURCE_HEADER_SIZE, ResourceHeader};
use crate::solid::Solid;

/// Bytes of an entry: the resource's header, then part number, reference count and hash. WIM paper.
const ENTRY_SIZE: usize = RESOURCE_HEADER_SIZE + 2 + 4 + 20;
/// The decoded size by which an entry says that it is a solid resource and not a blob in one.
/// Measured on files of wimlib and Windows.
const SOLID_RESOURCE: u64 = 0x1_0000_0000;

/// The content of one or more files or streams, kept once.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Blob {
    /// The SHA-1 of the content, as the table records it.
    pub hash: [u8; 20],
    /// Bytes of the content, as the table records them. Not to be believed before it is read.
    pub size: u64,
    /// How often images refer to it, as the table records it.
    pub refcount: u32,
    /// The part of a split WIM it lies in, from 1.
    pub part: u16,
    /// Where its bytes are.
    pub location: Location,
    /// Its place in [`Wim::blobs`](crate::Wim::blobs), which is the order of the table.
    pub index: usize,
}

/// Where the bytes of a blob are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// In a resource of its own.
    Resource(ResourceHeader),
    /// Among others in a solid resource.
    Solid {
        /// The number of the resource in the order of the table, counting solid resources only.
        resource: usize,
        /// Bytes before it in what the resource decodes to.
        offset: u64,
    },
}

/// A metadata resource: the tree of one image.
#[derive(Debug, Clone)]
pub(crate) struct Metadata {
    pub(crate) resource: ResourceHeader,
    pub(crate) hash: [u8; 20],
}

/// What the lookup table says.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) images: Vec<Metadata>,
    pub(crate) blobs: Vec<Blob>,
    /// Solid resources in the order of the table.
    pub(crate) solid: Vec<Solid>,
    /// The largest end of a resource, in bytes from the start of the file.
    pub(crate) end: u64,
    /// Places in `blobs`, ordered by hash, then place.
    by_hash: Vec<usize>,
}

/// Solid resources that follow one another in the table. The offsets of the blobs after them count
/// through all of them.
#[derive(Default)]
struct Run {
    /// The number of its first resource.
    first: usize,
    /// By resource: the offset after its last byte.
    ends: Vec<u64>,
}

impl Run {
    fn add(&mut self, size: u64) {
        let end = self.ends.last().copied().unwrap_or_default();
        self.ends.push(end.saturating_add(size));
    }

    fn locate(&self, offset: u64) -> Location {
        let place = self.ends.partition_point(|end| *end <= offset);
        let start = place.checked_sub(1).and_then(|place| self.ends.get(place)).copied();
        Location::Solid {
            resource: self.first.saturating_add(place),
            offset: offset - start.unwrap_or_default(),
        }
    }
}

impl Table {
    /// Reads all whole entries. Bytes after them are no error, as no reader minds them. Of solid
    /// resources, how they begin is read from `source`.
    pub(crate) fn parse(bytes: &[u8], source: &dyn ReadAt) -> Table {
        let mut table = Table::default();
        let mut run = Run::default();
        let mut in_run = false;
        for entry in bytes.chunks_exact(ENTRY_SIZE) {
            let fields = || {
                Some((
                    ResourceHeader::parse(entry, 0)?,
                    u16_at(entry, RESOURCE_HEADER_SIZE)?,
                    u32_at(entry, RESOURCE_HEADER_SIZE + 2)?,
                    array(entry, RESOURCE_HEADER_SIZE + 6)?,
                ))
            };
            let Some((resource, part, refcount, hash)) = fields() else { break };
            let is_solid = resource.flags & ResourceHeader::SOLID != 0;
            let is_solid_resource = is_solid && resource.size == SOLID_RESOURCE;
            if !is_solid || is_solid_resource {
                table.end = table.end.max(resource.end());
            }
            if is_solid_resource {
                if !in_run {
                    run = Run { first: table.solid.len(), ends: Vec::new() };
                }
                let solid = Solid::new(source, resource);
                run.add(solid.size());
                table.solid.push(solid);
            } else if resource.flags & ResourceHeader::METADATA != 0 {
                table.images.push(Metadata { resource, hash });
            } else {
                let (size, location) = if is_solid {
                    // For these the "stored size" is that of the content.
                    (resource.stored_size, run.locate(resource.offset))
                } else {
                    (resource.size, Location::Resource(resource))
                };
                let index = table.blobs.len();
                table.blobs.push(Blob { hash, size, refcount, part, location, index });
            }
            in_run = is_solid_resource;
        }
        table.by_hash = (0..table.blobs.len()).collect();
        let blobs = &table.blobs;
        table.by_hash.sort_by_key(|index| blobs.get(*index).map(|blob| blob.hash));
        table
    }

    /// The first blob of that hash.
    pub(crate) fn find(&self, hash: &[u8; 20]) -> Option<&Blob> {
        let blob_at = |place: usize| self.blobs.get(*self.by_hash.get(place)?);
        let place = self
            .by_hash
            .partition_point(|index| self.blobs.get(*index).is_some_and(|blob| blob.hash < *hash));
        blob_at(place).filter(|blob| blob.hash == *hash)
    }
}
