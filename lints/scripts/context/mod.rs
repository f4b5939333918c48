//! Scripts that count on files, users or folders which provisioning does not have.

mod assumed_folder;
mod author_path;
mod hardcoded_drive;
mod missing_asset;
mod subfolder_path;
mod temp_folder_reference;
mod unquoted_path;
mod unused_asset;
mod wow64_tool;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &missing_asset::MISSING_ASSET,
    &unused_asset::UNUSED_ASSET,
    &subfolder_path::SUBFOLDER_PATH,
    &author_path::AUTHOR_PATH,
    &hardcoded_drive::HARDCODED_DRIVE,
    &assumed_folder::ASSUMED_FOLDER,
    &wow64_tool::WOW64_TOOL,
    &temp_folder_reference::TEMP_FOLDER_REFERENCE,
    &unquoted_path::UNQUOTED_PATH,
];
