//! Scripts that count on files, users or folders which provisioning does not have.

mod appx_as_system;
mod asset_name_collision;
mod assumed_folder;
mod author_path;
mod autopilot_registration;
mod hardcoded_drive;
mod hkcu_as_system;
mod missing_asset;
mod registry_double_hive;
mod registry_drive_missing;
mod subfolder_path;
mod sysprep_or_oobe;
mod temp_folder_reference;
mod unquoted_path;
mod unused_asset;
mod user_profile_as_system;
mod user_session;
mod winget_as_system;
mod wow64_tool;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &appx_as_system::APPX_AS_SYSTEM,
    &asset_name_collision::ASSET_NAME_COLLISION,
    &assumed_folder::ASSUMED_FOLDER,
    &author_path::AUTHOR_PATH,
    &autopilot_registration::AUTOPILOT_REGISTRATION,
    &hardcoded_drive::HARDCODED_DRIVE,
    &hkcu_as_system::HKCU_AS_SYSTEM,
    &missing_asset::MISSING_ASSET,
    &registry_double_hive::REGISTRY_DOUBLE_HIVE,
    &registry_drive_missing::REGISTRY_DRIVE_MISSING,
    &subfolder_path::SUBFOLDER_PATH,
    &sysprep_or_oobe::SYSPREP_OR_OOBE,
    &temp_folder_reference::TEMP_FOLDER_REFERENCE,
    &unquoted_path::UNQUOTED_PATH,
    &unused_asset::UNUSED_ASSET,
    &user_profile_as_system::USER_PROFILE_AS_SYSTEM,
    &user_session::USER_SESSION,
    &winget_as_system::WINGET_AS_SYSTEM,
    &wow64_tool::WOW64_TOOL,
];
