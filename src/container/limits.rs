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
    /// Bytes of memory for what is packed inside of the input and can only be unpacked as a whole.
    /// Default [`Limits::MAX_NESTED`].
    pub max_nested: u64,
    /// Bytes that an archive may unpack to, all its reading counted. Default
    /// [`Limits::MAX_TOTAL`].
    pub max_total: u64,
}

impl Limits {
    /// 512 MiB.
    pub const MAX_NESTED: u64 = 512 << 20;
    /// 64 GiB, as for a WIM file.
    pub const MAX_TOTAL: u64 = 64 << 30;
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_nested: Self::MAX_NESTED, max_total: Self::MAX_TOTAL }
    }
}

/// The memory that is left for what is packed inside of one input.
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
                    "it takes {bytes} bytes of memory to unpack, and {left} are left for what is \
                     packed inside of others (--max-nested raises it)"
                ),
            }),
        }
    }
}
