//! Provisioning commands that Windows cannot start, or not as meant.

mod both_contexts;
mod continue_on_error;
mod duplicate_device_command;
mod execution_policy;
mod files_without_command;
mod powershell_cmdlet_bare;
mod powershell_exit_code;
mod restart_required_not_last;
mod return_codes;
mod script_without_interpreter;
mod shell_syntax_without_shell;
mod too_long;
mod unbalanced_quotes;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &files_without_command::FILES_WITHOUT_COMMAND,
    &duplicate_device_command::DUPLICATE_DEVICE_COMMAND,
    &both_contexts::BOTH_CONTEXTS,
    &continue_on_error::CONTINUE_ON_ERROR,
    &return_codes::RETURN_CODES,
    &restart_required_not_last::RESTART_REQUIRED_NOT_LAST,
    &script_without_interpreter::SCRIPT_WITHOUT_INTERPRETER,
    &shell_syntax_without_shell::SHELL_SYNTAX_WITHOUT_SHELL,
    &powershell_cmdlet_bare::POWERSHELL_CMDLET_BARE,
    &execution_policy::EXECUTION_POLICY,
    &powershell_exit_code::POWERSHELL_EXIT_CODE,
    &unbalanced_quotes::UNBALANCED_QUOTES,
    &too_long::TOO_LONG,
];
