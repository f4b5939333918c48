//! Scripts that break off, or fail without anybody noticing.

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[];
