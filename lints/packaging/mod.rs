//! How the package is put together.

mod asset_hash_mismatch;
mod provxml_divergence;
mod unreadable;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &provxml_divergence::PROVXML_DIVERGENCE,
    &asset_hash_mismatch::ASSET_HASH_MISMATCH,
    &unreadable::UNREADABLE,
];
