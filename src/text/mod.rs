//! Floor 2: one text, decoded once: spans, lines, columns, printable text, secret ranges, XML.
//!
//! Nothing here knows where a text comes from or what is done with it.

mod decode;
mod line_ends;
mod printable;
mod search;
mod secret;
mod source;
pub mod xml;

pub use decode::{Encoding, decode, utf8_as_ansi};
pub use line_ends::LineEnds;
pub use printable::{printable, push_printable};
pub use search::SecretSearch;
pub use secret::{Mask, SecretRanges, is_telling, mask};
pub use source::{Position, Source, SourceId, Span, StoredSpan};
