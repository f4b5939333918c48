//! Any text has tokens that tile it and a tree whose places lie in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ppkglint::{script::powershell, text::decode};

fuzz_target!(|bytes: &[u8]| {
    let (text, _) = decode(bytes);
    let mut at = 0;
    for token in powershell::lex(&text) {
        assert!(token.range.start == at && token.range.end > at, "{token:?} behind {at}");
        assert!(text.is_char_boundary(token.range.end as usize), "{token:?}");
        at = token.range.end;
    }
    assert_eq!(at as usize, text.len());
    let tree = powershell::parse(&text);
    let inside = |range: &std::ops::Range<u32>| {
        assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?}");
    };
    for command in &tree.commands {
        inside(&command.range);
        inside(&command.name.range);
        assert!((command.scope as usize) < tree.scopes.len());
    }
    for binding in &tree.bindings {
        inside(&binding.range);
        inside(&binding.target.range);
    }
    tree.comments.iter().for_each(inside);
    tree.scopes.iter().for_each(|scope| inside(&scope.range));
    tree.faults.iter().for_each(|fault| inside(&fault.range));
    for command in tree.commands.iter().filter_map(|command| command.name.constant()) {
        powershell::command_name(command);
        powershell::parameter_name(command, command);
    }
});
