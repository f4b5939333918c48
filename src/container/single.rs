//! A single file as a tree of one.

use std::{io::Write, sync::Arc};

use super::contents::{Contents, Entry, ReadError, Tree};
use super::{Bytes, FaultKind, Memory};

/// The one file of an input that is itself the file; its path in the tree is empty.
pub(super) fn tree(bytes: &Bytes) -> Tree {
    let entry = Entry { size: bytes.size(), ..Entry::default() };
    Tree::new(None, vec![entry], Arc::new(Single(bytes.clone())))
}

struct Single(Bytes);

impl Single {
    fn failed(error: &std::io::Error) -> ReadError {
        ReadError { kind: FaultKind::Missing, reason: format!("it cannot be read: {error}") }
    }
}

impl Contents for Single {
    fn read(&self, _: usize, limit: u64) -> Result<Vec<u8>, ReadError> {
        if self.0.size() > limit {
            return Err(ReadError::too_large(self.0.size(), limit));
        }
        self.prefix(0, self.0.size())
    }

    fn copy_to(&self, _: usize, out: &mut dyn Write) -> Result<(), ReadError> {
        let mut written = Ok(());
        self.0
            .for_each_block(|block| {
                if written.is_ok() {
                    written = out.write_all(block);
                }
            })
            .and(written)
            .map_err(|error| Self::failed(&error))
    }

    fn prefix(&self, _: usize, length: u64) -> Result<Vec<u8>, ReadError> {
        let length = usize::try_from(length.min(self.0.size())).unwrap_or(usize::MAX);
        self.0.prefix(length).map_err(|error| Self::failed(&error))
    }

    fn open(&self, _: usize, _: &Memory) -> Result<Bytes, ReadError> {
        Ok(self.0.clone())
    }
}
