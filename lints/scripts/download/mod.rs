//! Code that comes from elsewhere while the package is applied.

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[];
