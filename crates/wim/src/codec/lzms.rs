//! LZMS, the format of `.esd` files. It has no public specification: what is said here was measured
//! on files that Windows' tools and wimlib write and read.
//!
//! A chunk is a row of 16-bit little-endian units read from both ends. From the front comes a range
//! coder, whose binary decisions say what kind of item follows; from the back come the Huffman
//! codewords and plain bits of the items. Items are bytes, matches, and delta matches, which repeat
//! not bytes but differences of bytes, as tables of numbers do. All codes adapt to what was decoded.
//! Last, the targets of x86 instructions are made relative again.

mod adaptive;
mod backward;
mod lengths;
mod range;
mod recent;
mod slots;
mod x86;

use super::output::Output;
use super::{CodecError, Compression};
use adaptive::AdaptiveCode;
use backward::BackwardBits;
use range::{Decision, RangeDecoder};
use recent::Recent;

const LITERALS: usize = 256;
/// Delta matches work on every 2^n-th byte, n being below this.
const POWERS: usize = 8;
/// After so many symbols a code adapts.
const REBUILD_SLOW: u32 = 1024;
const REBUILD_FAST: u32 = 512;

/// Decodes chunks one after the other.
#[derive(Debug)]
pub struct Decoder {
    codes: Box<Codes>,
    x86: x86::Filter,
}

#[derive(Debug)]
struct Codes {
    literal: AdaptiveCode<LITERALS, 1024>,
    length: AdaptiveCode<{ slots::LENGTHS }, 512>,
    offset: AdaptiveCode<{ slots::OFFSETS }, 2048>,
    delta_offset: AdaptiveCode<{ slots::OFFSETS }, 2048>,
    delta_power: AdaptiveCode<POWERS, 128>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

/// What a delta match repeats: the binary logarithm of the step, and the distance in steps.
type Delta = (u32, u32);

impl Decoder {
    /// A decoder with its tables, some 300 KB.
    pub fn new() -> Decoder {
        let codes = Codes {
            literal: AdaptiveCode::new(REBUILD_SLOW),
            length: AdaptiveCode::new(REBUILD_FAST),
            offset: AdaptiveCode::new(REBUILD_SLOW),
            delta_offset: AdaptiveCode::new(REBUILD_SLOW),
            delta_power: AdaptiveCode::new(REBUILD_FAST),
        };
        Decoder { codes: Box::new(codes), x86: x86::Filter::new() }
    }

    /// Replaces what is in `output` by the `size` bytes that `input`, one chunk, decodes to. A few
    /// bytes of input can decode to 1 GiB: it is for the caller to say how much memory `size` may
    /// cost.
    ///
    /// # Errors
    /// Fails if `input` is no such chunk or `size` is above 1 GiB; `output` is empty then.
    pub fn decode(
        &mut self,
        input: &[u8],
        size: usize,
        output: &mut Vec<u8>,
    ) -> Result<(), CodecError> {
        output.clear();
        if size as u64 > *Compression::Lzms.chunk_sizes().end() {
            return Err(CodecError::new("LZMS chunks hold at most 1 GiB"));
        }
        let result = self.items(input, size, &mut Output::new(output, size));
        output.truncate(if result.is_ok() { size } else { 0 });
        self.x86.undo(output);
        result
    }

    fn items(
        &mut self,
        input: &[u8],
        size: usize,
        output: &mut Output<'_>,
    ) -> Result<(), CodecError> {
        let (units, []) = input.as_chunks::<2>() else {
            return Err(CodecError::new("an LZMS chunk has an odd number of bytes"));
        };
        let mut range = RangeDecoder::new(units);
        let mut bits = BackwardBits::new(input);
        let codes = self.codes.as_mut();
        // A match cannot reach back further than to the first byte from the last.
        let offsets = slots::offsets_below(size);
        codes.literal.reset(LITERALS);
        codes.length.reset(slots::LENGTHS);
        codes.offset.reset(offsets);
        codes.delta_offset.reset(offsets);
        codes.delta_power.reset(POWERS);

        let mut is_match = Decision::<16>::new();
        let mut is_delta = Decision::<32>::new();
        let mut is_recent = Decision::<64>::new();
        let mut is_recent_after = [Decision::<64>::new(), Decision::<64>::new()];
        let mut is_recent_delta = Decision::<64>::new();
        let mut is_recent_delta_after = [Decision::<64>::new(), Decision::<64>::new()];
        let mut recent = Recent::<u32>::new([1, 2, 3, 4]);
        let mut recent_deltas = Recent::<Delta>::new([(0, 1), (0, 2), (0, 3), (0, 4)]);

        while !output.is_full() {
            if !is_match.decide(&mut range) {
                output.push(codes.literal.symbol(&mut bits)? as u8);
                recent.settle();
                recent_deltas.settle();
            } else if !is_delta.decide(&mut range) {
                let distance = if is_recent.decide(&mut range) {
                    recent.repeat(which(&mut is_recent_after, &mut range))
                } else {
                    let slot = codes.offset.symbol(&mut bits)?;
                    let distance = slots::offset(slot, &mut bits);
                    recent.push(distance);
                    distance
                };
                recent_deltas.settle();
                let length = slots::length(codes.length.symbol(&mut bits)?, &mut bits);
                output.copy(distance as usize, length as usize)?;
            } else {
                let delta = if is_recent_delta.decide(&mut range) {
                    recent_deltas.repeat(which(&mut is_recent_delta_after, &mut range))
                } else {
                    let power = codes.delta_power.symbol(&mut bits)?;
                    let slot = codes.delta_offset.symbol(&mut bits)?;
                    let delta = (power as u32, slots::offset(slot, &mut bits));
                    recent_deltas.push(delta);
                    delta
                };
                recent.settle();
                let length = slots::length(codes.length.symbol(&mut bits)?, &mut bits);
                let (power, steps) = delta;
                let distance = u64::from(steps) << power;
                output.copy_delta(1 << power, distance, length as usize)?;
            }
        }
        Ok(())
    }
}

/// Which of the recent ones it is.
#[inline(always)]
fn which(after: &mut [Decision<64>; 2], range: &mut RangeDecoder<'_>) -> usize {
    let [first, second] = after;
    if !first.decide(range) {
        0
    } else if !second.decide(range) {
        1
    } else {
        2
    }
}

/// Replaces what is in `output` by the `size` bytes that `input`, one chunk, decodes to. For one
/// chunk only: a [`Decoder`] does not make its tables anew.
///
/// # Errors
/// As [`Decoder::decode`].
pub fn decode(input: &[u8], size: usize, output: &mut Vec<u8>) -> Result<(), CodecError> {
    Decoder::new().decode(input, size, output)
}
