//! Provisioning commands that Windows cannot start, or not as meant.

mod both_contexts;
mod continue_on_error;
mod duplicate_device_command;
mod files_without_command;
mod restart_required_not_last;
mod return_codes;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &files_without_command::FILES_WITHOUT_COMMAND,
    &duplicate_device_command::DUPLICATE_DEVICE_COMMAND,
    &both_contexts::BOTH_CONTEXTS,
    &continue_on_error::CONTINUE_ON_ERROR,
    &return_codes::RETURN_CODES,
    &restart_required_not_last::RESTART_REQUIRED_NOT_LAST,
];
