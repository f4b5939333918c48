//! Protections that are switched off.

mod access;
mod acl_everyone;
mod amsi_bypass;
mod driver_signing_off;
mod eventlog_tampering;
mod execution_policy_machine;
mod mdm_removal;
mod smb_weakened;
mod uac_disabled;
mod weak_tls;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &acl_everyone::ACL_EVERYONE,
    &amsi_bypass::AMSI_BYPASS,
    &driver_signing_off::DRIVER_SIGNING_OFF,
    &eventlog_tampering::EVENTLOG_TAMPERING,
    &execution_policy_machine::EXECUTION_POLICY_MACHINE,
    &mdm_removal::MDM_REMOVAL,
    &smb_weakened::SMB_WEAKENED,
    &uac_disabled::UAC_DISABLED,
    &weak_tls::WEAK_TLS,
];
