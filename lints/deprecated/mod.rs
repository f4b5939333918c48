//! What Windows no longer has, or soon will not.

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[];
