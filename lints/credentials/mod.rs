//! Secrets that anybody who holds the package can read.

mod in_metadata;
mod private_key_file;
mod secret_in_setting;
mod secret_package_unencrypted;
mod secret_surrounding_space;
mod unattend_password;
mod wlan_profile;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &in_metadata::IN_METADATA,
    &private_key_file::PRIVATE_KEY_FILE,
    &secret_in_setting::SECRET_IN_SETTING,
    &secret_package_unencrypted::SECRET_PACKAGE_UNENCRYPTED,
    &secret_surrounding_space::SECRET_SURROUNDING_SPACE,
    &unattend_password::UNATTEND_PASSWORD,
    &wlan_profile::WLAN_PROFILE,
];
