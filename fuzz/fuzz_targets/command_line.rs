//! Any command line can be taken apart, and every place of every step lies in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ppkglint::{
    script::command_line::{candidates, unwrap},
    text::decode,
};

fuzz_target!(|bytes: &[u8]| {
    let (line, _) = decode(bytes);
    for range in candidates(&line) {
        assert!(line.get(range).is_some());
    }
    let unwrapped = unwrap(&line);
    for step in &unwrapped.steps {
        let text = step.text.text();
        for (at, ch) in text.char_indices() {
            let place = unwrapped.place(step, &(at..at + ch.len_utf8()));
            assert!(line.get(place.clone()).is_some(), "{place:?}");
        }
        for argument in step.arguments() {
            assert!(text.get(argument.range.clone()).is_some(), "{:?}", argument.range);
        }
        for property in step.installer().iter().flat_map(|found| &found.properties) {
            assert!(text.get(property.value_range.clone()).is_some(), "{property:?}");
        }
    }
});
