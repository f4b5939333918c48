//! What no honest package does.

mod multiple_images;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[&multiple_images::MULTIPLE_IMAGES];
