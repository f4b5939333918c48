//! What deletes things that do not come back.

mod cleanpc;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[&cleanpc::CLEANPC];
