//! Provisioning commands that Windows cannot start, or not as meant.

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[];
