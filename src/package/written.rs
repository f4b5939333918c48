//! A value as one file of the package writes it.

use std::ops::Range;

use crate::text::{Span, xml::Value};

/// One copy of a setting: what it says, and where.
#[derive(Debug, Clone)]
pub struct Written {
    /// The value; its ranges are of the source of `span`.
    pub(crate) value: Value,
    /// The value's place; for an empty value, the element or parm.
    pub span: Span,
    /// The start tag that it belongs to: the setting's element, or the `parm`.
    pub tag: Span,
}

impl Written {
    /// What it says, references resolved. May be secret: for comparing, not for showing.
    pub fn text(&self) -> &str {
        self.value.text()
    }

    /// The place of a part of [`text`](Self::text), in bytes of it.
    pub fn part(&self, part: &Range<usize>) -> Span {
        if self.value.text().is_empty() {
            return self.span.clone();
        }
        Span::new(self.span.source, self.value.place(part))
    }
}
