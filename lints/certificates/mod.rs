//! Certificates that the package installs.

mod root_added;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[&root_added::ROOT_ADDED];
