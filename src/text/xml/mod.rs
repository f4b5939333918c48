//! XML with the place of every element, attribute and value.
//!
//! quick-xml splits the text; this module joins what it splits (a value interrupted by entity
//! references), builds the tree, and refuses what Windows' parser refuses and quick-xml lets pass:
//! unclosed elements, two roots, text outside the root, `<` in an attribute, control characters,
//! undefined entities, a DOCTYPE.

mod characters;
mod parse;
mod tag;
#[cfg(test)]
mod tests;
mod value;

pub use characters::unescape;
pub use parse::{MAX_DEPTH, MAX_ELEMENTS, parse, parse_at_most};
pub use value::Value;

use std::{ops::Range, sync::Arc};

/// A parsed document: elements in document order, the root first.
#[derive(Debug, Clone, Default)]
pub struct Document {
    pub(self) elements: Vec<Element>,
    /// Comments and processing instructions: the text between `<!--` and `-->`, `<?` and `?>`.
    pub comments: Vec<Range<u32>>,
}

/// One element. Ranges are bytes of the decoded text.
#[derive(Debug, Clone)]
pub struct Element {
    /// Its name without a namespace prefix.
    pub name: String,
    /// Where the name stands in the start tag.
    pub name_range: Range<u32>,
    /// The start tag, from `<` to `>`.
    pub tag: Range<u32>,
    /// The whole element, from `<` of the start tag to `>` of the end tag.
    pub range: Range<u32>,
    /// The namespace that its name belongs to; empty when none is declared.
    pub namespace: Arc<str>,
    /// Its attributes in order, without namespace declarations.
    pub attributes: Vec<Attribute>,
    /// Its character data, all pieces joined; empty for an element that only holds elements.
    pub text: Value,
    /// The elements directly in it.
    pub children: Vec<usize>,
    /// The element that it is in.
    pub parent: Option<usize>,
}

/// One attribute.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its name without a namespace prefix.
    pub name: String,
    /// Where its name stands.
    pub name_range: Range<u32>,
    /// Its value; its range is what stands between the quotes.
    pub value: Value,
}

impl Element {
    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The value of the attribute of that name.
    pub fn value_of(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(|attribute| attribute.value.text())
    }
}

impl Document {
    /// The root element.
    pub fn root(&self) -> Option<&Element> {
        self.elements.first()
    }

    /// How many elements and attributes there are.
    pub fn size(&self) -> usize {
        self.elements.iter().map(|element| 1 + element.attributes.len()).sum()
    }

    /// The element of that number (see [`Element::children`]).
    pub fn element(&self, index: usize) -> Option<&Element> {
        self.elements.get(index)
    }

    /// All elements, in document order.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter()
    }

    /// The elements directly in `element`.
    pub fn children<'a>(&'a self, element: &'a Element) -> impl Iterator<Item = &'a Element> {
        element.children.iter().filter_map(|&index| self.elements.get(index))
    }

    /// The first element of that name directly in `element`.
    pub fn child<'a>(&'a self, element: &'a Element, name: &str) -> Option<&'a Element> {
        self.children(element).find(|child| child.name == name)
    }

    /// The element that a path of names leads to from `element`, taking the first at each step.
    pub fn find<'a>(&'a self, element: &'a Element, path: &[&str]) -> Option<&'a Element> {
        path.iter().try_fold(element, |at, name| self.child(at, name))
    }
}

/// Why a text is not well-formed XML, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct XmlError {
    /// Where, in bytes of the decoded text.
    pub range: Range<u32>,
    /// What is wrong there. Holds no text of the document but names of elements and entities.
    pub why: XmlFault,
}

/// What is wrong with an XML text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlFault {
    /// The text ends inside an element.
    #[error("the element is never closed")]
    Unclosed,
    /// An end tag that does not fit the start tag.
    #[error("the end tag does not fit the start tag")]
    Mismatched,
    /// A second element beside the root.
    #[error("there is a second root element")]
    SecondRoot,
    /// No element at all.
    #[error("there is no element in it")]
    NoRoot,
    /// Text before or after the root.
    #[error("there is text outside the root element")]
    TextOutsideRoot,
    /// `<` inside an attribute's value.
    #[error("an attribute's value holds an unescaped '<'")]
    AngleInAttribute,
    /// A character that XML 1.0 does not allow.
    #[error("there is a control character (U+{0:04X}) that XML does not allow")]
    ControlCharacter(u32),
    /// An entity or character reference that means nothing.
    #[error("there is an undefined entity or character reference")]
    UndefinedReference,
    /// A document type declaration: Windows' files have none, and it is how entity bombs begin.
    #[error("there is a document type declaration, which provisioning does not allow")]
    DocumentType,
    /// A prefix that no namespace was declared for.
    #[error("a name has a prefix that is not declared")]
    Prefix,
    /// The same attribute twice in one tag, or an attribute that does not parse.
    #[error("an attribute is malformed or given twice")]
    Attribute,
    /// Anything else that the parser says.
    #[error("it is not well-formed XML")]
    Syntax,
    /// Deeper than [`MAX_DEPTH`].
    #[error("elements are nested deeper than {MAX_DEPTH}")]
    TooDeep,
    /// More elements and attributes than [`MAX_ELEMENTS`].
    #[error("there are more than {MAX_ELEMENTS} elements and attributes")]
    TooMany,
}

impl XmlFault {
    /// Whether it is a limit of ours and no fault of the document.
    pub fn is_limit(&self) -> bool {
        matches!(self, Self::TooDeep | Self::TooMany)
    }
}
