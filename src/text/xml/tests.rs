//! Our parser against another one: the same verdict, the same texts, and every place right.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

use std::ops::Range;

use proptest::prelude::*;

use super::{Document, Element, Value, XmlFault, parse};

/// Documents that are well-formed.
const SOUND: &[&str] = &[
    "<a/>",
    "<a></a>",
    "<a >x</a >",
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a/>\r\n",
    "<?xml version='1.0' standalone='yes'?><a/>",
    "<!-- a --><a/><!-- b -->",
    "<?pi some thing?><a/><?pi?>",
    "<a>x &amp; y &lt; z &#65;&#x42; &quot;&apos;&gt;</a>",
    "<a b=\"x &amp; &#10; y\" c='\"'/>",
    "<a b = \"x\"\n\tc\r\n=\r\n'y'/>",
    "<a>\r\n one\r two\n three \r\r\n</a>",
    "<a b=\"1\r\n2\t3\n4\r5\"/>",
    "<a><![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>",
    "<a>one<!-- no -->two<?no?>three<![CDATA[four]]>&amp;five</a>",
    "<a><b/>tail<c>in</c>end</a>",
    "<a xmlns=\"urn:a\"><b xmlns=\"\"><c/></b><d/></a>",
    "<p:a xmlns:p=\"urn:p\" p:x=\"1\" x=\"2\"><p:b/><c/></p:a>",
    "<a xmlns:p=\"urn:1\"><p:b xmlns:p=\"urn:2\"><p:c/></p:b><p:d/></a>",
    "<日本 ключ=\"значение\">é𝄞</日本>",
    "<a>]] > ]]&gt; > ></a>",
    "<a b=\">\" c='a>b'/>",
    "<_a-b.c1/>",
    "<a xml:space=\"preserve\"> </a>",
    "<a><![CDATA[]]></a>",
    "<a>&#x10FFFF;&#xD;&#9;</a>",
    "<a b=''/>",
];

/// Documents that are not.
const BROKEN: &[&str] = &[
    "",
    "   ",
    "text",
    "<a>",
    "</a>",
    "<a></b>",
    "<a><b></a></b>",
    "<a/><b/>",
    "<a/>text",
    "text<a/>",
    "<a b=1/>",
    "<a b/>",
    "<a b=\"1\" b=\"2\"/>",
    "<a b=\"<\"/>",
    "<a b=\"&\"/>",
    "<a b=\"&nothing;\"/>",
    "<a>&nothing;</a>",
    "<a>& b</a>",
    "<a>&#0;</a>",
    "<a>&#xD800;</a>",
    "<a>&#x110000;</a>",
    "<a>&#;</a>",
    "<a>&#x;</a>",
    "<a>\u{1}</a>",
    "<a>\u{fffe}</a>",
    "<a b=\"\u{b}\"/>",
    "<!-- -- --><a/>",
    "<!-- --->\n<a/>",
    "<a><!-- never closed</a>",
    "<a><![CDATA[ never closed</a>",
    "<a>]]></a>",
    "<![CDATA[x]]><a/>",
    "&amp;<a/>",
    "<a",
    "<a b=\"1",
    "<1a/>",
    "< a/>",
    "<-a/>",
    "<a b='1'c='2'/>",
    "<a 1b='1'/>",
    "<a =\"1\"/>",
    "<a:b:c xmlns:a=\"u\"/>",
    "<p:a/>",
    "<a p:b=\"1\"/>",
    "<a></a b>",
    "<a><?xml version=\"1.0\"?></a>",
    " <?xml version=\"1.0\"?><a/>",
    "<?xml version=\"1.0\"?><?xml version=\"1.0\"?><a/>",
    "<?xml encoding=\"utf-8\"?><a/>",
    "<a><? x?></a>",
    "<a><!b></a>",
    "<a b=\"1\" / >",
    "<a/ >",
    "<a xmlns:p=\"u\" xmlns:q=\"u\" p:b=\"1\" q:b=\"2\"/>",
    "<>x</>",
    "<a &amp;=\"1\"/>",
];

fn slice<'t>(text: &'t str, range: &Range<u32>) -> &'t str {
    &text[range.start as usize..range.end as usize]
}

