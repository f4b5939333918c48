use super::CodecError;

/// The longest codeword of any format here (LZX).
const MAX_LENGTH: usize = 16;

/// A canonical Huffman code made for decoding.
///
/// `SYMBOLS` is the size of the alphabet, `TABLE` a power of two: codewords of up to log2(`TABLE`)
/// bits are found in one look, the others by comparing lengths.
pub(crate) struct Huffman<const SYMBOLS: usize, const TABLE: usize> {
    /// By the next bits of the stream: symbol in the upper 12 bits, length of the codeword in the
    /// lower 4; 0 where the codeword is longer or is none.
    table: [u16; TABLE],
    /// The symbols that have a codeword, in the order of the codewords.
    ordered: [u16; SYMBOLS],
    /// By length: the first 16-bit number, from the highest bit down, above all codewords up to it.
    limits: [u32; MAX_LENGTH + 1],
    /// By length: what to add to a codeword to have its place in `ordered`.
    places: [u16; MAX_LENGTH + 1],
}

const OVERFULL: CodecError = CodecError::new("a Huffman code has more codewords than fit");

impl<const SYMBOLS: usize, const TABLE: usize> Huffman<SYMBOLS, TABLE> {
    const BITS: u32 = TABLE.trailing_zeros();

    pub(crate) const fn new() -> Self {
        const {
            // 12 bits of an entry hold the symbol, 4 its length.
            assert!(TABLE.is_power_of_two() && TABLE < 1 << 16 && SYMBOLS <= 1 << 12);
        }
        Huffman {
            table: [0; TABLE],
            ordered: [0; SYMBOLS],
            limits: [0; MAX_LENGTH + 1],
            places: [0; MAX_LENGTH + 1],
        }
    }

    /// Makes the code in which symbol `n` has a codeword of `lengths[n]` bits, 0 for none, at most
    /// 16. Codewords that are missing are no error until they are met.
    pub(crate) fn build(&mut self, lengths: &[u8]) -> Result<(), CodecError> {
        let mut counts = [0u16; MAX_LENGTH + 1];
        for length in lengths {
            if let Some(count) = counts.get_mut(usize::from(*length)) {
                *count += 1;
            }
        }
        let mut code = 0u32;
        let mut place = 0u16;
        let mut starts = [0u16; MAX_LENGTH + 1];
        let by_length = counts.iter().zip(&mut starts).zip(&mut self.limits).zip(&mut self.places);
        for (length, (((count, start), limit), to_place)) in by_length.enumerate().skip(1) {
            code <<= 1;
            *start = place;
            *to_place = place.wrapping_sub(code as u16);
            code += u32::from(*count);
            place += *count;
            *limit = code << (MAX_LENGTH - length);
            if *limit > 1 << MAX_LENGTH {
                return Err(OVERFULL);
            }
        }
        for (symbol, length) in lengths.iter().enumerate() {
            if *length != 0
                && let Some(start) = starts.get_mut(usize::from(*length))
            {
                if let Some(ordered) = self.ordered.get_mut(usize::from(*start)) {
                    *ordered = symbol as u16;
                }
                *start += 1;
            }
        }
        self.fill_table(&counts);
        Ok(())
    }

    fn fill_table(&mut self, counts: &[u16; MAX_LENGTH + 1]) {
        // In canonical order the codewords fill the table from front to back.
        let mut symbols = self.ordered.iter();
        let mut rest = self.table.as_mut_slice();
        for (length, count) in counts.iter().enumerate().skip(1).take(Self::BITS as usize) {
            let run = TABLE >> length;
            for symbol in symbols.by_ref().take(usize::from(*count)) {
                let Some((entries, after)) = rest.split_at_mut_checked(run) else { return };
                entries.fill(symbol << 4 | length as u16);
                rest = after;
            }
        }
        rest.fill(0);
    }

    /// The symbol whose codeword comes next in `bits`, from the highest bit down, and the length of
    /// the codeword.
    #[inline(always)]
    pub(crate) fn decode(&self, bits: u64) -> Result<(usize, u32), CodecError> {
        let entry =
            self.table.get((bits >> (64 - Self::BITS)) as usize).copied().unwrap_or_default();
        if entry != 0 {
            return Ok((usize::from(entry >> 4), u32::from(entry & 15)));
        }
        self.decode_long(bits)
    }

    fn decode_long(&self, bits: u64) -> Result<(usize, u32), CodecError> {
        let next = (bits >> (64 - MAX_LENGTH)) as u32;
        let lengths = self.limits.iter().zip(&self.places).enumerate();
        for (length, (limit, to_place)) in lengths.skip(1 + Self::BITS as usize) {
            if next < *limit {
                let codeword = (next >> (MAX_LENGTH - length)) as u16;
                let place = codeword.wrapping_add(*to_place);
                if let Some(symbol) = self.ordered.get(usize::from(place)) {
                    return Ok((usize::from(*symbol), length as u32));
                }
            }
        }
        Err(CodecError::new("a codeword that the Huffman code does not have"))
    }
}

impl<const SYMBOLS: usize, const TABLE: usize> std::fmt::Debug for Huffman<SYMBOLS, TABLE> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Huffman").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
    use super::*;

    /// Codewords by the definition: in order of length, then symbol.
    fn codewords(lengths: &[u8]) -> Vec<(usize, u32, u64)> {
        let mut order: Vec<usize> = (0..lengths.len()).filter(|n| lengths[*n] > 0).collect();
        order.sort_by_key(|n| lengths[*n]);
        let mut code = 0u64;
        let mut last = 0;
        order
            .into_iter()
            .map(|symbol| {
                let length = u32::from(lengths[symbol]);
                code <<= length - last;
                last = length;
                code += 1;
                (symbol, length, (code - 1) << (64 - length))
            })
            .collect()
    }

    #[test]
    fn short_and_long_codewords_are_found() {
        // A staircase: one codeword of each length up to 15, two of 16.
        let lengths: Vec<u8> = (1..=16).chain([16]).collect();
        let mut code = Box::new(Huffman::<17, 16>::new());
        code.build(&lengths).unwrap();
        for (symbol, length, bits) in codewords(&lengths) {
            assert_eq!(code.decode(bits), Ok((symbol, length)));
            // Whatever follows the codeword.
            assert_eq!(code.decode(bits | u64::MAX >> length), Ok((symbol, length)));
        }
    }

    #[test]
    fn codes_with_too_many_codewords_are_refused_and_missing_ones_noticed() {
        let mut code = Huffman::<4, 4>::new();
        assert!(code.build(&[1, 1, 1]).is_err());
        code.build(&[0, 1, 0, 0]).unwrap();
        assert_eq!(code.decode(0), Ok((1, 1)));
        assert!(code.decode(1 << 63).is_err());
        code.build(&[]).unwrap();
        assert!(code.decode(0).is_err());
    }
}
