//! One finding, complete: everything a report needs, nothing secret in it.

use super::meta::{Confidence, Lint, Severity};
use crate::text::Span;

/// One thing that is wrong with one package.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The lint that found it.
    pub lint: &'static Lint,
    /// How bad it is here; at most what the lint says.
    pub severity: Severity,
    /// How sure it is here; at most what the lint says.
    pub confidence: Confidence,
    /// What is wrong; lower case, no full stop, printable, without secrets.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Which package, by its place in [`Run::packages`](super::Run::packages).
    pub package: usize,
    /// The inner file; none when it is the input itself.
    pub file: Option<String>,
    /// The place in it; none for a whole file and for binaries.
    pub span: Option<Span>,
    /// The setting, with its keys.
    pub setting: Option<String>,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// What it says at its own place.
    pub label: Option<String>,
    /// What it is known by from run to run: SHA-256 of its lint, place and normalised evidence.
    pub fingerprint: String,
    /// Whether it is new, known or ignored.
    pub state: State,
    /// Why it is ignored.
    pub reason: Option<String>,
    /// Whether a comment in the file itself ignores it, and not the configuration.
    pub is_allowed_in_source: bool,
    pub(super) evidence: String,
    /// How bad it is if no other lint finds harm in its place.
    pub(super) alone: Option<Severity>,
}

impl Finding {
    /// What it is sorted by within its package: file, place, lint. A text without a place stands
    /// before the places in it.
    pub fn order(&self) -> impl Ord + use<> {
        let offset = self.span.as_ref().map(|span| (span.range.start, span.range.end));
        (self.file.clone(), offset, self.lint.id, self.message.clone())
    }
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be said there.
    pub text: String,
}

/// What the gate thinks of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It counts.
    New,
    /// The baseline has it.
    Known,
    /// The configuration ignores it.
    Ignored,
}
