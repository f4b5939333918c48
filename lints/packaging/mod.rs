//! How the package is put together.

pub(super) mod asset_hash_mismatch;
pub(super) mod provxml_divergence;
pub(super) mod unreadable;
