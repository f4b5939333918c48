//! What holds for any text.

use proptest::prelude::*;

use super::{lex, lex_wsf, lexer, parse, parse_wsf, parser};
use crate::script::sound::{
    anything, assembled, assert_in_order, assert_linear, assert_sound, assert_tiled,
};

/// What scripts are made of, whole and broken.
const FRAGMENTS: &[&str] = &[
    "x",
    "shell",
    "(",
    ")",
    "()",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    ".Run",
    ".push(",
    "\"",
    "'",
    "`",
    "${",
    "\\",
    "\\u0041",
    "\"cmd /c x\"",
    "//",
    "/*",
    "*/",
    "/",
    "/a/g",
    "@",
    "/*@cc_on",
    "@*/",
    "@if",
    "\n",
    "\r\n",
    "\r",
    " ",
    ";",
    ":",
    "?",
    "a ? b : c",
    "=",
    "+=",
    "==",
    "+",
    "++",
    "-",
    "--",
    "*",
    "!",
    "~",
    "<",
    "<!--",
    "-->",
    ">>>=",
    "&&",
    "||",
    "1",
    "0x1f",
    "1.5e3",
    ".5",
    "#@~^",
    "^#~@",
    "function",
    "function f(a) {",
    "(function () {",
    "})()",
    "return",
    "throw",
    "new ",
    "new Array(",
    "new ActiveXObject(",
    "typeof ",
    "in",
    "instanceof",
    "var ",
    "var x = ",
    "let ",
    "if (x)",
    "if",
    "else",
    "for (",
    "for (var i = 0; i < 1; i++)",
    "for (k in o)",
    "while (",
    "do ",
    "switch (x) {",
    "case ",
    "default:",
    "break",
    "continue",
    "try {",
    "catch (e) {",
    "finally {",
    "with (x)",
    "this",
    "null",
    "true",
    "x = y = ",
    "a[0] = ",
    "a['b']",
    "{a: 1}",
    "eval(",
    "WScript.Echo",
    "<script language=\"JScript\">",
    "<script>",
    "</script>",
    "<![CDATA[",
    "]]>",
    "ü",
    "“",
    "\u{feff}",
    "\u{2028}",
    "\0",
];

const ELEMENT: &str = "<script language='js'>";

fn work(text: &str) -> usize {
    parser::parse(text, lexer::lex_whole(text)).1
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn tokens_tile_any_text(text in anything(FRAGMENTS, ELEMENT)) {
        assert_tiled(&text, &lex(&text));
        assert_tiled(&text, &lex_wsf(&text));
    }

    #[test]
    fn the_tree_of_any_text_is_sound(text in anything(FRAGMENTS, ELEMENT)) {
        assert_sound(&text, &parse(&text));
        assert_sound(&text, &parse_wsf(&text));
    }

    #[test]
    fn commands_stand_in_the_order_of_their_names(text in anything(FRAGMENTS, ELEMENT)) {
        assert_in_order(&text, &parse(&text));
    }

    #[test]
    fn twice_the_text_is_twice_the_work(text in assembled(FRAGMENTS)) {
        assert_linear(&text, work);
    }
}

#[test]
fn hostile_repetition_is_linear() {
    let more = [
        "1+",
        "a.b",
        "a(",
        "a(1)",
        "f(1).",
        "!",
        "x=",
        "a?b:",
        "a?",
        "if(a)",
        "a=a?b:",
        "[",
        "{a:",
        "x=function(){",
        "a.push([",
        "var a=[],",
        "`a",
        "/[",
        "}/[",
        "else if(a)",
    ];
    for unit in FRAGMENTS.iter().chain(&more) {
        let (once, twice) = (unit.repeat(2000), unit.repeat(4000));
        let (once, twice) = (work(&once), work(&twice));
        assert!(twice <= 2 * once + 1000, "{unit:?}: {once} steps, doubled {twice}");
    }
}

/// Steps do not count what is looked at in vain for an end, time does.
#[test]
fn what_has_no_end_is_soon_read() {
    let units = [
        "\"",
        "x=\"a",
        "'",
        "`",
        "`\\",
        "/",
        "=/[",
        "}/[",
        "/*",
        "//",
        "@",
        "#@~^",
        "<!--",
        "<script ",
        "<script a='",
        "<script language=js>",
        "<![CDATA[",
        "(",
        "[",
        "{",
        "({[",
        "a?",
        "a?b:",
        "a=",
        "!",
        "new ",
        "if(a)",
        "if(a){",
        "function f(){",
        "x=function(){",
        "case 1:",
        "do ",
        "for(",
        "a.b",
        "a[0]",
        "a.push(",
        "\\u0041",
        "@if",
        "x=[]\nx.push(",
        "A",
        "a ",
    ];
    for unit in units {
        let text = unit.repeat(200_000 / unit.len());
        let began = std::time::Instant::now();
        drop(parse(&text));
        drop(parse_wsf(&text));
        assert!(began.elapsed().as_secs() < 20, "{unit:?}");
    }
}

#[test]
fn depth_is_no_danger() {
    let units = [
        "(",
        "[",
        "{",
        "x=(",
        "a(",
        "a.b(",
        "a(1).b",
        ".b",
        "!",
        "- ",
        "x=1-",
        "1+",
        "a?b:",
        "a?",
        "a=",
        "if(a)",
        "if(a){",
        "while(a)",
        "do ",
        "switch(a){case 1:",
        "try{",
        "with(a)",
        "function f(){",
        "x=function(){",
        "(function(){",
        "{a:",
        "({a:",
        "[[",
        "new A(",
        "new ",
        "a[",
        "a[0](",
        "f(function(){",
        "catch(e)",
        "for(a;b;c)",
        "for(",
    ];
    for unit in units {
        for start in ["", "x = a", "x = 1 + ", "a b "] {
            let text = start.to_owned() + &unit.repeat(100_000 / unit.len());
            let tree = parse(&text);
            assert_sound(&text, &tree);
            drop(tree);
        }
    }
}
