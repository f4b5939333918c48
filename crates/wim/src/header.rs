//! The first 208 bytes. Layout: Microsoft's WIM paper ("Windows Imaging File Format"), checked
//! against real files.

use crate::fields::{array, u16_at, u32_at, u64_at};
use crate::{Compression, Error};

/// Bytes of the header.
pub(crate) const HEADER_SIZE: usize = 208;
/// Bytes of the description of a resource in the header and the lookup table.
pub(crate) const RESOURCE_HEADER_SIZE: usize = 24;
/// How a WIM file begins.
pub(crate) const MAGIC: [u8; 8] = *b"MSWIM\0\0\0";
/// How a WIM file begins that can be applied from a pipe; a wimlib extension.
pub(crate) const PIPABLE_MAGIC: [u8; 8] = *b"WLPWM\0\0\0";

/// [`Header::flags`]: some resources are compressed.
const COMPRESSED: u32 = 0x0000_0002;
/// [`Header::flags`]: which compression. All real files have exactly one of them.
const FORMATS: [(u32, &str, Option<Compression>); 4] = [
    (0x0002_0000, "XPRESS", Some(Compression::Xpress)),
    (0x0004_0000, "LZX", Some(Compression::Lzx)),
    (0x0008_0000, "LZMS", Some(Compression::Lzms)),
    (0x0020_0000, "XPRESS2", None),
];
/// The chunk size where the header has 0: old writers left it out.
const DEFAULT_CHUNK_SIZE: u32 = 32768;

/// What the header says. Nothing in it is to be believed before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// The format version: `0x10d00`, or `0xe00` when the file needs LZMS or solid resources.
    pub version: u32,
    /// The flags as stored: 0x2 compressed, 0x4 read only, 0x8 part of a split WIM, 0x20 metadata
    /// only, 0x80 reparse points were fixed up, and the compression's own.
    pub flags: u32,
    /// The compression of resources that are not solid.
    pub compression: Compression,
    /// Bytes a chunk of such a resource decodes to. 0 without compression.
    pub chunk_size: u32,
    /// An identifier that all parts of a split WIM share; otherwise random. In GUID byte order as
    /// stored.
    pub guid: [u8; 16],
    /// The number of this file among the parts of a split WIM, from 1.
    pub part: u16,
    /// How many parts there are. 1 unless the WIM is split.
    pub parts: u16,
    /// The number of images the header claims. [`Wim::image_count`](crate::Wim::image_count) has
    /// the number there really are.
    pub image_count: u32,
    /// The image to boot from, counted from 1; 0 for none.
    pub boot_index: u32,
    /// Whether the file is laid out to be applied from a pipe (magic `WLPWM`).
    pub pipable: bool,
    /// Where the lookup table is.
    pub table: ResourceHeader,
    /// Where the XML data is.
    pub xml: ResourceHeader,
    /// Where the metadata of the image to boot from is; all zero for none.
    pub boot_metadata: ResourceHeader,
    /// Where the integrity table is; all zero for none.
    pub integrity: ResourceHeader,
}

/// Where the bytes of a resource are, as the file describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ResourceHeader {
    /// Bytes from the start of the file.
    pub offset: u64,
    /// Bytes in the file, chunk table included. At most 2^56 - 1.
    pub stored_size: u64,
    /// Bytes after decoding.
    pub size: u64,
    /// 0x01 free, 0x02 metadata, 0x04 compressed, 0x08 spanned, 0x10 solid.
    pub flags: u8,
}

impl ResourceHeader {
    /// [`flags`](Self::flags): holds the tree of an image.
    pub const METADATA: u8 = 0x02;
    /// [`flags`](Self::flags): is compressed in chunks.
    pub const COMPRESSED: u8 = 0x04;
    /// [`flags`](Self::flags): is spread over the parts of a split WIM.
    pub const SPANNED: u8 = 0x08;
    /// [`flags`](Self::flags): is, or lies in, a solid resource.
    pub const SOLID: u8 = 0x10;

