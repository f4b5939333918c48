use crate::codec::CodecError;
use crate::codec::bits::BitReader;
use crate::codec::huffman::Huffman;

/// Symbols of the code in which the codeword lengths of the other codes are written.
const SYMBOLS: usize = 20;
/// Codeword lengths are stored as what the one before in the same place must be lessened by, modulo
/// this.
const MODULUS: u8 = 17;

/// Reads codeword lengths as differences to those of the block before, which are in `lengths`
/// ([MS-PATCH] 2.5.4).
pub(super) fn read(bits: &mut BitReader<'_>, lengths: &mut [u8]) -> Result<(), CodecError> {
    let mut code = Huffman::<SYMBOLS, 64>::new();
    let mut own = [0; SYMBOLS];
    for length in &mut own {
        bits.refill();
        *length = bits.take(4) as u8;
    }
    code.build(&own)?;

    let mut at = 0;
    while at < lengths.len() {
        bits.refill();
        let (symbol, length) = code.decode(bits.peek())?;
        bits.consume(length);
        let (run, value) = match symbol {
            17 => (bits.take(4) + 4, 0),
            18 => (bits.take(5) + 20, 0),
            19 => {
                let run = bits.take(1) + 4;
                bits.refill();
                let (symbol, length) = code.decode(bits.peek())?;
                bits.consume(length);
                (run, lessened(lengths.get(at), symbol)?)
            }
            symbol => (1, lessened(lengths.get(at), symbol)?),
        };
        // Encoders do let the last run go past the end.
        for length in lengths.iter_mut().skip(at).take(run as usize) {
            *length = value;
        }
        at += run as usize;
    }
    Ok(())
}

fn lessened(length: Option<&u8>, symbol: usize) -> Result<u8, CodecError> {
    let length = length.copied().unwrap_or_default();
    match u8::try_from(symbol) {
        Ok(symbol) if symbol < MODULUS => Ok((length + MODULUS - symbol) % MODULUS),
        _ => Err(CodecError::new("a run of LZX codeword lengths repeats a run")),
    }
}
