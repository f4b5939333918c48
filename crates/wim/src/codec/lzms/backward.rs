/// Reads bits of 16-bit little-endian units from the last unit to the first, each from its highest
/// bit down. Past the end come zero bits.
pub(super) struct BackwardBits<'a> {
    /// What is not in `buffer`.
    rest: &'a [u8],
    /// The next bits, from the highest down. Below the `count` highest there may be some more.
    buffer: u64,
    count: u32,
}

impl<'a> BackwardBits<'a> {
    pub(super) fn new(input: &'a [u8]) -> BackwardBits<'a> {
        BackwardBits { rest: input, buffer: 0, count: 0 }
    }

    /// Makes at least 48 bits available.
    #[inline(always)]
    pub(super) fn refill(&mut self) {
        let units = match self.rest.last_chunk::<8>() {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => self.last_units(),
        };
        // As many whole units as fit are counted. What gets in of the next is what the next refill
        // puts there again.
        self.buffer |= units >> (self.count & 63);
        let taken = ((63 - (self.count & 63)) >> 4) as usize * 2;
        self.rest = self.rest.get(..self.rest.len().saturating_sub(taken)).unwrap_or_default();
        self.count |= 48;
    }

    #[cold]
    fn last_units(&self) -> u64 {
        let mut bytes = [0; 8];
        for (place, byte) in bytes.iter_mut().rev().zip(self.rest.iter().rev()) {
            *place = *byte;
        }
        u64::from_le_bytes(bytes)
    }

    /// The next bits without taking them, the first as the highest of the 64.
    #[inline(always)]
    pub(super) fn peek(&self) -> u64 {
        self.buffer
    }

    /// Takes `count` bits, at most those that `refill` made available.
    #[inline(always)]
    pub(super) fn consume(&mut self, count: u32) {
        self.buffer <<= count & 63;
        self.count = self.count.wrapping_sub(count);
    }

    /// Takes `count` bits, of those that `refill` made available, as a number.
    #[inline(always)]
    pub(super) fn take(&mut self, count: u32) -> u32 {
        // Two shifts, as one by 64 would not be defined for no bits.
        let bits = (self.buffer >> 1 >> (63 - (count & 63))) as u32;
        self.consume(count);
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_from_the_top_of_the_last_unit() {
        let mut bits = BackwardBits::new(&[0x9a, 0xbc, 0x78, 0x56, 0x34, 0x12]);
        bits.refill();
        assert_eq!(bits.take(4), 1);
        assert_eq!(bits.take(28), 0x234_5678);
        assert_eq!(bits.take(0), 0);
        bits.refill();
        assert_eq!(bits.take(16), 0xbc9a);
        bits.refill();
        assert_eq!(bits.take(30), 0);
    }
}
