//! Enrolments with an MDM service by name, without a bulk token.

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[];
