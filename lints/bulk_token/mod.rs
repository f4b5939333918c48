//! The bulk token of an Entra ID enrolment.

mod expired;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[&expired::EXPIRED];
