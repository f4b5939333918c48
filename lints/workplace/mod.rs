//! Enrolments with an MDM service by name, without a bulk token.

mod and_bulk_token;
mod secret_plaintext;
mod upn_invalid;
mod url_not_https;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &url_not_https::URL_NOT_HTTPS,
    &upn_invalid::UPN_INVALID,
    &and_bulk_token::AND_BULK_TOKEN,
    &secret_plaintext::SECRET_PLAINTEXT,
];
