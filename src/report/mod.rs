//! Floor 10: what is printed; one file a format. No lint is known here.

mod accepted;
mod excerpt;
pub mod human;
pub mod json;
pub mod problem;

use chrono::{DateTime, Utc};

use crate::lint::{Finding, NotRun};
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
    /// The lints that did not run.
    pub not_run: &'r [NotRun],
    /// Whether secrets are shown (`--show-secrets`).
    pub shows_secrets: bool,
}
