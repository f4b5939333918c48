//! Secrets that anybody who holds the package can read.

mod bitlocker_key_exported;
mod in_metadata;
mod private_key_file;
mod sas_link_expired;
mod secret_in_command_line;
mod secret_in_setting;
mod secret_installer_token;
mod secret_known_format;
mod secret_net_user;
mod secret_package_unencrypted;
mod secret_securestring_plaintext;
mod secret_surrounding_space;
mod secret_url_userinfo;
mod unattend_password;
mod wlan_profile;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &bitlocker_key_exported::BITLOCKER_KEY_EXPORTED,
    &in_metadata::IN_METADATA,
    &private_key_file::PRIVATE_KEY_FILE,
    &sas_link_expired::SAS_LINK_EXPIRED,
    &secret_in_command_line::SECRET_IN_COMMAND_LINE,
    &secret_in_setting::SECRET_IN_SETTING,
    &secret_installer_token::SECRET_INSTALLER_TOKEN,
    &secret_known_format::SECRET_KNOWN_FORMAT,
    &secret_net_user::SECRET_NET_USER,
    &secret_package_unencrypted::SECRET_PACKAGE_UNENCRYPTED,
    &secret_securestring_plaintext::SECRET_SECURESTRING_PLAINTEXT,
    &secret_surrounding_space::SECRET_SURROUNDING_SPACE,
    &secret_url_userinfo::SECRET_URL_USERINFO,
    &unattend_password::UNATTEND_PASSWORD,
    &wlan_profile::WLAN_PROFILE,
];
