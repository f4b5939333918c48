//! Solid resources: many contents compressed as one.

use std::sync::OnceLock;

use crate::fields::{u32_at, u64_at};
use crate::header::ResourceHeader;
use crate::{Compression, Error, ReadAt};

/// A solid resource, as far as it is known without decoding it.
#[derive(Debug)]
pub(crate) struct Solid {
    pub(crate) place: ResourceHeader,
    /// What its first bytes say; `None` where the file does not hold them.
    head: Option<Head>,
    /// Of every so many chunks, how far its bytes lie behind the table; and at the end, how far the
    /// last one ends. Worked out when it is first needed.
    pub(crate) checkpoints: OnceLock<Vec<u64>>,
}

/// How a solid resource begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub(crate) size: u64,
    pub(crate) chunk_size: u32,
    format: u32,
}

impl Solid {
    /// Bytes before the chunk table.
    pub(crate) const HEAD_SIZE: u64 = 16;

    pub(crate) fn new(source: &dyn ReadAt, place: ResourceHeader) -> Solid {
        let mut bytes = [0; Solid::HEAD_SIZE as usize];
        let head = source.read_exact_at(place.offset, &mut bytes).ok().and_then(|()| {
            Some(Head {
                size: u64_at(&bytes, 0)?,
                chunk_size: u32_at(&bytes, 8)?,
                format: u32_at(&bytes, 12)?,
            })
        });
        Solid { place, head, checkpoints: OnceLock::new() }
    }

    /// Bytes it decodes to, as it says; 0 where it is not there.
    pub(crate) fn size(&self) -> u64 {
        self.head.map_or(0, |head| head.size)
    }

    pub(crate) fn head(&self) -> Result<Head, Error> {
        self.head.ok_or(Error::Truncated {
            what: "solid resource",
            offset: self.place.offset,
            length: Solid::HEAD_SIZE,
            available: self.place.offset,
        })
    }
}

impl Head {
    /// The compression, by the number that solid resources have for it.
    pub(crate) fn compression(self) -> Result<Compression, Error> {
        match self.format {
            1 => Ok(Compression::Xpress),
            2 => Ok(Compression::Lzx),
            3 => Ok(Compression::Lzms),
            other => Err(Error::UnsupportedCompression {
                name: format!("number {other} of solid resources"),
            }),
        }
    }
}