/// Every value of a document, with what the place of each part must say.
fn assert_places(text: &str, value: &Value) {
    let whole = value.range();
    let _ = slice(text, &whole);
    let said = value.text();
    for (at, ch) in said.char_indices() {
        let place = value.place(&(at..at + ch.len_utf8()));
        assert!(whole.start <= place.start && place.end <= whole.end, "{text:?} {at}");
        let written = slice(text, &place);
        let is_right = match ch {
            _ if written.starts_with('&') && written.ends_with(';') && written.len() > 2 => {
                crate::text::xml::unescape(written) == ch.to_string()
            }
            '\n' | ' ' => matches!(written, "\n" | "\r" | "\r\n" | " " | "\t"),
            _ => written.chars().eq([ch]),
        };
        assert!(is_right, "{text:?}: {ch:?} at {at} of {said:?} stands at {written:?}");
    }
    assert_eq!(
        value.place(&(0..said.len())).end,
        if said.is_empty() { whole.start } else { whole.end }
    );
}

fn assert_same(text: &str, ours: &Document, theirs: &roxmltree::Document<'_>) {
    let elements: Vec<_> =
        theirs.root().descendants().filter(roxmltree::Node::is_element).collect();
    assert_eq!(ours.elements().count(), elements.len(), "{text:?}");
    for (ours, theirs) in ours.elements().zip(elements) {
        assert_same_element(text, ours, &theirs);
    }
}

fn assert_same_element(text: &str, ours: &Element, theirs: &roxmltree::Node<'_, '_>) {
    assert_eq!(ours.name, theirs.tag_name().name(), "{text:?}");
    assert_eq!(&*ours.namespace, theirs.tag_name().namespace().unwrap_or_default(), "{text:?}");
    let range = ours.range.start as usize..ours.range.end as usize;
    assert_eq!(range, theirs.range(), "{text:?}");
    let written = slice(text, &ours.name_range);
    assert_eq!(written.rsplit(':').next(), Some(ours.name.as_str()), "{text:?}");
    let tag = slice(text, &ours.tag);
    assert!(tag.starts_with('<') && tag.ends_with('>'), "{text:?}: {tag:?}");
    let said: String = theirs.children().filter_map(|c| c.text().filter(|_| c.is_text())).collect();
    match ours.children.is_empty() || !said.trim().is_empty() {
        true => assert_eq!(ours.text.text(), said, "{text:?}"),
        false => assert_eq!(ours.text.text(), "", "{text:?}"),
    }
    assert_places(text, &ours.text);
    let attributes: Vec<_> = theirs.attributes().collect();
    assert_eq!(ours.attributes.len(), attributes.len(), "{text:?}");
    for (ours, theirs) in ours.attributes.iter().zip(attributes) {
        assert_eq!(ours.name, theirs.name(), "{text:?}");
        assert_eq!(ours.value.text(), theirs.value(), "{text:?}");
        let written = slice(text, &ours.name_range);
        assert_eq!(written.rsplit(':').next(), Some(ours.name.as_str()), "{text:?}");
        let quote = text.as_bytes()[ours.value.range().start as usize - 1];
        assert!(matches!(quote, b'"' | b'\''), "{text:?}");
        assert_eq!(text.as_bytes()[ours.value.range().end as usize], quote, "{text:?}");
        assert_places(text, &ours.value);
    }
}

/// Both parsers on one text.
fn compare(text: &str) {
    let theirs = roxmltree::Document::parse(text);
    match (parse(text), theirs) {
        (Ok(ours), Ok(theirs)) => assert_same(text, &ours, &theirs),
        (Err(ours), Err(_)) => {
            assert!(ours.range.end as usize <= text.len(), "{text:?}: {ours:?}");
            let _ = slice(text, &ours.range);
        }
        // Refused on purpose: it is how entity bombs begin.
        (Err(ours), Ok(_)) if ours.why == XmlFault::DocumentType => {}
        // The other one replaces what stands for no character.
        (Err(ours), Ok(_)) if ours.why == XmlFault::UndefinedReference => {
            assert!(slice(text, &ours.range).starts_with("&#"), "{text:?}");
        }
        (Ok(_), Err(theirs)) => panic!("only we take {text:?}: {theirs}"),
        (Err(ours), Ok(_)) => panic!("only we refuse {text:?}: {ours} at {:?}", ours.range),
    }
}

