//! Decodes a chunk: the first three bytes say to how many bytes and out of what window, the others
//! are the chunk.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ppkglint_wim::codec::lzx;

fuzz_target!(|bytes: &[u8]| {
    let [a, b, c, input @ ..] = bytes else { return };
    let size = u32::from_le_bytes([*a, *b, c & 3, 0]) as usize;
    let window = 1 << (15 + (c >> 4) % 7);
    let mut output = Vec::new();
    let result = lzx::decode(input, window, size, &mut output);
    assert_eq!(output.len(), if result.is_ok() { size } else { 0 });
});
