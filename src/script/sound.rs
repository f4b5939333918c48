//! What holds for the tokens and the tree of any text, in any language.

use std::ops::Range;

use proptest::prelude::*;

use super::{Argument, Piece, RedirectionTarget, Token, Tree, Word};

/// Texts put together of pieces of a language.
pub(super) fn assembled(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|parts| parts.concat())
}

/// Texts put together of pieces of a language with blanks between them, also in an element of a WSF
/// file; and any others.
pub(super) fn anything(
    pieces: &'static [&'static str],
    element: &'static str,
) -> impl Strategy<Value = String> {
    let spaced = move || {
        let parts = prop::collection::vec(prop::sample::select(pieces), 0..60);
        parts.prop_map(|parts| parts.join(" "))
    };
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    prop_oneof![
        bytes.prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        any::<String>(),
        assembled(pieces),
        spaced(),
        spaced().prop_map(move |text| format!("{element}{text}</script>")),
    ]
}

/// Holds that no two commands are one, that none is left empty, and that they stand in the order of
/// their names.
pub(super) fn assert_in_order(text: &str, tree: &Tree) {
    let names: Vec<_> = tree.commands.iter().map(|command| &command.name.range).collect();
    assert!(names.iter().all(|name| name.start < name.end), "{text:?}");
    assert!(names.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?}");
}

/// Holds that twice the text is at most about twice the work.
pub(super) fn assert_linear(text: &str, work: fn(&str) -> usize) {
    // Long enough that what is paid once does not count.
    let once = text.repeat(20);
    let twice = once.repeat(2);
    assert!(work(&twice) <= 2 * work(&once) + 4 * text.len() + 1000, "{text:?}");
}

/// Holds that tokens tile a text.
pub(super) fn assert_tiled<Kind>(text: &str, tokens: &[Token<Kind>]) {
    let mut at = 0;
    for token in tokens {
        assert_eq!(token.range.start, at, "{text:?}");
        assert!(token.range.end > at, "{text:?}");
        assert!(text.is_char_boundary(token.range.end as usize), "{text:?}");
        at = token.range.end;
    }
    assert_eq!(at as usize, text.len(), "{text:?}");
}

/// Holds the ranges and indices of a tree against each other.
pub(super) fn assert_sound(text: &str, tree: &Tree) {
    Checker { text, tree }.tree();
}

struct Checker<'t> {
    text: &'t str,
    tree: &'t Tree,
}

const EMPTY: Range<u32> = 0..0;

impl Checker<'_> {
    fn range(&self, range: &Range<u32>, parent: &Range<u32>) {
        let what = || format!("{range:?} in {parent:?} of {:?}", self.text);
        assert!(range.start <= range.end, "{}", what());
        assert!(parent.start <= range.start && range.end <= parent.end, "{}", what());
        let is_boundary = |at: u32| self.text.is_char_boundary(at as usize);
        assert!(is_boundary(range.start) && is_boundary(range.end), "{}", what());
    }

    fn scope(&self, scope: u32) -> &Range<u32> {
        let known = self.tree.scopes.get(scope as usize);
        assert!(known.is_some(), "scope {scope} of {:?}", self.text);
        known.map_or(&EMPTY, |scope| &scope.range)
    }

    fn word(&self, word: &Word, parent: &Range<u32>) {
        self.range(&word.range, parent);
        for piece in &word.pieces {
            self.range(piece.range(), &word.range);
            match piece {
                Piece::Commands { first, count, scope, .. } => {
                    let known = self.tree.commands.len() as u32;
                    assert!(first + count <= known, "{:?}", self.text);
                    self.scope(*scope);
                }
                Piece::Block { scope, .. } => {
                    self.scope(*scope);
                }
                Piece::List { items: words, range }
                | Piece::Operation { operands: words, range, .. } => {
                    words.iter().for_each(|word| self.word(word, range));
                }
                Piece::Map { entries, range } => {
                    for (key, value) in entries {
                        self.word(key, range);
                        self.word(value, range);
                    }
                }
                Piece::Cast { value: word, range, .. }
                | Piece::Member { object: word, range, .. } => {
                    self.word(word, range);
                }
                Piece::Text { .. }
                | Piece::Variable { .. }
                | Piece::Type { .. }
                | Piece::Unknown { .. } => {}
            }
        }
    }

    fn tree(&self) {
        let whole = 0..self.text.len() as u32;
        for (index, scope) in self.tree.scopes.iter().enumerate() {
            assert_eq!(scope.parent.is_none(), index == 0, "{:?}", self.text);
            assert!(scope.parent.is_none_or(|parent| (parent as usize) < index));
            let parent = scope.parent.map_or(&whole, |parent| self.scope(parent));
            self.range(&scope.range, parent);
            if let Some(condition) = &scope.condition {
                self.word(condition, parent);
            }
        }
        for command in &self.tree.commands {
            self.range(&command.range, self.scope(command.scope));
            self.word(&command.name, &command.range);
            for argument in &command.arguments {
                match argument {
                    Argument::Parameter { range, value, .. } => {
                        self.range(range, &command.range);
                        value.iter().for_each(|value| self.word(value, range));
                    }
                    Argument::Value(value) => self.word(value, &command.range),
                }
            }
            for redirection in &command.redirections {
                self.range(&redirection.range, &command.range);
                if let RedirectionTarget::File(file) = &redirection.to {
                    self.word(file, &redirection.range);
                }
            }
            let known = self.tree.commands.len() as u32;
            assert!(command.piped_from.is_none_or(|from| from < known), "{:?}", self.text);
        }
        for binding in &self.tree.bindings {
            self.range(&binding.range, self.scope(binding.scope));
            self.word(&binding.target, &binding.range);
            binding.value.iter().for_each(|value| self.word(value, &binding.range));
            assert!(binding.before as usize <= self.tree.commands.len(), "{:?}", self.text);
        }
        let faults = self.tree.faults.iter().map(|fault| &fault.range);
        for range in self.tree.comments.iter().chain(faults) {
            self.range(range, &whole);
        }
    }
}
