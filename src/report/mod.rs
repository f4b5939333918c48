//! Floor 10: what is printed; one file a format. No lint is known here.

mod accepted;
mod closing;
pub mod concise;
mod excerpt;
pub mod github;
pub mod human;
pub mod json;
pub mod jsonl;
mod location;
pub mod problem;
pub mod sarif;
mod shape;

use chrono::{DateTime, Utc};

use crate::lint::{Finding, Lint, NotRun};
use crate::package::Package;

/// Everything that a report is made from.
#[derive(Debug)]
pub struct Report<'r> {
    /// The clock of the run.
    pub now: DateTime<Utc>,
    /// The packages, in order.
    pub packages: &'r [Package],
    /// The findings, in order.
    pub findings: &'r [Finding],
    /// The lints that were to run, those that did not among them.
    pub lints: &'r [&'static Lint],
    /// Whether there is a baseline, so that what is not known is new.
    pub has_baseline: bool,
    /// The lints that did not run.
    pub not_run: &'r [NotRun],
    /// Whether secrets are shown (`--show-secrets`).
    pub shows_secrets: bool,
}
