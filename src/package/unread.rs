//! What of a package could not be read: a lint about something missing asks here first.

use crate::container::FaultKind;
use crate::text::Span;

/// One thing that was there and could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The inner file; none when it is the whole input or image.
    pub file: Option<String>,
    /// Where in it, for a text that is not well-formed.
    pub span: Option<Span>,
    /// Of what kind the reason is.
    pub kind: FaultKind,
    /// Why, in words; lower case, no full stop; printable and free of secrets.
    pub reason: String,
    /// What it leaves unknown.
    pub covers: Covers,
}

/// What an [`Unread`] leaves unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers {
    /// Anything at all.
    Everything,
    /// What the author wrote.
    Author,
    /// What the device applies.
    Runtime,
    /// An asset's content.
    Assets,
    /// Something that no setting, command or asset depends on.
    Other,
}
