//! The decoders of the compression formats. Each turns one chunk into bytes of a known number.
//!
//! They are public so that they can be tested and fuzzed apart from files, and used apart from them.

mod bits;
mod huffman;
pub mod lzms;
pub mod lzx;
mod output;
pub mod xpress;

/// A compression format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Compression {
    /// Bytes as they are.
    None,
    /// LZ77 and Huffman of [MS-XCA] 2.1 and 2.2, in chunks of 4 KiB to 64 KiB.
    Xpress,
    /// The format of [MS-PATCH] with the differences WIM files have, in chunks of 32 KiB to 2 MiB.
    Lzx,
    /// The format of `.esd` files, in chunks of 32 KiB to 1 GiB.
    Lzms,
}

impl Compression {
    /// The name people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Compression::None => "none",
            Compression::Xpress => "XPRESS",
            Compression::Lzx => "LZX",
            Compression::Lzms => "LZMS",
        }
    }

    /// The smallest and the largest chunk size the format has, in bytes; sizes are powers of two.
    /// Measured on what wimlib writes and reads.
    pub fn chunk_sizes(self) -> std::ops::RangeInclusive<u64> {
        match self {
            Compression::None => 0..=0,
            Compression::Xpress => 1 << 12..=1 << 16,
            Compression::Lzx => 1 << 15..=1 << 21,
            Compression::Lzms => 1 << 15..=1 << 30,
        }
    }
}

/// Why a chunk could not be decoded. The position of the fault inside a chunk says little, so none
/// is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct CodecError {
    /// What is wrong with it.
    pub why: &'static str,
}

impl CodecError {
    pub(crate) const fn new(why: &'static str) -> CodecError {
        CodecError { why }
    }
}

/// A decoder of any of the formats, with tables that are used again from chunk to chunk.
#[derive(Debug)]
pub(crate) enum Decoder {
    Xpress(xpress::Decoder),
    Lzx(lzx::Decoder),
    Lzms(lzms::Decoder),
}

impl Decoder {
    /// A decoder for the format; `None` if there is none for it.
    pub(crate) fn new(compression: Compression) -> Option<Decoder> {
        match compression {
            Compression::Xpress => Some(Decoder::Xpress(xpress::Decoder::new())),
            Compression::Lzx => Some(Decoder::Lzx(lzx::Decoder::new())),
            Compression::Lzms => Some(Decoder::Lzms(lzms::Decoder::new())),
            Compression::None => None,
        }
    }

    /// Replaces what is in `output` by the `size` bytes that `input` decodes to, a chunk of a
    /// resource whose chunks have `chunk_size` bytes.
    pub(crate) fn decode(
        &mut self,
        input: &[u8],
        chunk_size: usize,
        size: usize,
        output: &mut Vec<u8>,
    ) -> Result<(), CodecError> {
        match self {
            Decoder::Xpress(decoder) => decoder.decode(input, size, output),
            Decoder::Lzx(decoder) => decoder.decode(input, chunk_size, size, output),
            Decoder::Lzms(decoder) => decoder.decode(input, size, output),
        }
    }
}
