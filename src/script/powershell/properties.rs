//! What holds for any text.

use proptest::prelude::*;

use super::{lex, lexer, parse, parser};
use crate::script::sound::{assert_sound, assert_tiled};

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

fn work(text: &str) -> usize {
    parser::parse(text, &lexer::lex(text)).1
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn tokens_tile_any_text(text in anything()) {
        assert_tiled(&text, &lex(&text));
    }

    #[test]
    fn the_tree_of_any_text_is_sound(text in anything()) {
        assert_sound(&text, &parse(&text));
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
        assert_sound(&text, &tree);
        drop(tree);
    }
}
