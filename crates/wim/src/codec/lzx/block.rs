use super::lengths;
use crate::codec::CodecError;
use crate::codec::bits::BitReader;
use crate::codec::huffman::Huffman;
use crate::codec::output::Output;

/// Symbols of the main code that are bytes; the others are matches.
const LITERALS: usize = 256;
/// Matches have 8 symbols for each of at most 50 ranges of offsets ([MS-PATCH] 2.1).
const MAX_SLOTS: usize = 50;
const MAIN_SYMBOLS: usize = LITERALS + 8 * MAX_SLOTS;
const LENGTH_SYMBOLS: usize = 249;
const ALIGNED_SYMBOLS: usize = 8;
const MIN_MATCH: usize = 2;
/// Lengths that the main symbol holds by itself; this one means that a length symbol follows.
const LONG_MATCH: usize = 7;
/// The size of a block that is given by one bit. [`super`] has the source.
const DEFAULT_BLOCK: usize = 32768;

/// The three offsets last used, the latest first ([MS-PATCH] 2.3).
pub(super) type RecentOffsets = [u32; 3];
/// What a chunk begins with.
pub(super) const START_OFFSETS: RecentOffsets = [1, 1, 1];

/// By range of offsets: its first offset and the number of bits that say which one it is
/// ([MS-PATCH] 2.1). The first three are the recent ones.
const SLOTS: [(u32, u32); MAX_SLOTS] = {
    let mut slots = [(0, 0); MAX_SLOTS];
    let mut base = 0;
    let mut slot = 0;
    while slot < MAX_SLOTS {
        let bits = if slot < 4 {
            0
        } else if slot < 36 {
            slot as u32 / 2 - 1
        } else {
            17
        };
        #[expect(clippy::indexing_slicing, reason = "checked by the compiler, as it is a constant")]
        {
            slots[slot] = (base, bits);
        }
        base += 1 << bits;
        slot += 1;
    }
    slots
};

/// The codes of the blocks of one chunk.
#[derive(Debug)]
pub(super) struct Trees {
    main: Huffman<MAIN_SYMBOLS, 2048>,
    length: Huffman<LENGTH_SYMBOLS, 1024>,
    aligned: Huffman<ALIGNED_SYMBOLS, 128>,
    main_lengths: [u8; MAIN_SYMBOLS],
    length_lengths: [u8; LENGTH_SYMBOLS],
    main_symbols: usize,
}

impl Trees {
    pub(super) fn new() -> Trees {
        Trees {
            main: Huffman::new(),
            length: Huffman::new(),
            aligned: Huffman::new(),
            main_lengths: [0; MAIN_SYMBOLS],
            length_lengths: [0; LENGTH_SYMBOLS],
            main_symbols: 0,
        }
    }

    /// Prepares for a new chunk.
    pub(super) fn reset(&mut self, window_order: u32) {
        self.main_lengths.fill(0);
        self.length_lengths.fill(0);
        let slots = match window_order {
            ..=19 => 2 * window_order as usize,
            20 => 42,
            _ => MAX_SLOTS,
        };
        self.main_symbols = LITERALS + 8 * slots;
    }

    /// Decodes a block ([MS-PATCH] 2.4).
    pub(super) fn block(
        &mut self,
        bits: &mut BitReader<'_>,
        window_order: u32,
        output: &mut Output<'_>,
        recent: &mut RecentOffsets,
    ) -> Result<(), CodecError> {
        bits.refill();
        let kind = bits.take(3);
        let size = if bits.take(1) == 1 {
            DEFAULT_BLOCK
        } else {
            let size = bits.take(16);
            let more = if window_order >= 16 { 8 } else { 0 };
            (size << more | bits.take(more)) as usize
        };
        if size == 0 || size > output.room() {
            return Err(CodecError::new("an LZX block is empty or runs past the chunk's end"));
        }
        let end = output.position() + size;
        match kind {
            1 => {
                self.read_codes(bits)?;
                self.symbols::<false>(bits, output, end, recent)
            }
            2 => {
                let mut lengths = [0; ALIGNED_SYMBOLS];
                for length in &mut lengths {
                    bits.refill();
                    *length = bits.take(3) as u8;
                }
                self.aligned.build(&lengths)?;
                self.read_codes(bits)?;
                self.symbols::<true>(bits, output, end, recent)
            }
            3 => uncompressed(bits, output, size, recent),
            _ => Err(CodecError::new("an LZX block of an unknown kind")),
        }
    }

    fn read_codes(&mut self, bits: &mut BitReader<'_>) -> Result<(), CodecError> {
        let used = self.main_lengths.get_mut(..self.main_symbols).unwrap_or_default();
        let (literals, matches) = used.split_at_mut_checked(LITERALS).unwrap_or_default();
        lengths::read(bits, literals)?;
        lengths::read(bits, matches)?;
        self.main.build(&self.main_lengths)?;
        lengths::read(bits, &mut self.length_lengths)?;
        self.length.build(&self.length_lengths)
    }

    fn symbols<const ALIGNED: bool>(
        &self,
        bits: &mut BitReader<'_>,
        output: &mut Output<'_>,
        end: usize,
        recent: &mut RecentOffsets,
    ) -> Result<(), CodecError> {
        while output.position() < end {
            bits.refill();
            let (symbol, length) = self.main.decode(bits.peek())?;
            bits.consume(length);
            if symbol < LITERALS {
                output.push(symbol as u8);
                continue;
            }
            let mut length = symbol & LONG_MATCH;
            if length == LONG_MATCH {
                let (symbol, bit_count) = self.length.decode(bits.peek())?;
                bits.consume(bit_count);
                length += symbol;
            }
            let slot = (symbol - LITERALS) >> 3;
            let offset = match (slot, &mut *recent) {
                (0, [latest, ..]) => *latest,
                (1, [latest, second, _]) => {
                    std::mem::swap(latest, second);
                    *latest
                }
                (2, [latest, _, third]) => {
                    std::mem::swap(latest, third);
                    *latest
                }
                (_, [latest, second, third]) => {
                    let (base, extra) = SLOTS.get(slot).copied().unwrap_or_default();
                    bits.refill();
                    let within = if ALIGNED && extra >= 3 {
                        let high = bits.take(extra - 3);
                        let (low, length) = self.aligned.decode(bits.peek())?;
                        bits.consume(length);
                        high << 3 | low as u32
                    } else {
                        bits.take(extra)
                    };
                    // The ranges begin with the three recent offsets, of which the third stands
                    // for offset 0: [MS-PATCH] 2.6.
                    (*third, *second) = (*second, *latest);
                    *latest = base + within - 2;
                    *latest
                }
            };
            output.copy(offset as usize, length + MIN_MATCH)?;
        }
        Ok(())
    }
}

/// A block of bytes as they are, after new recent offsets ([MS-PATCH] 2.4.3).
fn uncompressed(
    bits: &mut BitReader<'_>,
    output: &mut Output<'_>,
    size: usize,
    recent: &mut RecentOffsets,
) -> Result<(), CodecError> {
    const CUT_OFF: CodecError = CodecError::new("an uncompressed LZX block is cut off");
    let offsets = bits.raw(12).ok_or(CUT_OFF)?;
    for (offset, bytes) in recent.iter_mut().zip(offsets.as_chunks().0) {
        *offset = u32::from_le_bytes(*bytes);
    }
    output.append(bits.more_raw(size).ok_or(CUT_OFF)?);
    if !size.is_multiple_of(2) {
        // A last block need not be followed by the byte that would align the next.
        let _ = bits.more_raw(1);
    }
    Ok(())
}
