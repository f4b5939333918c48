//! The metadata resource of an image: security descriptors, then the tree of directory entries.
//! Layout: WIM paper, checked against real files. Every number here may be a lie.

use crate::fields::{array, u16_at, u32_at, u64_at, units_at};
use crate::{Entry, Error, Image, Limits, Stream};

/// How errors call the bytes; their offsets count from the start of the decoded resource.
const WHAT: &str = "decoded image metadata";
/// Bytes of a directory entry before its names.
const ENTRY_SIZE: u64 = 102;
/// Bytes of an extra stream entry before its name.
const STREAM_SIZE: u64 = 38;
/// Directory entries, stream entries and the tree begin at multiples of this.
const ALIGNMENT: u64 = 8;
/// A directory entry of at most this length ends the list it is in.
const END_OF_LIST: u64 = 8;

/// Reads a decoded metadata resource.
pub(crate) fn parse(bytes: &[u8], limits: &Limits) -> Result<Image, Error> {
    let (security, root_at) = security(bytes)?;
    let mut tree = Tree { bytes, limits, descriptors: security.len(), used: 0 };
    let Some((root, _)) = tree.entry(root_at, None)? else {
        return Err(corrupt(root_at, "there is no root directory"));
    };
    let mut entries = vec![root.entry];
    let mut subdirectories = vec![Subdirectory { owner: 0, at: root.children, depth: 1 }];
    let mut next = 0;
    while let Some(directory) = subdirectories.get(next).copied() {
        next += 1;
        let mut at = directory.at;
        while let Some((found, after)) = tree.entry(at, Some(directory.owner))? {
            at = after;
            let place = entries.len();
            if place >= limits.max_entries {
                return Err(Error::Limit {
                    what: "number of files in an image",
                    declared: place as u64 + 1,
                    allowed: limits.max_entries as u64,
                });
            }
            // What is no directory has no children, whatever it says: as Windows' tools see it.
            if found.entry.is_directory() && found.children != 0 {
                if directory.depth >= limits.max_depth {
                    return Err(Error::Limit {
                        what: "depth of directories in an image",
                        declared: directory.depth as u64 + 1,
                        allowed: limits.max_depth as u64,
                    });
                }
                let depth = directory.depth + 1;
                subdirectories.push(Subdirectory { owner: place, at: found.children, depth });
            }
            entries.push(found.entry);
        }
    }
    Ok(Image { entries, security })
}

/// The list of the entries of one directory.
#[derive(Clone, Copy)]
struct Subdirectory {
    owner: usize,
    at: u64,
    depth: usize,
}

/// An entry and where the list of its children is, 0 for none.
struct Found {
    entry: Entry,
    children: u64,
}

struct Tree<'a> {
    bytes: &'a [u8],
    limits: &'a Limits,
    /// How many security descriptors there are.
    descriptors: usize,
    /// Bytes of all entries read so far. In a sound tree no byte is part of two entries, so this
    /// exceeds the size of the resource only for cycles and overlaps, however they are made.
    used: u64,
}

impl Tree<'_> {
    /// The entry at `at` and where the next one of its list begins; `None` at the end of the list.
    fn entry(&mut self, at: u64, parent: Option<usize>) -> Result<Option<(Found, u64)>, Error> {
        let cut_off = |length| Error::Truncated {
            what: WHAT,
            offset: at,
            length,
            available: self.bytes.len() as u64,
        };
        let start = usize::try_from(at).map_err(|_| cut_off(END_OF_LIST))?;
        let bytes = self.bytes.get(start..).unwrap_or_default();
        let length = u64_at(bytes, 0).ok_or_else(|| cut_off(END_OF_LIST))?;
        if length <= END_OF_LIST {
            return Ok(None);
        }
        if length < ENTRY_SIZE {
            return Err(corrupt(at, "a directory entry is shorter than its fixed part"));
        }
        let fixed = Fixed::parse(bytes).ok_or_else(|| cut_off(ENTRY_SIZE))?;
        if (fixed.name_size | fixed.short_name_size) % 2 != 0 {
            return Err(corrupt(at, "a name has an odd number of bytes"));
        }
        // Each name that is there is followed by a NUL that its length does not count.
        let name_end = ENTRY_SIZE + with_nul(fixed.name_size);
        if name_end + u64::from(fixed.short_name_size) > length {
            return Err(corrupt(at, "a directory entry is shorter than its names"));
        }
        let name = units_at(bytes, ENTRY_SIZE as usize, fixed.name_size.into());
        let short_name = units_at(bytes, name_end as usize, fixed.short_name_size.into());
        let (Some(name), Some(short_name)) = (name, short_name) else {
            return Err(cut_off(length));
        };

        let mut next = self.advance(at, length)?;
        let mut extra = Vec::new();
        for _ in 0..fixed.extra_streams {
            let (stream, after) = self.stream(next)?;
            extra.push(stream);
            next = after;
        }
        let mut entry = fixed.entry;
        entry.parent = parent;
        entry.name = name;
        entry.short_name = short_name;
        entry.security = fixed.security.filter(|place| *place < self.descriptors);
        assign_streams(&mut entry, fixed.hash, extra);
        Ok(Some((Found { entry, children: fixed.children }, next)))
    }

    fn stream(&mut self, at: u64) -> Result<(Stream, u64), Error> {
        let cut_off = |length| Error::Truncated {
            what: WHAT,
            offset: at,
            length,
            available: self.bytes.len() as u64,
        };
        let start = usize::try_from(at).map_err(|_| cut_off(STREAM_SIZE))?;
        let bytes = self.bytes.get(start..).unwrap_or_default();
        let fields = || Some((u64_at(bytes, 0)?, array(bytes, 16)?, u16_at(bytes, 36)?));
        let (length, hash, name_size) = fields().ok_or_else(|| cut_off(STREAM_SIZE))?;
        if name_size % 2 != 0 {
            return Err(corrupt(at, "a stream's name has an odd number of bytes"));
        }
        if length < STREAM_SIZE + u64::from(name_size) {
            return Err(corrupt(at, "a stream entry is shorter than its name"));
        }
        let name = units_at(bytes, STREAM_SIZE as usize, name_size.into());
        let name = name.ok_or_else(|| cut_off(length))?;
        Ok((Stream { name, hash }, self.advance(at, length)?))
    }

    /// Counts an item of `length` bytes at `at` as used; returns where the next one begins.
    fn advance(&mut self, at: u64, length: u64) -> Result<u64, Error> {
        let size = self.bytes.len() as u64;
        self.used = self.used.saturating_add(length);
        if self.used > size {
            return Err(corrupt(at, "directories contain themselves, or share entries"));
        }
        debug_assert!(self.limits.max_metadata >= size);
        // The last item need not be padded; then the end of its list is missing, which is noticed.
        Ok(at.saturating_add(length).saturating_add(ALIGNMENT - 1) & !(ALIGNMENT - 1))
    }
}

