//! What Windows' parser refuses is refused, and every span is where it says.

use super::{Document, XmlFault, parse};

fn fault(text: &str) -> Option<XmlFault> {
    parse(text).err().map(|error| error.why)
}

#[test]
fn what_is_well_formed_is_read() {
    for good in [
        "<a/>",
        "\u{feff}<a/>".trim_start_matches('\u{feff}'),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a b='1' c=\"2\">\r\n</a>\r\n",
        "<!-- before --><a><!-- in --></a><!-- after -->",
        "<a><![CDATA[<b>&amp;]]></a>",
        "<a>&lt;&#65;&#x1F600;</a>",
        "<p:a xmlns:p='urn:x' p:b='1'/>",
        "<a b='&quot;&apos;'/>",
        "<ä ö='ü'/>",
    ] {
        assert_eq!(fault(good), None, "{good}");
    }
}

#[test]
fn what_is_not_is_refused_for_what_it_is() {
    for (bad, why) in [
        ("", XmlFault::NoRoot),
        ("<!-- only -->", XmlFault::NoRoot),
        ("<a>", XmlFault::Unclosed),
        ("<a><b></a></b>", XmlFault::Mismatched),
        ("</a>", XmlFault::Mismatched),
        ("<a/><b/>", XmlFault::SecondRoot),
        ("<a/>text", XmlFault::TextOutsideRoot),
        ("text<a/>", XmlFault::TextOutsideRoot),
        ("<a b='<'/>", XmlFault::AngleInAttribute),
        ("<a>\u{1}</a>", XmlFault::ControlCharacter(1)),
        ("<a b='\u{8}'/>", XmlFault::ControlCharacter(8)),
        ("<a>&nbsp;</a>", XmlFault::UndefinedReference),
        ("<a b='&nope;'/>", XmlFault::UndefinedReference),
        ("<a>&#0;</a>", XmlFault::UndefinedReference),
        ("<!DOCTYPE a><a/>", XmlFault::DocumentType),
        ("<a b='1' b='2'/>", XmlFault::Attribute),
        ("<a b=1/>", XmlFault::Attribute),
        ("<a b/>", XmlFault::Attribute),
    ] {
        assert_eq!(fault(bad), Some(why), "{bad:?}");
    }
    let deep = format!("{}{}", "<a>".repeat(257), "</a>".repeat(257));
    assert_eq!(fault(&deep), Some(XmlFault::TooDeep));
}

fn document(text: &str) -> Document {
    parse(text).expect("it is well-formed")
}

#[test]
fn every_span_says_what_stands_there() {
    let text =
        "<r>\n  <p:user xmlns:p=\"urn:x\" Name=\"a&amp;b\" >va&lt;lue<!-- c --> end</p:user>\n</r>";
    let document = document(text);
    let slice = |range: std::ops::Range<u32>| &text[range.start as usize..range.end as usize];
    let root = document.root().unwrap();
    let user = document.child(root, "user").unwrap();
    assert_eq!(slice(user.name_range.clone()), "p:user");
    assert_eq!(user.namespace, "urn:x");
    assert!(slice(user.tag.clone()).ends_with("\" >"));
    assert!(slice(user.range.clone()).ends_with("</p:user>"));
    assert_eq!(user.text.text(), "va<lue end");
    assert_eq!(slice(user.text.range()), "va&lt;lue<!-- c --> end");
    let name = user.attribute("Name").unwrap();
    assert_eq!(slice(name.name_range.clone()), "Name");
    assert_eq!((name.value.text(), slice(name.value.range())), ("a&b", "a&amp;b"));
    assert_eq!(document.comments.iter().map(|c| slice(c.clone())).collect::<Vec<_>>(), [" c "]);
}

#[test]
fn a_part_of_a_value_is_found_around_its_references() {
    let text = "<a>one &amp; two &#x33;\r\nfour</a>";
    let document = document(text);
    let value = &document.root().unwrap().text;
    assert_eq!(value.text(), "one & two 3\nfour");
    for (part, written) in [
        ("one", "one"),
        ("&", "&amp;"),
        ("e & t", "e &amp; t"),
        ("two 3", "two &#x33;"),
        ("3\nf", "&#x33;\r\nf"),
        ("four", "four"),
    ] {
        let at = value.text().find(part).unwrap();
        let place = value.place(&(at..at + part.len()));
        assert_eq!(&text[place.start as usize..place.end as usize], written, "{part}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_document_or_an_error_with_its_place(
        text in "(<a>|</a>|<b c='|'/>|&amp;|&#x41;|x|é| |\r\n|<!--|-->|<!\\[CDATA\\[|\\]\\]>|\"|>){0,40}"
    ) {
        match parse(&text) {
            Err(error) => {
                let range = error.range.start as usize..error.range.end as usize;
                assert!(text.get(range).is_some(), "{:?}", error);
            }
            Ok(document) => for element in document.elements() {
                let value = &element.text;
                for (at, ch) in value.text().char_indices() {
                    let place = value.place(&(at..at + ch.len_utf8()));
                    assert!(text.get(place.start as usize..place.end as usize).is_some());
                }
            }
        }
    }
}
