//! Floor 6: what a lint is, what it reports, and how a list of them is run.
//!
//! No lint is named here; the list is handed in.

mod context;
mod engine;
mod finding;
mod findings;
mod fingerprint;
mod harm;
mod macros;
mod meta;
pub mod reserved;
mod site;

pub use context::{Context, Need};
pub use engine::{NotRun, Outcome, Run, run};
pub use finding::{Finding, Label, State};
pub use findings::{Builder, Findings, SetFindings};
pub(crate) use macros::lint;
pub use meta::{Category, Confidence, Lint, Question, Severity};
pub use site::Site;

/// The check of a lint that has none of its kind.
pub(crate) fn nothing(_: &crate::package::Package, _: &Context, _: &mut Findings<'_>) {}
