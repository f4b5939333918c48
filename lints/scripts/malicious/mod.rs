//! What no honest package does.

mod backup_destruction;
mod credential_theft_tool;
mod encoded_command;
mod exfiltration;
mod hidden_window;
mod lolbin_exec;
mod multiple_images;
mod obfuscation;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &encoded_command::ENCODED_COMMAND,
    &hidden_window::HIDDEN_WINDOW,
    &obfuscation::OBFUSCATION,
    &lolbin_exec::LOLBIN_EXEC,
    &credential_theft_tool::CREDENTIAL_THEFT_TOOL,
    &backup_destruction::BACKUP_DESTRUCTION,
    &multiple_images::MULTIPLE_IMAGES,
    &exfiltration::EXFILTRATION,
];
