//! Protections that are switched off.

mod access;
mod acl_everyone;
mod amsi_bypass;
mod bitlocker_disabled;
mod credential_guard_off;
mod defender_disabled;
mod defender_exclusion;
mod defender_values;
mod developer_mode;
mod driver_signing_off;
mod edr_removed;
mod eventlog_tampering;
mod exclusion_breadth;
mod execution_policy_machine;
mod firewall_broad_rule;
mod firewall_disabled;
mod firewall_profiles;
mod mdm_removal;
mod preferences;
mod rdp_enabled;
mod security_products;
mod smartscreen_disabled;
mod smb_weakened;
mod standing;
mod token_filter_policy;
mod uac_disabled;
mod update_pause;
mod weak_tls;
mod windows_update_disabled;
mod winrm_enabled;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &acl_everyone::ACL_EVERYONE,
    &amsi_bypass::AMSI_BYPASS,
    &bitlocker_disabled::BITLOCKER_DISABLED,
    &credential_guard_off::CREDENTIAL_GUARD_OFF,
    &defender_disabled::DEFENDER_DISABLED,
    &defender_exclusion::DEFENDER_EXCLUSION,
    &developer_mode::DEVELOPER_MODE,
    &driver_signing_off::DRIVER_SIGNING_OFF,
    &edr_removed::EDR_REMOVED,
    &eventlog_tampering::EVENTLOG_TAMPERING,
    &execution_policy_machine::EXECUTION_POLICY_MACHINE,
    &firewall_broad_rule::FIREWALL_BROAD_RULE,
    &firewall_disabled::FIREWALL_DISABLED,
    &mdm_removal::MDM_REMOVAL,
    &rdp_enabled::RDP_ENABLED,
    &smartscreen_disabled::SMARTSCREEN_DISABLED,
    &smb_weakened::SMB_WEAKENED,
    &token_filter_policy::TOKEN_FILTER_POLICY,
    &uac_disabled::UAC_DISABLED,
    &weak_tls::WEAK_TLS,
    &windows_update_disabled::WINDOWS_UPDATE_DISABLED,
    &winrm_enabled::WINRM_ENABLED,
];
