//! Little-endian fields out of byte slices. `None` where the slice ends first.

/// The `N` bytes at `at`.
pub(crate) fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    array(bytes, at).map(u64::from_le_bytes)
}

/// UTF-16 code units of `length` bytes at `at`; an odd last byte is not a unit and makes it `None`.
pub(crate) fn units_at(bytes: &[u8], at: usize, length: usize) -> Option<Vec<u16>> {
    let name = bytes.get(at..at.checked_add(length)?)?;
    let (pairs, []) = name.as_chunks::<2>() else { return None };
    Some(pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect())
}
