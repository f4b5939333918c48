//! Protections that are switched off.

mod bitlocker_disabled;
mod credential_guard_off;
mod defender_disabled;
mod defender_exclusion;
mod defender_values;
mod developer_mode;
mod edr_removed;
mod exclusion_breadth;
mod firewall_broad_rule;
mod firewall_disabled;
mod firewall_profiles;
mod rdp_enabled;
mod security_products;
mod smartscreen_disabled;
mod standing;
mod token_filter_policy;
mod uac_disabled;
mod update_pause;
mod windows_update_disabled;
mod winrm_enabled;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &defender_disabled::DEFENDER_DISABLED,
    &defender_exclusion::DEFENDER_EXCLUSION,
    &firewall_disabled::FIREWALL_DISABLED,
    &firewall_broad_rule::FIREWALL_BROAD_RULE,
    &smartscreen_disabled::SMARTSCREEN_DISABLED,
    &bitlocker_disabled::BITLOCKER_DISABLED,
    &credential_guard_off::CREDENTIAL_GUARD_OFF,
    &rdp_enabled::RDP_ENABLED,
    &winrm_enabled::WINRM_ENABLED,
    &token_filter_policy::TOKEN_FILTER_POLICY,
    &windows_update_disabled::WINDOWS_UPDATE_DISABLED,
    &edr_removed::EDR_REMOVED,
    &developer_mode::DEVELOPER_MODE,
    &uac_disabled::UAC_DISABLED,
];
