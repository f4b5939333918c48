//! Settings for some devices only.

mod condition_invalid;
mod target_undefined;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] =
    &[&target_undefined::TARGET_UNDEFINED, &condition_invalid::CONDITION_INVALID];
