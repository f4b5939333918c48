//! The lints, in the order of the documentation. How to add one: `lints/README.md`.

mod accounts;
mod bulk_token;
mod domain_join;
mod malicious;
mod packaging;
mod schema;

use crate::lint::Lint;

/// Every lint.
pub static ALL: &[&Lint] = &[
    &bulk_token::expired::EXPIRED,
    &domain_join::ou_syntax::OU_SYNTAX,
    &accounts::oobe_hidden_no_account::OOBE_HIDDEN_NO_ACCOUNT,
    &packaging::provxml_divergence::PROVXML_DIVERGENCE,
    &packaging::asset_hash_mismatch::ASSET_HASH_MISMATCH,
    &packaging::unreadable::UNREADABLE,
    &schema::misspelt_setting::MISSPELT_SETTING,
    &malicious::multiple_images::MULTIPLE_IMAGES,
];
