//! How far an input is gone into.

use std::cell::Cell;

use super::FaultKind;
use super::contents::ReadError;

/// Containers in containers, at most: `a.zip!/b.zip!/c.ppkg!/d.ppkg` is the deepest that is opened.
pub const MAX_DEPTH: usize = 3;

/// Files of an archive, at most.
pub(super) const MAX_FILES: usize = 100_000;

/// How much is taken to open an input.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes that the packages inside of archives may take unpacked; they are unpacked once before
    /// they are read. Default [`Limits::MAX_NESTED`].
    pub max_nested: u64,
    /// Bytes that an archive may unpack to, all its reading counted. Default
    /// [`Limits::MAX_TOTAL`].
    pub max_total: u64,
    /// Bytes that are unpacked of one package to look for others inside of it. Files by whose names
    /// they are packages or archives are always looked into. Default [`Limits::SEARCHED`].
    pub searched: u64,
}

impl Limits {
    /// 512 MiB.
    pub const MAX_NESTED: u64 = 512 << 20;
    /// 64 GiB, as for a WIM file.
    pub const MAX_TOTAL: u64 = 64 << 30;
    /// 64 MiB: a chunk of solid LZMS, or the beginnings of 2,000 files in chunks of 32 KiB.
    pub const SEARCHED: u64 = 64 << 20;
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_nested: Self::MAX_NESTED, max_total: Self::MAX_TOTAL, searched: Self::SEARCHED }
    }
}

/// The bytes that are left for what is packed inside of one input.
#[derive(Debug)]
pub struct Memory(Cell<u64>);

impl Memory {
    pub(super) fn new(limits: &Limits) -> Self {
        Self(Cell::new(limits.max_nested))
    }

    /// Takes `bytes`, before they are unpacked.
    pub(super) fn take(&self, bytes: u64) -> Result<(), ReadError> {
        let left = self.0.get();
        match left.checked_sub(bytes) {
            Some(rest) => {
                self.0.set(rest);
                Ok(())
            }
            None => Err(ReadError {
                kind: FaultKind::Limit,
                reason: format!(
                    "it takes {bytes} bytes when it is unpacked, and {left} are left for what is \
                     packed inside of others (--max-nested raises it)"
                ),
            }),
        }
    }
}
