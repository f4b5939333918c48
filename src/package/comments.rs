//! Comments in the files that an author edits.

use crate::text::{Source, SourceId, Span, xml::Document};

/// A comment, and what it is about.
#[derive(Debug, Clone)]
pub struct Comment {
    /// What stands in it, without its signs.
    pub text: Span,
    /// What it is about. In XML the element right behind it, whole. In a script the line that it
    /// stands in behind code, else the next line of code, each with what begins (or, behind code,
    /// ends) there. None where something else follows.
    pub next: Option<Span>,
    /// The sign that it begins with: `<!--` in XML.
    pub sign: &'static str,
}

/// The comments of a document, in order. Between a comment and its element may stand white space and
/// further comments.
pub(super) fn read(document: &Document, source: &Source, id: SourceId) -> Vec<Comment> {
    let starts: Vec<(u32, u32)> =
        document.elements().map(|element| (element.range.start, element.range.end)).collect();
    let is_comment = |range: &&std::ops::Range<u32>| {
        range.start >= 4 && source.slice(&(range.start - 4..range.start)) == "<!--"
    };
    let mut comments: Vec<Comment> = vec![];
    // From behind, so that a row of comments is walked once.
    let mut after: Option<(u32, Option<Span>)> = None;
    for range in document.comments.iter().filter(is_comment).rev() {
        let end = range.end.saturating_add(3);
        let at = starts.partition_point(|(start, _)| *start < end);
        let is_blank = |to: u32| source.slice(&(end..to)).trim().is_empty();
        let element = starts.get(at);
        let next = match (&after, element) {
            (Some((start, next)), _)
                if element.is_none_or(|element| *start < element.0) && is_blank(*start) =>
            {
                next.clone()
            }
            (_, Some((start, stop))) if is_blank(*start) => Some(Span::new(id, *start..*stop)),
            _ => None,
        };
        after = Some((range.start - 4, next.clone()));
        comments.push(Comment { text: Span::new(id, range.clone()), next, sign: "<!--" });
    }
    comments.reverse();
    comments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::xml;

    #[test]
    fn a_comment_is_of_the_element_right_behind_it() {
        let text = "<?xml version='1.0'?><!--top--><a><!--1--> <!--2-->\n<b>x</b><!--3--></a>";
        let source = Source::new("x", text.as_bytes());
        let document = xml::parse(source.text()).unwrap();
        let found: Vec<(&str, Option<&str>)> = read(&document, &source, SourceId(0))
            .iter()
            .map(|comment| {
                let next = comment.next.as_ref().map(|next| source.slice(&next.range()));
                (source.slice(&comment.text.range()), next)
            })
            .map(|(said, next)| {
                let said = text.split("<!--").find(|part| part.starts_with(said)).unwrap();
                (
                    said.split("-->").next().unwrap(),
                    next.map(|next| &text[text.find(next).unwrap()..][..2]),
                )
            })
            .collect();
        assert_eq!(found, [("top", Some("<a")), ("1", Some("<b")), ("2", Some("<b")), ("3", None)]);
    }

    #[test]
    fn text_between_parts_a_comment_from_an_element() {
        let source = Source::new("x", b"<a><!--1-->text<b/></a>");
        let document = xml::parse(source.text()).unwrap();
        assert!(read(&document, &source, SourceId(0)).iter().all(|comment| comment.next.is_none()));
    }
}
