use super::backward::BackwardBits;
use super::lengths::Lengths;
use crate::codec::CodecError;
use crate::codec::huffman::Huffman;

/// A Huffman code that follows what it decodes: every so many symbols it is made anew from how often
/// each occurred, the past counting half.
#[derive(Debug)]
pub(super) struct AdaptiveCode<const SYMBOLS: usize, const TABLE: usize> {
    code: Huffman<SYMBOLS, TABLE>,
    frequencies: [u32; SYMBOLS],
    lengths: [u8; SYMBOLS],
    /// Symbols in use, the first of the alphabet.
    used: usize,
    /// Symbols until the code is made anew. 0 at the start, as many codes of a chunk are never used.
    left: u32,
    rebuild_after: u32,
    builder: Lengths<SYMBOLS>,
    is_new: bool,
}

impl<const SYMBOLS: usize, const TABLE: usize> AdaptiveCode<SYMBOLS, TABLE> {
    pub(super) fn new(rebuild_after: u32) -> Self {
        AdaptiveCode {
            code: Huffman::new(),
            frequencies: [1; SYMBOLS],
            lengths: [0; SYMBOLS],
            used: 0,
            left: 0,
            rebuild_after,
            builder: Lengths::new(),
            is_new: true,
        }
    }

    /// Prepares for a new chunk, which uses the first `used` symbols.
    pub(super) fn reset(&mut self, used: usize) {
        self.used = used;
        self.left = 0;
        self.is_new = true;
    }

    /// Decodes a symbol. 33 bits or more are available after it.
    #[inline(always)]
    pub(super) fn symbol(&mut self, bits: &mut BackwardBits<'_>) -> Result<usize, CodecError> {
        if self.left == 0 {
            self.rebuild()?;
        }
        self.left -= 1;
        bits.refill();
        let (symbol, length) = self.code.decode(bits.peek())?;
        bits.consume(length);
        if let Some(frequency) = self.frequencies.get_mut(symbol) {
            *frequency += 1;
        }
        Ok(symbol)
    }

    #[cold]
    fn rebuild(&mut self) -> Result<(), CodecError> {
        let frequencies = self.frequencies.get_mut(..self.used).unwrap_or_default();
        let lengths = self.lengths.get_mut(..self.used).unwrap_or_default();
        if self.is_new {
            frequencies.fill(1);
            self.is_new = false;
        }
        self.builder.compute(frequencies, lengths);
        for frequency in frequencies {
            *frequency = (*frequency >> 1) + 1;
        }
        self.left = self.rebuild_after;
        self.code.build(lengths)
    }
}
