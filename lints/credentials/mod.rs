//! Secrets that anybody who holds the package can read.

mod secret_in_setting;
mod secret_package_unencrypted;
mod secret_surrounding_space;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &secret_in_setting::SECRET_IN_SETTING,
    &secret_package_unencrypted::SECRET_PACKAGE_UNENCRYPTED,
    &secret_surrounding_space::SECRET_SURROUNDING_SPACE,
];
