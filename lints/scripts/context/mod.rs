//! Scripts that count on files, users or folders which provisioning does not have.

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[];
