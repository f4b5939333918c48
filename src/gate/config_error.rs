//! What is wrong with a configuration, and where.

use std::ops::Range;

use crate::text::Source;

/// A configuration that cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{path} cannot be used: {}", self.first())]
pub struct ConfigError {
    /// The file, as the user reaches it.
    pub path: String,
    /// Its text; none when it could not be read.
    pub text: Option<Box<Source>>,
    /// Everything that is wrong with it, by place; at least one.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of the decoded text.
    pub range: Range<u32>,
    /// What; lower case, no full stop.
    pub message: String,
    /// What is to be said at the place.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl ConfigError {
    /// A file that could not be read.
    pub(super) fn unread(path: String, why: impl std::fmt::Display) -> Self {
        let message = format!("it cannot be read: {why}");
        let problem = Problem { range: 0..0, message, label: None, help: None };
        Self { path, text: None, problems: vec![problem] }
    }

    fn first(&self) -> &str {
        self.problems.first().map_or("", |problem| &problem.message)
    }
}
