//! Any text is a document or an error, and every place lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ppkglint::text::{decode, xml};

fuzz_target!(|bytes: &[u8]| {
    let (text, _) = decode(bytes);
    let inside = |range: &std::ops::Range<u32>| {
        assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?}");
    };
    match xml::parse(&text) {
        Err(error) => assert!(error.range.end as usize <= text.len()),
        Ok(document) => {
            for element in document.elements() {
                inside(&element.name_range);
                inside(&element.tag);
                inside(&element.range);
                for value in element.attributes.iter().map(|a| &a.value).chain([&element.text]) {
                    inside(&value.range());
                    for (at, ch) in value.text().char_indices() {
                        inside(&value.place(&(at..at + ch.len_utf8())));
                    }
                }
            }
        }
    }
});