    pub(crate) fn parse(bytes: &[u8], at: usize) -> Option<ResourceHeader> {
        let first = u64_at(bytes, at)?;
        Some(ResourceHeader {
            stored_size: first & 0x00ff_ffff_ffff_ffff,
            flags: first.to_le_bytes()[7],
            offset: u64_at(bytes, at.checked_add(8)?)?,
            size: u64_at(bytes, at.checked_add(16)?)?,
        })
    }

    /// The offset after the last stored byte; the largest number if that cannot be said.
    pub(crate) fn end(&self) -> u64 {
        self.offset.saturating_add(self.stored_size)
    }

    pub(crate) fn is_compressed(&self) -> bool {
        self.flags & Self::COMPRESSED != 0
    }
}

impl Header {
    pub(crate) fn parse(bytes: &[u8; HEADER_SIZE]) -> Result<Header, Error> {
        let pipable = bytes.starts_with(&PIPABLE_MAGIC);
        if !pipable && !bytes.starts_with(&MAGIC) {
            return Err(Error::NotWim { why: "it begins neither with MSWIM nor with WLPWM" });
        }
        // Every offset below is inside the array, so this fails for no input.
        let fields = || {
            let flags = u32_at(bytes, 16)?;
            Some((
                u32_at(bytes, 8)?,
                Header {
                    version: u32_at(bytes, 12)?,
                    flags,
                    compression: Compression::None,
                    chunk_size: u32_at(bytes, 20)?,
                    guid: array(bytes, 24)?,
                    part: u16_at(bytes, 40)?,
                    parts: u16_at(bytes, 42)?,
                    image_count: u32_at(bytes, 44)?,
                    boot_index: u32_at(bytes, 120)?,
                    pipable,
                    table: ResourceHeader::parse(bytes, 48)?,
                    xml: ResourceHeader::parse(bytes, 72)?,
                    boot_metadata: ResourceHeader::parse(bytes, 96)?,
                    integrity: ResourceHeader::parse(bytes, 124)?,
                },
            ))
        };
        let Some((size, mut header)) = fields() else {
            return Err(Error::NotWim { why: "the header is cut off" });
        };
        if size as usize != HEADER_SIZE {
            return Err(Error::NotWim { why: "the header's size field is not 208" });
        }
        if header.parts > 1 {
            return Err(Error::SplitWim { part: header.part, parts: header.parts });
        }
        header.compression = compression_of(header.flags)?;
        if header.compression == Compression::None {
            header.chunk_size = 0;
        } else if header.chunk_size == 0 {
            header.chunk_size = DEFAULT_CHUNK_SIZE;
        }
        Ok(header)
    }
}

fn compression_of(flags: u32) -> Result<Compression, Error> {
    if flags & COMPRESSED == 0 {
        return Ok(Compression::None);
    }
    let mut named = FORMATS.iter().filter(|(flag, _, _)| flags & flag != 0);
    match (named.next(), named.next()) {
        (Some((_, _, Some(compression))), None) => Ok(*compression),
        (Some((_, name, None)), None) => {
            Err(Error::UnsupportedCompression { name: (*name).to_owned() })
        }
        (Some((_, one, _)), Some((_, other, _))) => {
            Err(Error::UnsupportedCompression { name: format!("{one} and {other} at once") })
        }
        (None, _) => Err(Error::UnsupportedCompression {
            name: format!("none known by header flags {flags:#010x}"),
        }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn the_compression_is_the_one_flag_that_is_set() {
        assert_eq!(compression_of(0x20082).unwrap(), Compression::Xpress);
        assert_eq!(compression_of(0x40002).unwrap(), Compression::Lzx);
        assert_eq!(compression_of(0x80002).unwrap(), Compression::Lzms);
        assert_eq!(compression_of(0x20080).unwrap(), Compression::None);
        for (flags, name) in [
            (0x20_0002, "XPRESS2"),
            (0x6_0002, "XPRESS and LZX at once"),
            (0x10_0002, "none known by header flags 0x00100002"),
        ] {
            let error = compression_of(flags).unwrap_err();
            assert!(
                matches!(&error, Error::UnsupportedCompression { name: found } if found == name),
                "{error}"
            );
        }
    }
}
