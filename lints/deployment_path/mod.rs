//! Whether a package is the right way, and what comes with it.

mod default_restriction_note;
mod requester_note;
mod standard_user_note;
mod user_affinity;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &user_affinity::USER_AFFINITY,
    &standard_user_note::STANDARD_USER_NOTE,
    &default_restriction_note::DEFAULT_RESTRICTION_NOTE,
    &requester_note::REQUESTER_NOTE,
];
