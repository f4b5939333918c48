//! From text to [`Document`].

use std::{collections::HashSet, ops::Range, sync::Arc};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::characters::{
    is_name, is_xml_character, push_attribute_text, push_with_line_ends, resolve,
};
use super::tag::{self, is_qualified_name};
use super::{Attribute, Document, Element, Value, XmlError, XmlFault};

/// Elements may be nested this deep.
pub const MAX_DEPTH: usize = 256;

/// A document may hold this many elements.
pub const MAX_ELEMENTS: usize = 1_000_000;

/// Parses a whole document.
///
/// # Errors
/// The first thing that makes it not well-formed for Windows' parser, with its place.
pub fn parse(text: &str) -> Result<Document, XmlError> {
    parse_at_most(text, MAX_ELEMENTS)
}

/// As [`parse`], for one text of many that share a number of elements.
///
/// # Errors
/// As [`parse`].
pub fn parse_at_most(text: &str, elements: usize) -> Result<Document, XmlError> {
    if text.len() > u32::MAX as usize {
        return Err(XmlError { range: 0..0, why: XmlFault::TooMany });
    }
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = true;
    config.check_comments = true;
    config.expand_empty_elements = false;
    let mut builder = Builder {
        text,
        document: Document::default(),
        open: vec![],
        scopes: vec![],
        left: elements.min(MAX_ELEMENTS),
    };
    loop {
        let before = reader.buffer_position() as u32;
        let event = reader.read_event();
        let range = before..reader.buffer_position() as u32;
        match event {
            Ok(Event::Eof) => break,
            Ok(event) => builder.take(&event, range)?,
            Err(error) => {
                let at = (reader.error_position() as u32).min(text.len() as u32);
                return Err(fail(at..at, fault_of(&error)));
            }
        }
    }
    builder.finish()
}

fn fail(range: Range<u32>, why: XmlFault) -> XmlError {
    XmlError { range, why }
}

fn fault_of(error: &quick_xml::Error) -> XmlFault {
    use quick_xml::errors::IllFormedError;
    match error {
        quick_xml::Error::IllFormed(
            IllFormedError::MismatchedEndTag { .. } | IllFormedError::UnmatchedEndTag(_),
        ) => XmlFault::Mismatched,
        quick_xml::Error::IllFormed(IllFormedError::MissingEndTag(_)) => XmlFault::Unclosed,
        quick_xml::Error::InvalidAttr(_) => XmlFault::Attribute,
        _ => XmlFault::Syntax,
    }
}

/// Namespaces that may be declared at one place; each name looks through them.
const MAX_DECLARED: usize = 256;

struct Builder<'t> {
    text: &'t str,
    document: Document,
    open: Vec<usize>,
    /// Namespace declarations of each open element: (prefix, URI).
    scopes: Vec<Vec<(String, Arc<str>)>>,
    /// Elements and attributes that may still come.
    left: usize,
}

