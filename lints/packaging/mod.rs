//! How the package is put together.

mod asset_hash_mismatch;
mod asset_hollow;
mod catalog_mismatch;
mod default_name;
mod encrypted_unattended;
mod extra_files;
mod id_format;
mod id_reused;
mod leftover_content;
mod mark_of_the_web;
mod media_layout;
mod orphan_provxml;
mod owner_not_itadmin;
mod provxml_divergence;
mod rank_range;
mod settings_conflict;
mod signer_expired;
mod too_large;
mod unreadable;
mod unsigned;
mod unusual_container;
mod version_format;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &provxml_divergence::PROVXML_DIVERGENCE,
    &orphan_provxml::ORPHAN_PROVXML,
    &asset_hash_mismatch::ASSET_HASH_MISMATCH,
    &asset_hollow::ASSET_HOLLOW,
    &catalog_mismatch::CATALOG_MISMATCH,
    &unsigned::UNSIGNED,
    &signer_expired::SIGNER_EXPIRED,
    &owner_not_itadmin::OWNER_NOT_ITADMIN,
    &id_reused::ID_REUSED,
    &settings_conflict::SETTINGS_CONFLICT,
    &version_format::VERSION_FORMAT,
    &id_format::ID_FORMAT,
    &rank_range::RANK_RANGE,
    &default_name::DEFAULT_NAME,
    &unreadable::UNREADABLE,
    &encrypted_unattended::ENCRYPTED_UNATTENDED,
    &extra_files::EXTRA_FILES,
    &leftover_content::LEFTOVER_CONTENT,
    &mark_of_the_web::MARK_OF_THE_WEB,
    &unusual_container::UNUSUAL_CONTAINER,
    &too_large::TOO_LARGE,
    &media_layout::MEDIA_LAYOUT,
];
