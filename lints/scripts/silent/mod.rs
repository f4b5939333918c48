//! Scripts and commands that wait for somebody who is not there.

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[];
