//! The texts of one package, by path.

use std::collections::HashMap;

use crate::text::{Source, SourceId, xml::Document};

/// The texts of a package, decoded and parsed once.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) sources: Vec<Source>,
    pub(super) documents: HashMap<String, (SourceId, Document)>,
    pub(super) unread: Vec<String>,
    pub(super) paths: Vec<String>,
}

impl Texts {
    /// The parsed document of a path; Windows does not distinguish case.
    pub(super) fn document(&self, path: &str) -> Option<(SourceId, &Document)> {
        self.documents.get(&path.to_lowercase()).map(|(source, document)| (*source, document))
    }

    /// The paths of all files of the package.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// Whether the file is there and could not be read.
    pub(super) fn is_unread(&self, path: &str) -> bool {
        self.unread.iter().any(|unread| unread.eq_ignore_ascii_case(path))
    }

    pub(super) fn add(&mut self, path: &str, bytes: &[u8]) -> SourceId {
        let id = SourceId(self.sources.len() as u32);
        self.sources.push(Source::new(path, bytes));
        id
    }
}
