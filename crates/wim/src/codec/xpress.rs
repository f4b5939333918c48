//! XPRESS in its Huffman variant: [MS-XCA] 2.1 (format) and 2.2 (decoding).
//!
//! A chunk of a WIM file is one block of the specification: 256 bytes with the 4-bit codeword
//! lengths of 512 symbols, then symbols. The specification's end symbol need not be there, as the
//! number of bytes to decode is known.

use super::bits::BitReader;
use super::huffman::Huffman;
use super::output::Output;
use super::{CodecError, Compression};

const SYMBOLS: usize = 512;
/// Bytes of codeword lengths at the start of a chunk.
const LENGTHS: usize = SYMBOLS / 2;
/// Symbols below this are bytes.
const LITERALS: usize = 256;
const MIN_MATCH: usize = 3;

/// Decodes chunks one after the other.
#[derive(Debug)]
pub struct Decoder {
    code: Box<Huffman<SYMBOLS, 2048>>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// A decoder with its table, some 5 KB.
    pub fn new() -> Decoder {
        Decoder { code: Box::new(Huffman::new()) }
    }

    /// Replaces what is in `output` by the `size` bytes that `input`, one chunk, decodes to.
    ///
    /// # Errors
    /// Fails if `input` is no such chunk or `size` is above 64 KiB; `output` is empty then.
    pub fn decode(
        &mut self,
        input: &[u8],
        size: usize,
        output: &mut Vec<u8>,
    ) -> Result<(), CodecError> {
        if size as u64 > *Compression::Xpress.chunk_sizes().end() {
            output.clear();
            return Err(CodecError::new("XPRESS chunks hold at most 64 KiB"));
        }
        let result = self.decode_chunk(input, &mut Output::new(output, size));
        output.truncate(if result.is_ok() { size } else { 0 });
        result
    }

    fn decode_chunk(&mut self, input: &[u8], output: &mut Output<'_>) -> Result<(), CodecError> {
        let Some(packed) = input.first_chunk::<LENGTHS>() else {
            return Err(CodecError::new("an XPRESS chunk is shorter than its codeword lengths"));
        };
        let mut lengths = [0; SYMBOLS];
        for (pair, byte) in lengths.as_chunks_mut::<2>().0.iter_mut().zip(packed) {
            *pair = [byte & 15, byte >> 4];
        }
        self.code.build(&lengths)?;

        let mut bits = BitReader::new(input, LENGTHS);
        while !output.is_full() {
            bits.refill();
            let (symbol, length) = self.code.decode(bits.peek())?;
            bits.consume(length);
            if symbol < LITERALS {
                output.push(symbol as u8);
                continue;
            }
            let mut length = symbol & 15;
            if length == 15 {
                length = long_length(&mut bits)?;
            }
            let offset_bits = (symbol - LITERALS) as u32 >> 4;
            let distance = 1 << offset_bits | bits.take(offset_bits);
            output.copy(distance as usize, length + MIN_MATCH)?;
        }
        Ok(())
    }
}

/// The length of a match, less the least, where it does not fit into the symbol.
fn long_length(bits: &mut BitReader<'_>) -> Result<usize, CodecError> {
    let [byte] = bits.bytes();
    if byte < 255 {
        return Ok(usize::from(byte) + 15);
    }
    let length = u16::from_le_bytes(bits.bytes());
    if length < 15 {
        return Err(CodecError::new("an XPRESS match length in its longest form is too short"));
    }
    Ok(usize::from(length))
}

/// Replaces what is in `output` by the `size` bytes that `input`, one chunk, decodes to. For one
/// chunk only: a [`Decoder`] does not make its table anew.
///
/// # Errors
/// As [`Decoder::decode`].
pub fn decode(input: &[u8], size: usize, output: &mut Vec<u8>) -> Result<(), CodecError> {
    Decoder::new().decode(input, size, output)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    /// A chunk whose code has the given lengths, followed by `rest`.
    fn chunk(lengths: &[(usize, u8)], rest: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; LENGTHS];
        for (symbol, length) in lengths {
            if let Some(byte) = bytes.get_mut(symbol / 2) {
                *byte |= length << (symbol % 2 * 4);
            }
        }
        bytes.extend_from_slice(rest);
        bytes
    }

    #[test]
    fn the_abc_example_of_the_specification() {
        // [MS-XCA] 3.2: three literals, a match (distance 3, length 297 = 0x126 + 3), the end.
        let lengths = [(97, 3), (98, 3), (99, 2), (256, 2), (287, 2)];
        let input = chunk(&lengths, &[0xa8, 0xdc, 0, 0, 0xff, 0x26, 0x01]);
        let mut output = Vec::new();
        decode(&input, 300, &mut output).unwrap();
        assert_eq!(output, b"abc".repeat(100));
        decode(&input, 299, &mut output).unwrap_err();
    }

    #[test]
    fn a_short_chunk_ends_in_zero_bits() {
        let mut output = Vec::new();
        // The only codeword, a lone zero bit, is found in no input at all.
        decode(&chunk(&[(65, 1)], &[]), 5, &mut output).unwrap();
        assert_eq!(output, b"AAAAA");
    }

    #[test]
    fn faults_are_errors_and_leave_nothing() {
        let mut output = vec![1];
        for (input, size) in [
            (vec![], 1),
            (vec![0; 255], 1),
            (vec![0; 300], 1),
            (vec![0x11; 300], 1),
            (chunk(&[(256, 1)], &[0, 0]), 3),
            (chunk(&[(65, 1)], &[]), 65537),
            (chunk(&[(65, 1), (271, 1)], &[0, 0x40, 0, 0, 255, 14, 0]), 100),
        ] {
            decode(&input, size, &mut output).unwrap_err();
            assert!(output.is_empty());
        }
    }
}
