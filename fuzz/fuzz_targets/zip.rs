//! Opens any bytes, with what is packed inside of them, and reads all of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ppkglint::container::{Input, Limits, MAX_DEPTH, open_bytes_within};

/// Small enough that a run is short, and a limit that does not hold is noticed as a lack of memory.
const LIMITS: Limits = Limits { max_nested: 1 << 20, max_total: 8 << 20, searched: 1 << 20 };

fn read(input: &Input, depth: usize) {
    // A folder of an archive is an input of its own, and no deeper than the archive.
    assert!(depth <= 2 * MAX_DEPTH + 1, "{}", input.path);
    for tree in &input.trees {
        for entry in tree.entries.iter().take(64) {
            assert!(!entry.names().is_empty());
            if let Ok(bytes) = tree.read(entry, 1 << 20) {
                assert_eq!(bytes.len() as u64, entry.size);
            }
            if let Ok(start) = tree.prefix(entry, 10) {
                assert!(start.len() <= 10);
            }
        }
    }
    input.nested.iter().for_each(|nested| read(nested, depth + 1));
}

fuzz_target!(|bytes: &[u8]| {
    let mut input = open_bytes_within("x.zip", bytes.to_vec(), &LIMITS);
    assert!(!input.trees.is_empty() || !input.faults.is_empty() || !input.nested.is_empty());
    read(&input, 0);
    input.verify(1);
});
