//! LZX as WIM files have it: [MS-PATCH] 2 without the extra-long matches of the DELTA variant, with
//! each chunk on its own.
//!
//! What differs from the specification, measured on files of Windows and wimlib: the window is the
//! chunk; there is no bit for the translation of x86 calls, which always takes place, a chunk at a
//! time, for a file size of 12,000,000; and one bit of a block's header says that its size is 32 KiB.

mod block;
mod calls;
mod lengths;

use super::bits::BitReader;
use super::output::Output;
use super::{CodecError, Compression};
use block::Trees;

/// Decodes chunks one after the other.
#[derive(Debug)]
pub struct Decoder {
    trees: Box<Trees>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// A decoder with its tables, some 10 KB.
    pub fn new() -> Decoder {
        Decoder { trees: Box::new(Trees::new()) }
    }

    /// Replaces what is in `output` by the `size` bytes that `input`, one chunk, decodes to.
    /// `chunk_size` is that of the resource, 32 KiB to 2 MiB: it makes the format, also of a last
    /// chunk that is smaller.
    ///
    /// # Errors
    /// Fails if `input` is no such chunk, or the sizes do not fit; `output` is empty then.
    pub fn decode(
        &mut self,
        input: &[u8],
        chunk_size: usize,
        size: usize,
        output: &mut Vec<u8>,
    ) -> Result<(), CodecError> {
        output.clear();
        let is_size = Compression::Lzx.chunk_sizes().contains(&(chunk_size as u64));
        if !is_size || !chunk_size.is_power_of_two() || size > chunk_size {
            return Err(CodecError::new("LZX chunks hold 32 KiB to 2 MiB, a power of two"));
        }
        let window_order = chunk_size.trailing_zeros();
        let mut bits = BitReader::new(input, 0);
        let mut to = Output::new(output, size);
        self.trees.reset(window_order);
        let mut recent = block::START_OFFSETS;
        let result = loop {
            if to.is_full() {
                break Ok(());
            }
            let block = self.trees.block(&mut bits, window_order, &mut to, &mut recent);
            if block.is_err() {
                break block;
            }
        };
        output.truncate(if result.is_ok() { size } else { 0 });
        calls::to_relative(output);
        result
    }
}

/// Replaces what is in `output` by the `size` bytes that `input`, one chunk, decodes to. For one
/// chunk only: a [`Decoder`] does not make its tables anew.
///
/// # Errors
/// As [`Decoder::decode`].
pub fn decode(
    input: &[u8],
    chunk_size: usize,
    size: usize,
    output: &mut Vec<u8>,
) -> Result<(), CodecError> {
    Decoder::new().decode(input, chunk_size, size, output)
}