#[test]
fn sound_documents_are_read_as_another_parser_reads_them() {
    for text in SOUND {
        assert!(parse(text).is_ok(), "{text:?}: {:?}", parse(text));
        compare(text);
    }
}

#[test]
fn broken_documents_are_refused_as_another_parser_refuses_them() {
    for text in BROKEN {
        assert!(parse(text).is_err(), "{text:?}");
        compare(text);
    }
}

#[test]
fn what_others_take_and_we_do_not_is_refused() {
    for text in ["<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"] {
        assert_eq!(parse(text).expect_err("it is refused").why, XmlFault::DocumentType);
    }
    // To the other one this is a processing instruction that is called xml.
    assert!(parse("<?xml?><a/>").is_err());
    // Namespaces in XML 1.0 let nobody take a declaration back.
    assert!(parse("<a xmlns:p=\"\"/>").is_err());
    let pit = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
    assert!(parse(&pit(256)).is_ok());
    assert_eq!(parse(&pit(257)).expect_err("it is refused").why, XmlFault::TooDeep);
}

#[test]
fn a_part_of_a_value_stands_where_it_is_written() {
    let text = "<a b=\"x&amp;y\">one &lt;two&gt;\r\n<![CDATA[three]]></a>";
    let document = parse(text).expect("sound");
    let root = document.root().expect("a root");
    let place = |value: &Value, needle: &str| {
        let at = value.text().find(needle).expect("it is said");
        slice(text, &value.place(&(at..at + needle.len()))).to_owned()
    };
    let b = &root.attribute("b").expect("an attribute").value;
    assert_eq!(place(b, "&"), "&amp;");
    assert_eq!(place(b, "x&"), "x&amp;");
    assert_eq!(place(b, "y"), "y");
    assert_eq!(place(&root.text, "<two>"), "&lt;two&gt;");
    assert_eq!(place(&root.text, "two"), "two");
    assert_eq!(place(&root.text, "three"), "three");
    assert_eq!(place(&root.text, "\nthree"), "\r\n<![CDATA[three");
}

/// Pieces of XML, put together as chance has it: mostly sound, often not.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<a>",
        "</a>",
        "<b c=\"d\">",
        "</b>",
        "<e/>",
        "text",
        " ",
        "\r\n",
        "&amp;",
        "&#65;",
        "<![CDATA[x<y]]>",
        "<!-- z -->",
        "<?pi x?>",
        "]]>",
        "é",
        "<p:q xmlns:p=\"u\">",
        "</p:q>",
        "&lt",
        "<f g='h&quot;i' j=\"\t\"/>",
        "<",
        ">",
        "\"",
        "=",
        "\u{1}",
        "<p:r/>",
        "--",
        "<!",
        "?>",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| format!("<a>{}</a>", pieces.concat()))
}

/// A tree that is sound.
fn tree() -> impl Strategy<Value = String> {
    // Without a lone carriage return, which the other one keeps before a reference.
    let text =
        "([a-z é]|&amp;|&#x[2-6][1-9];|\r\n|\n|<!-- c -->|<!\\[CDATA\\[[a-z<&\n]{0,5}\\]\\]>){0,6}";
    let value = "([a-z é\t\n\r>]|&lt;|&#10;){0,6}";
    let leaf = (text, value).prop_map(|(text, value)| format!("<leaf v=\"{value}\">{text}</leaf>"));
    leaf.prop_recursive(5, 40, 5, move |inner| {
        (prop::collection::vec(inner, 0..5), "[a-z]{1,4}", text, value).prop_map(
            |(inner, name, text, value)| {
                format!("<{name} one='1' two = \"{value}\">{text}{}</{name}>", inner.join(&text))
            },
        )
    })
}

proptest! {
    #[test]
    fn chance_pieces_are_judged_alike(text in pieces()) {
        compare(&text);
    }

    #[test]
    fn sound_trees_are_read_alike(text in tree()) {
        prop_assert!(parse(&text).is_ok(), "{text:?}");
        compare(&text);
    }

    #[test]
    fn any_text_is_judged_alike(text in "[<>/a-c =\"'&;#!?\\-\\[\\]x:\u{1}é\n]{0,24}") {
        compare(&text);
        compare(&format!("<a>{text}</a>"));
    }
}
