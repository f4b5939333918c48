//! Any text is a task or none, and what is read of it lies in it.
#![no_main]

use std::ops::Range;

use libfuzzer_sys::fuzz_target;
use ppkglint::{
    script::task_xml::{Action, TaskText, read},
    text::decode,
};

fuzz_target!(|bytes: &[u8]| {
    let (text, _) = decode(bytes);
    let Some(task) = read(&text) else { return };
    let inside = |range: &Range<u32>| {
        assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?}");
    };
    let mut texts: Vec<&TaskText> = vec![];
    texts.extend([&task.uri, &task.context].into_iter().flatten());
    for it in &task.principals {
        inside(&it.range);
        texts.extend([&it.id, &it.user, &it.group, &it.logon_type].into_iter().flatten());
    }
    for it in &task.triggers {
        inside(&it.range);
        texts.extend(&it.user);
    }
    for action in &task.actions {
        match action {
            Action::Exec { range, command, arguments, working_directory } => {
                inside(range);
                texts.push(command);
                texts.extend([arguments, working_directory].into_iter().flatten());
            }
            Action::ComHandler { range, class, data } => {
                inside(range);
                texts.extend([class, data].into_iter().flatten());
            }
            Action::Other { range } => inside(range),
        }
    }
    for it in texts {
        inside(&it.range());
        for (at, ch) in it.text().char_indices() {
            inside(&it.place(&(at..at + ch.len_utf8())));
        }
    }
});
