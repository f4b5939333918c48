//! What no honest package does.

mod backup_destruction;
mod command_only_package;
mod credential_theft_tool;
mod disguised_file;
mod encoded_command;
mod exfiltration;
mod hidden_window;
mod lolbin_exec;
mod multiple_images;
mod obfuscation;
mod owner_microsoft;
mod risky_asset_type;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &backup_destruction::BACKUP_DESTRUCTION,
    &command_only_package::COMMAND_ONLY_PACKAGE,
    &credential_theft_tool::CREDENTIAL_THEFT_TOOL,
    &disguised_file::DISGUISED_FILE,
    &encoded_command::ENCODED_COMMAND,
    &exfiltration::EXFILTRATION,
    &hidden_window::HIDDEN_WINDOW,
    &lolbin_exec::LOLBIN_EXEC,
    &multiple_images::MULTIPLE_IMAGES,
    &obfuscation::OBFUSCATION,
    &owner_microsoft::OWNER_MICROSOFT,
    &risky_asset_type::RISKY_ASSET_TYPE,
];
