//! What no honest package does.

mod command_only_package;
mod disguised_file;
mod multiple_images;
mod owner_microsoft;
mod risky_asset_type;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &command_only_package::COMMAND_ONLY_PACKAGE,
    &disguised_file::DISGUISED_FILE,
    &multiple_images::MULTIPLE_IMAGES,
    &owner_microsoft::OWNER_MICROSOFT,
    &risky_asset_type::RISKY_ASSET_TYPE,
];
