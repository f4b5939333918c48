//! Edition upgrades and product keys.

mod edition_key_exposed;
mod edition_key_format;
mod edition_key_placeholder;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &edition_key_exposed::EDITION_KEY_EXPOSED,
    &edition_key_format::EDITION_KEY_FORMAT,
    &edition_key_placeholder::EDITION_KEY_PLACEHOLDER,
];
