//! Reads all that a file, or what pretends to be one, offers.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ppkglint_wim::{Limits, Wim};

/// Small enough that a run is short, and a limit that does not hold is noticed as a lack of memory.
const LIMITS: Limits = Limits {
    max_metadata: 1 << 20,
    max_table: 1 << 20,
    max_xml: 1 << 20,
    max_chunk: 1 << 21,
    max_blob: 1 << 20,
    max_total: 8 << 20,
    max_entries: 10_000,
    max_depth: 50,
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(wim) = Wim::open(bytes.to_vec(), LIMITS) else { return };
    let _ = wim.xml();
    wim.trailing_bytes();
    for index in 0..wim.image_count().min(4) {
        let Ok(image) = wim.image(index) else { continue };
        for (place, entry) in image.entries.iter().enumerate() {
            assert!(entry.parent.map_or(place == 0, |parent| parent < place));
            assert!(image.path(place).len() <= LIMITS.max_depth);
        }
    }
    for blob in wim.blobs().iter().take(8) {
        let _ = wim.read_prefix(blob, 100);
        if let Ok(content) = wim.read(blob) {
            assert_eq!(content.len() as u64, blob.size);
        }
    }
    let mut results = 0;
    wim.verify(1, &mut |_, _| results += 1);
    assert_eq!(results, wim.blobs().len());
});
