//! XML as WCD reads and writes it: a small tree, and a writer whose bytes are those of .NET.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::Error;

/// The byte order mark that WCD puts before most of its files.
pub(crate) const BOM: &str = "\u{feff}";

/// An element; namespaces are only the `xmlns` attributes that declare them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    /// The local name.
    pub(crate) name: String,
    /// The attributes, in order.
    pub(crate) attributes: Vec<(String, String)>,
    /// The child elements. A setting never mixes text and elements, so neither does this tree.
    pub(crate) children: Vec<Element>,
    /// The text of an element without child elements.
    pub(crate) text: String,
}

impl Element {
    /// An element with a name and attributes, without content.
    pub(crate) fn new(name: &str, attributes: &[(&str, &str)]) -> Self {
        let attributes =
            attributes.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
        Self { name: name.into(), attributes, ..Self::default() }
    }

    /// The same element with one more child.
    pub(crate) fn with(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    /// The first child of that name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a document. Comments, declarations and white space between elements are dropped.
pub(crate) fn read(text: &str) -> Result<Element, Error> {
    let mut reader = Reader::from_str(text.trim_start_matches(BOM));
    // The open elements, outermost first, below an element that stands for the document.
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(wrong)?;
        let Some(top) = open.last_mut() else { return Err(Error::Xml("too many end tags".into())) };
        match event {
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => top.children.push(element(&start)?),
            Event::Text(text) => top.text.push_str(&text.xml10_content()),
            Event::CData(text) => top.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                if let Some(char) = reference.resolve_char_ref().map_err(wrong)? {
                    top.text.push(char);
                } else {
                    let name = reference.xml10_content();
                    let text = quick_xml::escape::resolve_predefined_entity(&name)
                        .ok_or_else(|| Error::Xml(format!("unknown entity {name}")))?;
                    top.text.push_str(text);
                }
            }
            Event::End(_) => {
                let mut done = open.pop().unwrap_or_default();
                if !done.children.is_empty() {
                    done.text.clear();
                }
                let Some(parent) = open.last_mut() else {
                    return Err(Error::Xml("too many end tags".into()));
                };
                parent.children.push(done);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if open.len() > 1 {
        return Err(Error::Xml("an element is not closed".into()));
    }
    let root = open.pop().and_then(|document| document.children.into_iter().next());
    root.ok_or_else(|| Error::Xml("no root element".into()))
}

fn element(start: &BytesStart<'_>) -> Result<Element, Error> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| Error::Xml(error.to_string()))?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(wrong)?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    let name = start.local_name().as_ref().to_owned();
    Ok(Element { name, attributes, ..Element::default() })
}

fn wrong(error: quick_xml::Error) -> Error {
    Error::Xml(error.to_string())
}

/// How the start of a file looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Declaration {
    /// `BOM`, `encoding="utf-8"`: the settings and the lists of provxml files.
    Plain,
    /// The same with `standalone="yes"`: the provxml files.
    Standalone,
    /// No byte order mark, `encoding="UTF-8"`, and no empty-element tags but for metadata: the
    /// three indexes, which another writer makes.
    Index,
}

/// Writes a document: two spaces a level, CRLF, no line break at the end.
pub(crate) fn write(root: &Element, declaration: Declaration) -> Vec<u8> {
    let mut out = String::from(match declaration {
        Declaration::Plain => "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>",
        Declaration::Standalone => {
            "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>"
        }
        Declaration::Index => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    });
    write_element(&mut out, root, 0, declaration);
    out.into_bytes()
}

fn write_element(out: &mut String, element: &Element, depth: usize, declaration: Declaration) {
    let line = |out: &mut String| {
        out.push_str("\r\n");
        out.extend(std::iter::repeat_n("  ", depth));
    };
    line(out);
    out.push('<');
    out.push_str(&element.name);
    for (name, value) in &element.attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(out, value, true);
        out.push('"');
    }
    let full_end_tag = declaration == Declaration::Index && element.name == "Element";
    if element.children.is_empty() && element.text.is_empty() && !full_end_tag {
        out.push_str(" />");
        return;
    }
    out.push('>');
    for child in &element.children {
        write_element(out, child, depth + 1, declaration);
    }
    if !element.children.is_empty() || full_end_tag {
        line(out);
    } else {
        escape(out, &element.text, false);
    }
    out.push_str("</");
    out.push_str(&element.name);
    out.push('>');
}

/// Escapes as .NET does: line breaks become CRLF in text and character references in attributes.
fn escape(out: &mut String, text: &str, attribute: bool) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\r' if attribute => out.push_str("&#xD;"),
            '\n' if attribute => out.push_str("&#xA;"),
            '\t' if attribute => out.push_str("&#x9;"),
            '\n' => out.push_str("\r\n"),
            '\r' => {}
            char => out.push(char),
        }
    }
}