/// The part of a directory entry that has a fixed place.
struct Fixed {
    /// Without parent, names, security and streams.
    entry: Entry,
    security: Option<usize>,
    children: u64,
    hash: [u8; 20],
    extra_streams: u16,
    short_name_size: u16,
    name_size: u16,
}

impl Fixed {
    fn parse(bytes: &[u8]) -> Option<Fixed> {
        let mut entry = Entry {
            attributes: u32_at(bytes, 8)?,
            created: u64_at(bytes, 40)?,
            accessed: u64_at(bytes, 48)?,
            written: u64_at(bytes, 56)?,
            ..Entry::default()
        };
        // One field with two meanings.
        if entry.is_reparse_point() {
            entry.reparse_tag = u32_at(bytes, 88)?;
        } else {
            entry.hard_link = u64_at(bytes, 88)?;
        }
        Some(Fixed {
            entry,
            // A signed number of which -1 means none.
            security: usize::try_from(i32::from_le_bytes(array(bytes, 12)?)).ok(),
            children: u64_at(bytes, 16)?,
            hash: array(bytes, 64)?,
            extra_streams: u16_at(bytes, 96)?,
            short_name_size: u16_at(bytes, 98)?,
            name_size: u16_at(bytes, 100)?,
        })
    }
}

/// Bytes of a name and the NUL after it; none where there is no name.
fn with_nul(size: u16) -> u64 {
    if size == 0 { 0 } else { u64::from(size) + 2 }
}

/// Tells the streams of an entry apart. An entry without extra streams has one, whose hash is in the
/// entry itself; an entry with some may have its unnamed one among these. The first unnamed content
/// of a reparse point is its data.
fn assign_streams(entry: &mut Entry, own: [u8; 20], extra: Vec<Stream>) {
    let mut unnamed = (own != [0; 20]).then_some(own);
    let mut named = Vec::new();
    let is_reparse_point = entry.is_reparse_point();
    if is_reparse_point {
        entry.reparse_data = unnamed.take();
    }
    for stream in extra {
        if !stream.name.is_empty() {
            named.push(stream);
        } else if stream.is_empty() {
            // An empty stream need not be told from none.
        } else if is_reparse_point && entry.reparse_data.is_none() {
            entry.reparse_data = Some(stream.hash);
        } else {
            unnamed.get_or_insert(stream.hash);
        }
    }
    let has_data = unnamed.is_some() || !entry.is_directory() && !is_reparse_point;
    if has_data {
        let hash = unnamed.unwrap_or_default();
        entry.streams.push(Stream { name: Vec::new(), hash });
    }
    entry.streams.append(&mut named);
}

/// The security descriptors, and where the tree begins.
fn security(bytes: &[u8]) -> Result<(Vec<Vec<u8>>, u64), Error> {
    let size = bytes.len() as u64;
    let cut_off = |offset, length| Error::Truncated { what: WHAT, offset, length, available: size };
    let fields = || Some((u32_at(bytes, 0)?, u32_at(bytes, 4)?));
    let (length, count) = fields().ok_or_else(|| cut_off(0, 8))?;
    // Writers that have none may leave the length 0.
    let length = u64::from(length).max(8);
    let table = bytes
        .get(8..usize::try_from(length).unwrap_or(usize::MAX))
        .ok_or_else(|| cut_off(0, length))?;
    let sizes_end = usize::try_from(u64::from(count) * 8).unwrap_or(usize::MAX);
    let Some((sizes, mut rest)) = table.split_at_checked(sizes_end) else {
        return Err(corrupt(0, "there are more security descriptors than their table can hold"));
    };
    let mut descriptors = Vec::with_capacity(sizes.len() / 8);
    for size in sizes.as_chunks::<8>().0 {
        let size = usize::try_from(u64::from_le_bytes(*size)).unwrap_or(usize::MAX);
        let Some((descriptor, after)) = rest.split_at_checked(size) else {
            return Err(corrupt(0, "a security descriptor runs past the end of their table"));
        };
        descriptors.push(descriptor.to_vec());
        rest = after;
    }
    Ok((descriptors, length.next_multiple_of(ALIGNMENT)))
}

fn corrupt(offset: u64, why: &'static str) -> Error {
    Error::Corrupt { what: WHAT, offset, why }
}
