/// Reads bits of a stream of little-endian 16-bit units, each from its highest bit down, as XPRESS
/// and LZX store them ([MS-XCA] 2.2.4, [MS-PATCH] 2.2). Past the end come zero bits.
pub(crate) struct BitReader<'a> {
    input: &'a [u8],
    /// The next byte that is not in `buffer`. Runs on past the end of the input.
    position: usize,
    /// The next bits, from the highest down. Bits below the `count` highest are zero.
    buffer: u64,
    count: u32,
}

impl<'a> BitReader<'a> {
    pub(crate) fn new(input: &'a [u8], position: usize) -> BitReader<'a> {
        BitReader { input, position, buffer: 0, count: 0 }
    }

    /// Makes at least 48 bits available.
    #[inline(always)]
    pub(crate) fn refill(&mut self) {
        let units = match self.input.get(self.position..).and_then(<[u8]>::first_chunk::<8>) {
            Some(bytes) => units_from_the_top(u64::from_le_bytes(*bytes)),
            None => self.last_units(),
        };
        // As many whole units as fit are counted. Parts of the next may get in as well; as they are
        // the bits that the next refill puts there again, they do no harm.
        self.buffer |= units >> (self.count & 63);
        self.position = self.position.wrapping_add(((63 - (self.count & 63)) >> 4) as usize * 2);
        self.count |= 48;
    }

    /// Four units where the input has less than four left.
    #[cold]
    fn last_units(&self) -> u64 {
        let rest = self.input.get(self.position..).unwrap_or_default();
        let mut bytes = [0; 8];
        for (place, unit) in bytes.as_chunks_mut::<2>().0.iter_mut().zip(rest.as_chunks::<2>().0) {
            *place = *unit;
        }
        units_from_the_top(u64::from_le_bytes(bytes))
    }

    /// The next bits without taking them, the first as the highest of the 64; at least 48 are those
    /// of the stream after [`refill`](Self::refill).
    #[inline(always)]
    pub(crate) fn peek(&self) -> u64 {
        self.buffer
    }

    /// Takes `count` bits, at most those that `refill` made available.
    #[inline(always)]
    pub(crate) fn consume(&mut self, count: u32) {
        debug_assert!(count <= self.count);
        self.buffer <<= count & 63;
        self.count = self.count.wrapping_sub(count);
    }

    /// Takes `count` bits, 0 to 17 of those that `refill` made available, as a number.
    #[inline(always)]
    pub(crate) fn take(&mut self, count: u32) -> u32 {
        // Two shifts, as one by 64 would not be defined for no bits.
        let bits = (self.buffer >> 1 >> (63 - (count & 63))) as u32;
        self.consume(count);
        bits
    }

    /// Gives back whole units until at most `keep` to `keep + 15` bits are held: then the position
    /// is that of a reader that holds so few bits.
    #[inline(always)]
    fn rewind(&mut self, keep: u32) {
        let excess = self.count.saturating_sub(keep) / 16;
        self.count -= excess * 16;
        self.position = self.position.wrapping_sub(excess as usize * 2);
        self.buffer &= !(u64::MAX >> (self.count & 63));
    }

    /// Takes `N` whole bytes that lie between the units, where a reader stands that holds 16 to 31
    /// bits as [MS-XCA] 2.2.4 wants it. Past the end they are zero.
    #[inline(always)]
    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.rewind(16);
        let at = self.position;
        self.position = at.wrapping_add(N);
        let rest = self.input.get(at..).unwrap_or_default();
        match rest.first_chunk() {
            Some(bytes) => *bytes,
            None => {
                let mut bytes = [0; N];
                for (byte, value) in bytes.iter_mut().zip(rest) {
                    *byte = *value;
                }
                bytes
            }
        }
    }

    /// Skips to the next unit, a whole unit where one has just ended, and takes `count` bytes from
    /// there; `None` where the input has less.
    pub(crate) fn raw(&mut self, count: usize) -> Option<&'a [u8]> {
        if self.count.is_multiple_of(16) {
            self.refill();
            self.consume(1);
        }
        self.rewind(0);
        self.buffer = 0;
        self.count = 0;
        let bytes = self.input.get(self.position..)?.get(..count)?;
        self.position += count;
        Some(bytes)
    }

    /// Takes `count` bytes after those of [`raw`](Self::raw).
    pub(crate) fn more_raw(&mut self, count: usize) -> Option<&'a [u8]> {
        let bytes = self.input.get(self.position..)?.get(..count)?;
        self.position += count;
        Some(bytes)
    }
}

/// Four little-endian units read as one number, as they follow one another from the top.
#[inline(always)]
fn units_from_the_top(number: u64) -> u64 {
    const EVEN: u64 = 0x0000_ffff_0000_ffff;
    let swapped = number.rotate_left(32);
    (swapped & EVEN) << 16 | (swapped >> 16) & EVEN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_little_endian_and_bits_come_from_the_top() {
        let mut bits = BitReader::new(&[0x34, 0x12, 0x78, 0x56, 0xbc, 0x9a, 0xff], 0);
        bits.refill();
        assert_eq!(bits.take(4), 0x1);
        assert_eq!(bits.take(0), 0);
        assert_eq!(bits.take(12), 0x234);
        bits.refill();
        assert_eq!(bits.take(16), 0x5678);
        bits.refill();
        assert_eq!(bits.take(16), 0x9abc);
        bits.refill();
        assert_eq!(bits.take(16), 0, "a lone last byte is no unit");
        bits.refill();
        assert_eq!(bits.take(16), 0);
    }

    #[test]
    fn bytes_lie_after_the_units_a_slow_reader_holds() {
        let mut bits = BitReader::new(&[0x34, 0x12, 0x78, 0x56, 0xaa, 0xbc, 0x9a], 0);
        bits.refill();
        assert_eq!(bits.take(4), 0x1);
        // 28 bits are held, so the next byte is after both units.
        assert_eq!(bits.bytes(), [0xaa]);
        bits.refill();
        assert_eq!(bits.take(16), 0x2345);
        assert_eq!(bits.take(12), 0x678);
        bits.refill();
        assert_eq!(bits.take(16), 0x9abc);
        assert_eq!(bits.bytes(), [0, 0]);
    }
}
