//! Provisioning commands that Windows cannot start, or not as meant.

mod execution_policy;
mod powershell_cmdlet_bare;
mod powershell_exit_code;
mod script_without_interpreter;
mod shell_syntax_without_shell;
mod too_long;
mod unbalanced_quotes;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &script_without_interpreter::SCRIPT_WITHOUT_INTERPRETER,
    &shell_syntax_without_shell::SHELL_SYNTAX_WITHOUT_SHELL,
    &powershell_cmdlet_bare::POWERSHELL_CMDLET_BARE,
    &execution_policy::EXECUTION_POLICY,
    &powershell_exit_code::POWERSHELL_EXIT_CODE,
    &unbalanced_quotes::UNBALANCED_QUOTES,
    &too_long::TOO_LONG,
];
