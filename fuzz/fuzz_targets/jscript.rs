//! Any text has tokens that tile it and a tree whose places lie in it.
#![no_main]

use std::ops::Range;

use libfuzzer_sys::fuzz_target;
use ppkglint::{
    script::{Token, Tree, jscript},
    text::decode,
};

fuzz_target!(|bytes: &[u8]| {
    let (text, _) = decode(bytes);
    check(&text, &jscript::lex(&text), &jscript::parse(&text));
    check(&text, &jscript::lex_wsf(&text), &jscript::parse_wsf(&text));
});

fn check(text: &str, tokens: &[Token<jscript::Kind>], tree: &Tree) {
    let mut end = 0;
    for token in tokens {
        assert_eq!(token.range.start, end);
        assert!(!token.text(text).is_empty());
        end = token.range.end;
    }
    assert_eq!(end as usize, text.len());
    let inside = |range: &Range<u32>, parent: &Range<u32>| {
        assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?}");
        assert!(parent.start <= range.start && range.end <= parent.end, "{range:?} {parent:?}");
    };
    let scope = |index: u32| &tree.scopes[index as usize].range;
    for found in &tree.scopes {
        inside(&found.range, found.parent.map_or(&found.range, scope));
    }
    for command in &tree.commands {
        inside(&command.range, scope(command.scope));
        inside(&command.name.range, &command.range);
        assert!(!command.name.range.is_empty());
    }
    for binding in &tree.bindings {
        inside(&binding.range, scope(binding.scope));
        inside(&binding.target.range, &binding.range);
    }
    for range in tree.comments.iter().chain(tree.faults.iter().map(|fault| &fault.range)) {
        inside(range, range);
    }
}
