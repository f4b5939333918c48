//! Scripts that count on files, users or folders which provisioning does not have.

mod appx_as_system;
mod asset_name_collision;
mod autopilot_registration;
mod hkcu_as_system;
mod registry_double_hive;
mod registry_drive_missing;
mod sysprep_or_oobe;
mod user_profile_as_system;
mod user_session;
mod winget_as_system;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &asset_name_collision::ASSET_NAME_COLLISION,
    &hkcu_as_system::HKCU_AS_SYSTEM,
    &registry_double_hive::REGISTRY_DOUBLE_HIVE,
    &registry_drive_missing::REGISTRY_DRIVE_MISSING,
    &winget_as_system::WINGET_AS_SYSTEM,
    &appx_as_system::APPX_AS_SYSTEM,
    &sysprep_or_oobe::SYSPREP_OR_OOBE,
    &autopilot_registration::AUTOPILOT_REGISTRATION,
    &user_session::USER_SESSION,
    &user_profile_as_system::USER_PROFILE_AS_SYSTEM,
];
