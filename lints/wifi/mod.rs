//! Wireless networks.

mod auto_open_hotspots;
mod autoconnect_off;
mod enterprise_cert_missing;
mod enterprise_no_server_validation;
mod enterprise_user_only;
mod hidden;
mod key_length;
mod key_missing;
mod key_on_open;
mod key_plaintext;
mod key_weak;
mod open;
mod profile_invalid;
mod profile_machine_bound;
mod proxy_port;
mod ssid_invalid;
mod wep;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &proxy_port::PROXY_PORT,
    &key_missing::KEY_MISSING,
    &key_length::KEY_LENGTH,
    &key_plaintext::KEY_PLAINTEXT,
    &key_weak::KEY_WEAK,
    &wep::WEP,
    &open::OPEN,
    &key_on_open::KEY_ON_OPEN,
    &ssid_invalid::SSID_INVALID,
    &autoconnect_off::AUTOCONNECT_OFF,
    &hidden::HIDDEN,
    &profile_invalid::PROFILE_INVALID,
    &profile_machine_bound::PROFILE_MACHINE_BOUND,
    &enterprise_user_only::ENTERPRISE_USER_ONLY,
    &enterprise_no_server_validation::ENTERPRISE_NO_SERVER_VALIDATION,
    &enterprise_cert_missing::ENTERPRISE_CERT_MISSING,
    &auto_open_hotspots::AUTO_OPEN_HOTSPOTS,
];
