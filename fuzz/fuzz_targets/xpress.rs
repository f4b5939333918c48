//! Decodes a chunk: the first three bytes say to how many bytes, the others are the chunk.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ppkglint_wim::codec::xpress;

fuzz_target!(|bytes: &[u8]| {
    let [a, b, c, input @ ..] = bytes else { return };
    let size = u32::from_le_bytes([*a, *b, c & 3, 0]) as usize;
    let mut output = Vec::new();
    let result = xpress::decode(input, size, &mut output);
    assert_eq!(output.len(), if result.is_ok() { size } else { 0 });
});
