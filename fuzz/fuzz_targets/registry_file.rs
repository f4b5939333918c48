//! Any text is a registry file, and what is read of it lies in it.
#![no_main]

use std::ops::Range;

use libfuzzer_sys::fuzz_target;
use ppkglint::{
    script::registry_file::{Change, read},
    text::decode,
};

fuzz_target!(|bytes: &[u8]| {
    let (text, _) = decode(bytes);
    let inside = |range: &Range<u32>| {
        assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?}");
    };
    let file = read(&text);
    for entry in &file.entries {
        inside(&entry.key.range);
        if let Some(key) = &entry.key.key {
            assert!(key.is(&key.hive, &key.path));
        }
        if let Change::Value { name_range, data_range, data, .. } = &entry.change {
            inside(name_range);
            inside(data_range);
            if let Some(data) = data.text() {
                assert!(text.get(data.source_range()).is_some());
            }
        }
    }
    for fault in &file.faults {
        inside(&fault.range);
    }
});
