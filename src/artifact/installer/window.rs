//! A file that is looked at in places, and how much of it.

use std::ops::Range;

use super::InstallerFamily;

/// Reads parts of a file, until too much was read.
pub(super) struct Window<'r> {
    size: u64,
    left: u64,
    has_failed: bool,
    read: &'r mut dyn FnMut(Range<u64>) -> Option<Vec<u8>>,
}

impl<'r> Window<'r> {
    pub(super) fn new(size: u64, read: &'r mut dyn FnMut(Range<u64>) -> Option<Vec<u8>>) -> Self {
        Self { size, left: InstallerFamily::MAX_READ, has_failed: false, read }
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Whether something that is there could not be had.
    pub(super) fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// `length` bytes from `start`, or those that there are; none when there is not one.
    pub(super) fn read(&mut self, start: u64, length: u64) -> Option<Vec<u8>> {
        let end = start.saturating_add(length).min(self.size);
        let length = end.checked_sub(start).filter(|length| *length > 0)?;
        let bytes = match self.left.checked_sub(length) {
            Some(left) => {
                self.left = left;
                (self.read)(start..end)
            }
            None => None,
        };
        self.has_failed |= bytes.is_none();
        bytes
    }

    /// The last `length` bytes before `end`.
    pub(super) fn read_before(&mut self, end: u64, length: u64) -> Option<Vec<u8>> {
        let end = end.min(self.size);
        let start = end.saturating_sub(length);
        self.read(start, end.saturating_sub(start))
    }
}

/// The number of 16 bits that stands at a place, little-endian.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let end = at.checked_add(2)?;
    bytes.get(at..end)?.try_into().ok().map(u16::from_le_bytes)
}

/// The number of 32 bits that stands at a place, little-endian.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let end = at.checked_add(4)?;
    bytes.get(at..end)?.try_into().ok().map(u32::from_le_bytes)
}
