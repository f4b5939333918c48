//! Whatever a script runs, and whatever its values are, stands in its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ppkglint::{
    script::{
        Environment, Language,
        reading::{Reading, Value, read},
    },
    text::decode,
};

fuzz_target!(|bytes: &[u8]| {
    use Language::{Batch, CommandLine, JScript, PowerShell, VbScript, Wsf, Xml};
    let Some((first, rest)) = bytes.split_first() else { return };
    let languages = [PowerShell, Batch, CommandLine, VbScript, Xml, JScript, Wsf];
    let language = languages[usize::from(*first) % languages.len()];
    let (text, _) = decode(rest);
    let reading = read(&text, language, &Environment::device());
    for (index, call) in reading.calls.iter().enumerate() {
        inside(&text, &reading, call.unit, &call.range);
        value(&text, &reading, call.unit, &call.program);
        value(&text, &reading, call.unit, &call.line);
        for argument in &call.arguments {
            inside(&text, &reading, call.unit, &argument.range);
            value(&text, &reading, call.unit, &argument.value);
        }
        assert!(call.piped_from.is_none_or(|from| (from as usize) < index));
        let _ = call.installer();
    }
});

fn inside(text: &str, reading: &Reading, unit: u32, range: &std::ops::Range<usize>) {
    assert!(reading.units[unit as usize].text.text().get(range.clone()).is_some(), "{range:?}");
    let place = reading.place(unit, range);
    assert!(text.get(place.clone()).is_some(), "{place:?}");
}

fn value(text: &str, reading: &Reading, unit: u32, found: &Value) {
    inside(text, reading, unit, &found.range);
    inside(text, reading, unit, &found.text.source_range());
}
