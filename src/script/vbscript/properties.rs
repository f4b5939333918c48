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
    "[a b]",
    "[",
    "]",
    "(",
    ")",
    "()",
    ",",
    ".",
    ".Run",
    "\"",
    "\"\"",
    "\"cmd /c x\"",
    "'",
    "rem",
    "_",
    " _\r\n",
    "\n",
    "\r\n",
    "\r",
    " ",
    ":",
    "&",
    "&HFF",
    "&1",
    "+",
    "-",
    "*",
    "^",
    "\\",
    "=",
    "<>",
    "<",
    "1",
    "1.5e3",
    "#",
    "#1/2/2020#",
    "#@~^",
    "^#~@",
    "Not",
    "And",
    "Mod",
    "Is",
    "New",
    "Nothing",
    "True",
    "Me",
    "If",
    "If x Then",
    "Then",
    "Else",
    "ElseIf",
    "End",
    "End If",
    "For",
    "For Each",
    "In",
    "To",
    "Step",
    "Next",
    "Do",
    "Do While",
    "Until",
    "Loop",
    "While",
    "Wend",
    "Select Case",
    "Case",
    "Case Else",
    "End Select",
    "With",
    "End With",
    "Sub",
    "Function",
    "End Sub",
    "End Function",
    "Exit Sub",
    "Property Get",
    "Class",
    "Private",
    "Default",
    "Dim",
    "ReDim Preserve",
    "Const",
    "Set",
    "Call",
    "On Error Resume Next",
    "Option Explicit",
    "CreateObject(",
    "WScript.Echo",
    "Execute",
    "<script language=\"VBScript\">",
    "<script>",
    "</script>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "ü",
    "“",
    "\u{feff}",
    "\0",
];

const ELEMENT: &str = "<script language='vbs'>";

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
    let more = ["1+", "1 & ", "a.b", "a(", "a(1)", "f(1).", "not ", "x=", "if a then ", "with a\n"];
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
        "rem ",
        "#",
        "a#1",
        "[",
        "[a",
        "_ ",
        "_",
        "&h",
        "&1",
        "#@~^",
        "<!--",
        "<script ",
        "<script a='",
        "<script language=vbs>",
        "<![CDATA[",
        "if a then\n",
        "next\n",
        "(",
        "with a\n.b\n",
        "function f\n",
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
        "x=(",
        "a(",
        "a.b(",
        "a(1).b",
        ".b",
        "not ",
        "- ",
        "x=1-",
        "1&",
        "^1",
        "if a then ",
        "if a then\n",
        "do\n",
        "sub a\n",
        "with a(1)\n",
        "select case a\ncase 1\n",
        "class a\n",
    ];
    for unit in units {
        for start in ["", "x = a", "x = 1 + ", "a b"] {
            let text = start.to_owned() + &unit.repeat(15_000);
            let tree = parse(&text);
            assert_sound(&text, &tree);
            drop(tree);
        }
    }
}