impl<'t> Builder<'t> {
    fn take(&mut self, event: &Event<'_>, range: Range<u32>) -> Result<(), XmlError> {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::Empty(tag) => {
                self.start(tag, range.clone())?;
                self.end(range.end);
                Ok(())
            }
            Event::End(_) => {
                self.end(range.end);
                Ok(())
            }
            Event::Text(_) => self.characters(range),
            Event::CData(_) => {
                // `<![CDATA[` is 9 bytes, `]]>` 3.
                self.characters_in(range.start + 9..range.end.saturating_sub(3), true)
            }
            Event::GeneralRef(_) => {
                let name = self.slice(&(range.start + 1..range.end.saturating_sub(1)));
                let resolved = resolve(name)
                    .ok_or_else(|| fail(range.clone(), XmlFault::UndefinedReference))?;
                match self.current() {
                    Some(element) => element.text.push_reference(&resolved, range),
                    None => return Err(fail(range, XmlFault::TextOutsideRoot)),
                }
                Ok(())
            }
            Event::DocType(_) => Err(fail(range, XmlFault::DocumentType)),
            Event::Comment(_) => {
                let inner = self.slice(&(range.start + 4..range.end.saturating_sub(3)));
                if inner.contains("--") || inner.ends_with('-') {
                    return Err(fail(range, XmlFault::Syntax));
                }
                self.document.comments.push(range.start + 4..range.end.saturating_sub(3));
                self.check_characters(&range)
            }
            Event::Decl(_) => {
                self.check_characters(&range)?;
                self.declaration(range)
            }
            Event::PI(_) => {
                let inner = self.slice(&(range.start + 2..range.end.saturating_sub(2)));
                let target = inner.split([' ', '\t', '\r', '\n']).next().unwrap_or_default();
                if !is_name(target) || target.eq_ignore_ascii_case("xml") {
                    return Err(fail(range, XmlFault::Syntax));
                }
                self.document.comments.push(range.start + 2..range.end.saturating_sub(2));
                self.check_characters(&range)
            }
            _ => self.check_characters(&range),
        }
    }

    fn slice(&self, range: &Range<u32>) -> &'t str {
        self.text.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    fn current(&mut self) -> Option<&mut Element> {
        let index = *self.open.last()?;
        self.document.elements.get_mut(index)
    }

    fn check_characters(&self, range: &Range<u32>) -> Result<(), XmlError> {
        let text = self.slice(range);
        match text.char_indices().find(|(_, ch)| !is_xml_character(*ch)) {
            None => Ok(()),
            Some((at, ch)) => {
                let start = range.start + at as u32;
                let why = XmlFault::ControlCharacter(ch.into());
                Err(fail(start..start + ch.len_utf8() as u32, why))
            }
        }
    }

    fn characters(&mut self, range: Range<u32>) -> Result<(), XmlError> {
        self.characters_in(range, false)
    }

    fn characters_in(&mut self, range: Range<u32>, verbatim: bool) -> Result<(), XmlError> {
        self.check_characters(&range)?;
        if !verbatim && let Some(at) = self.slice(&range).find("]]>") {
            let at = range.start + at as u32;
            return Err(fail(at..at + 3, XmlFault::Syntax));
        }
        let text = self.text.get(range.start as usize..range.end as usize).unwrap_or_default();
        let Some(element) = self.current() else {
            let blank = !verbatim && text.chars().all(|ch| ch.is_ascii_whitespace());
            // A byte order mark in the middle of nowhere is what joined files leave behind.
            return if blank { Ok(()) } else { Err(fail(range, XmlFault::TextOutsideRoot)) };
        };
        push_with_line_ends(&mut element.text, text, range.start);
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>, range: Range<u32>) -> Result<(), XmlError> {
        self.check_characters(&range)?;
        if self.open.is_empty() && !self.document.elements.is_empty() {
            return Err(fail(range, XmlFault::SecondRoot));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(fail(range, XmlFault::TooDeep));
        }
        self.count(&range)?;
        let raw_name = tag.name();
        let raw_name = raw_name.as_ref();
        let name_range = range.start + 1..range.start + 1 + raw_name.len() as u32;
        if !is_qualified_name(raw_name) {
            return Err(fail(name_range, XmlFault::Syntax));
        }
        let is_empty = self.slice(&range).ends_with("/>");
        let inner = name_range.end..range.end.saturating_sub(if is_empty { 2 } else { 1 });
        let attributes = self.attributes(inner)?;
        let (prefix, name) = raw_name.split_once(':').unwrap_or(("", raw_name));
        let namespace =
            self.namespace(prefix).ok_or_else(|| fail(name_range.clone(), XmlFault::Prefix))?;
        let index = self.document.elements.len();
        let parent = self.open.last().copied();
        if let Some(parent) = self.current() {
            parent.children.push(index);
        }
        self.document.elements.push(Element {
            name: name.to_owned(),
            name_range,
            tag: range.clone(),
            range: range.clone(),
            namespace,
            attributes,
            text: Value::starting(range.end),
            children: vec![],
            parent,
        });
        self.open.push(index);
        Ok(())
    }

    /// Counts an element or attribute: each costs as much memory as the other.
    fn count(&mut self, range: &Range<u32>) -> Result<(), XmlError> {
        self.left =
            self.left.checked_sub(1).ok_or_else(|| fail(range.clone(), XmlFault::TooMany))?;
        Ok(())
    }

    /// What a prefix stands for; no prefix stands for nothing unless it is declared.
    fn namespace(&self, prefix: &str) -> Option<Arc<str>> {
        let declared = self.scopes.iter().rev().flatten().find(|(known, _)| known == prefix);
        match (declared, prefix) {
            (Some((_, uri)), _) => Some(Arc::clone(uri)),
            (None, "") => Some(Arc::from("")),
            (None, "xml") => Some(Arc::from("http://www.w3.org/XML/1998/namespace")),
            (None, _) => None,
        }
    }

    fn end(&mut self, at: u32) {
        if let Some(element) = self.current() {
            element.range.end = at;
            if !element.children.is_empty() {
                element.text.clear_blank();
            }
        }
        self.open.pop();
        self.scopes.pop();
    }

    /// `<?xml version="1.0" encoding="…" standalone="…"?>`, at the very start.
    fn declaration(&self, range: Range<u32>) -> Result<(), XmlError> {
        let wrong = |_: Range<u32>| fail(range.clone(), XmlFault::Syntax);
        let mut said = vec![];
        tag::attributes(self.text, range.start + 5, range.end.saturating_sub(2), wrong, |it| {
            said.push((self.slice(&it.0), self.slice(&it.1)));
            Ok(())
        })?;
        let mut said = said.into_iter().peekable();
        let is_version = |version: &str| {
            let minor = version.strip_prefix("1.");
            minor.is_some_and(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let has_version = said.next().is_some_and(|(name, v)| name == "version" && is_version(v));
        said.next_if(|(name, _)| *name == "encoding");
        said.next_if(|(name, v)| *name == "standalone" && matches!(*v, "yes" | "no"));
        match range.start == 0 && has_version && said.next().is_none() {
            true => Ok(()),
            false => Err(wrong(range.clone())),
        }
    }

    /// The attributes of a tag; the namespaces that it declares become its scope.
    fn attributes(&mut self, inner: Range<u32>) -> Result<Vec<Attribute>, XmlError> {
        let mut written = vec![];
        let mut left = self.left;
        let wrong = |at| fail(at, XmlFault::Attribute);
        tag::attributes(self.text, inner.start, inner.end, wrong, |attribute| {
            left = left.checked_sub(1).ok_or_else(|| fail(inner.clone(), XmlFault::TooMany))?;
            written.push(attribute);
            Ok(())
        })?;
        self.left = left;
        let mut declared = vec![];
        let mut plain = vec![];
        let mut names = HashSet::new();
        for (name_range, place) in written {
            let raw_name = self.slice(&name_range);
            if !names.insert(raw_name) {
                return Err(fail(name_range, XmlFault::Attribute));
            }
            let value = self.value(place)?;
            if raw_name == "xmlns" {
                declared.push((String::new(), value.text().into()));
            } else if let Some(prefix) = raw_name.strip_prefix("xmlns:") {
                if value.text().is_empty() {
                    return Err(fail(name_range, XmlFault::Prefix));
                }
                declared.push((prefix.to_owned(), value.text().into()));
            } else {
                plain.push((name_range, value));
            }
        }
        self.scopes.push(declared);
        if self.scopes.iter().map(Vec::len).sum::<usize>() > MAX_DECLARED {
            return Err(fail(inner, XmlFault::TooMany));
        }
        let mut attributes = Vec::with_capacity(plain.len());
        let mut expanded = HashSet::new();
        for (name_range, value) in plain {
            let raw_name = self.slice(&name_range);
            let (prefix, name) = raw_name.split_once(':').unwrap_or(("", raw_name));
            if !prefix.is_empty() {
                // Two prefixes of one namespace make the same name of two.
                match self.namespace(prefix) {
                    None => return Err(fail(name_range, XmlFault::Prefix)),
                    Some(uri) => {
                        if !expanded.insert((uri, name)) {
                            return Err(fail(name_range, XmlFault::Attribute));
                        }
                    }
                }
            }
            attributes.push(Attribute { name: name.to_owned(), name_range, value });
        }
        Ok(attributes)
    }

    fn value(&self, place: Range<u32>) -> Result<Value, XmlError> {
        let raw = self.slice(&place);
        let mut value = Value::starting(place.start);
        if let Some(at) = raw.find('<') {
            let at = place.start + at as u32;
            return Err(fail(at..at + 1, XmlFault::AngleInAttribute));
        }
        let mut at = place.start;
        let mut rest = raw;
        while let Some((plain, tail)) = rest.split_once('&') {
            push_attribute_text(&mut value, plain, at);
            at += plain.len() as u32;
            let (name, after) = tail
                .split_once(';')
                .ok_or_else(|| fail(at..at + 1, XmlFault::UndefinedReference))?;
            let reference = at..at + 2 + name.len() as u32;
            let resolved = resolve(name)
                .ok_or_else(|| fail(reference.clone(), XmlFault::UndefinedReference))?;
            at = reference.end;
            value.push_reference(&resolved, reference);
            rest = after;
        }
        push_attribute_text(&mut value, rest, at);
        Ok(value)
    }

    fn finish(self) -> Result<Document, XmlError> {
        if let Some(element) = self.open.last().and_then(|&at| self.document.elements.get(at)) {
            return Err(fail(element.tag.clone(), XmlFault::Unclosed));
        }
        if self.document.elements.is_empty() {
            return Err(fail(0..0, XmlFault::NoRoot));
        }
        Ok(self.document)
    }
}
