//! Edition upgrades and product keys.

mod key_exposed;
mod key_format;
mod key_placeholder;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] =
    &[&key_exposed::KEY_EXPOSED, &key_format::KEY_FORMAT, &key_placeholder::KEY_PLACEHOLDER];
