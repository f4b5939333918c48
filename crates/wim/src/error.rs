use std::io;
use std::sync::Arc;

/// Why a WIM file, or a part of it, could not be read.
///
/// `what` names the part in words that fit after "the": "lookup table", "blob", "image metadata".
/// Offsets are bytes from the start of the file, except inside image metadata, which is compressed:
/// there they count from the start of the decoded metadata resource, and `what` says so.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file does not begin as a WIM file does.
    #[error("not a WIM file: {why}")]
    NotWim {
        /// What was found instead.
        why: &'static str,
    },
    /// The file ends before a part that it names.
    #[error(
        "the {what} is cut off: {length} bytes at offset {offset}, but the file has {available}"
    )]
    Truncated {
        /// The part that is missing bytes.
        what: &'static str,
        /// Where the part begins.
        offset: u64,
        /// How long it should be, in bytes.
        length: u64,
        /// The size of the file, or of the decoded resource the part lies in.
        available: u64,
    },
    /// A size that the file declares is above a cap of [`Limits`](crate::Limits).
    #[error("the {what} is too large: {declared}, at most {allowed} allowed")]
    Limit {
        /// What is too large, with its unit.
        what: &'static str,
        /// What the file asks for.
        declared: u64,
        /// What the limits allow.
        allowed: u64,
    },
    /// A compression format, or a form of a resource, that this crate does not decode.
    #[error("unsupported compression: {name}")]
    UnsupportedCompression {
        /// The name of the format, or the flags that name no format.
        name: String,
    },
    /// The file is one part of several, so its blobs may be in the other parts.
    #[error("a part of a split WIM: {part} of {parts}")]
    SplitWim {
        /// The number of this part, from 1.
        part: u16,
        /// How many parts there are.
        parts: u16,
    },
    /// The bytes contradict themselves or the format.
    #[error("the {what} is corrupt at offset {offset}: {why}")]
    Corrupt {
        /// The part that is wrong.
        what: &'static str,
        /// Where: see the type's description.
        offset: u64,
        /// In what way.
        why: &'static str,
    },
    /// The decoded bytes are not those whose hash the file records.
    #[error("the {what} at offset {offset} does not have the SHA-1 that the file records for it")]
    HashMismatch {
        /// The part that was hashed.
        what: &'static str,
        /// Where its stored bytes begin (for a blob in a solid resource: where that begins).
        offset: u64,
        /// The SHA-1 that the lookup table records.
        expected: [u8; 20],
        /// The SHA-1 of the bytes.
        actual: [u8; 20],
    },
    /// The source of the bytes, or the sink they were written to, failed.
    #[error("reading the {what} at offset {offset} failed")]
    Io {
        /// What was being read or copied.
        what: &'static str,
        /// Where its stored bytes begin.
        offset: u64,
        /// What the operating system said. Shared, as one failure can concern several blobs.
        #[source]
        source: Arc<io::Error>,
    },
}

impl Error {
    pub(crate) fn io(what: &'static str, offset: u64, source: io::Error) -> Error {
        Error::Io { what, offset, source: Arc::new(source) }
    }
}
