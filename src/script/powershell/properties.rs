//! What holds for any text.

use std::ops::Range;

use proptest::prelude::*;

use super::{lex, lexer, parse, parser};
use crate::script::{Argument, Piece, RedirectionTarget, Tree, Word};

/// What scripts are made of, whole and broken.
const FRAGMENTS: &[&str] = &[
    "$x",
    "${a b}",
    "$env:x",
    "$(",
    "@(",
    "@{",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "@\"\n",
    "\n\"@",
    "@'\n",
    "\n'@",
    "`",
    "`\n",
    "\n",
    "\r\n",
    " ",
    ";",
    ",",
    "|",
    "&",
    "&&",
    "||",
    ".",
    "::",
    "=",
    "+=",
    "++",
    "-",
    "–",
    "+",
    "!",
    "-eq",
    "-join",
    "-not",
    "..",
    "-f",
    "%",
    "?",
    "#",
    "<#",
    "#>",
    "#requires",
    "# SIG # Begin signature block",
    ">",
    "2>&1",
    "*>>",
    "<",
    "--%",
    "if",
    "else",
    "elseif",
    "foreach",
    "in",
    "for",
    "while",
    "do",
    "until",
    "switch",
    "try",
    "catch",
    "finally",
    "trap",
    "function",
    "class",
    "enum",
    "param",
    "process",
    "return",
    "exit",
    "break",
    "using",
    "data",
    ":label",
    "Get-Item",
    "iwr",
    "-Path",
    "-Path:",
    "10kb",
    "0xFF",
    "1e3",
    "[int]",
    "[Parameter(",
    "[A+B]",
    ".Where{",
    ".Foo(",
    "@args",
    "“",
    "’",
    "ü",
    "\u{a0}",
    "\0",
    "a=b",
    "/x",
];

fn assembled() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60).prop_map(|parts| parts.concat())
}

fn spaced() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60).prop_map(|parts| parts.join(" "))
}

fn anything() -> impl Strategy<Value = String> {
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    prop_oneof![
        bytes.prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        any::<String>(),
        assembled(),
        spaced(),
    ]
}

/// Holds the ranges of a tree against each other.
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

fn work(text: &str) -> usize {
    parser::parse(text, &lexer::lex(text)).1
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn tokens_tile_any_text(text in anything()) {
        let mut at = 0;
        for token in lex(&text) {
            prop_assert_eq!(token.range.start, at);
            prop_assert!(token.range.end > at);
            prop_assert!(text.is_char_boundary(token.range.end as usize));
            at = token.range.end;
        }
        prop_assert_eq!(at as usize, text.len());
    }

    #[test]
    fn the_tree_of_any_text_is_sound(text in anything()) {
        let tree = parse(&text);
        Checker { text: &text, tree: &tree }.tree();

    }

    #[test]
    fn twice_the_text_is_twice_the_work(text in assembled()) {
        // Long enough that what is paid once does not count.
        let once = text.repeat(20);
        let twice = once.repeat(2);
        prop_assert!(work(&twice) <= 2 * work(&once) + 4 * text.len() + 1000, "{:?}", text);
    }
}

#[test]
fn hostile_repetition_is_linear() {
    for unit in
        FRAGMENTS.iter().chain(&["1+", "1+1-", "$x.a", ".a()", "a,", "a|", "$a=", "[a", "@'"])
    {
        let (once, twice) = (unit.repeat(2000), unit.repeat(4000));
        let (once, twice) = (work(&once), work(&twice));
        assert!(twice <= 2 * once + 1000, "{unit:?}: {once} steps, doubled {twice}");
    }
}

#[test]
fn depth_is_no_danger() {
    for unit in ["(", "{", "$(", "@(", "@{a=", "\"$(", "[int]", "!", "$x.a", "$x[", "1+1-", "if("] {
        let text = unit.repeat(100_000);
        let tree = parse(&text);
        Checker { text: &text, tree: &tree }.tree();
        drop(tree);
    }
}
