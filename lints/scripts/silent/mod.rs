//! Scripts and commands that wait for somebody who is not there.

mod confirmation_prompt;
mod dism_restart_prompt;
mod endless_loop;
mod eula_prompt;
mod exe_no_silent_switch;
mod gui_window;
mod interactive_prompt;
mod msi_not_silent;
mod no_wait;
mod nuget_prompt;
mod package_manager_prompt;
mod reg_add_prompt;
mod required;
mod timeout_command;
mod too_long;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &confirmation_prompt::CONFIRMATION_PROMPT,
    &dism_restart_prompt::DISM_RESTART_PROMPT,
    &endless_loop::ENDLESS_LOOP,
    &eula_prompt::EULA_PROMPT,
    &exe_no_silent_switch::EXE_NO_SILENT_SWITCH,
    &gui_window::GUI_WINDOW,
    &interactive_prompt::INTERACTIVE_PROMPT,
    &msi_not_silent::MSI_NOT_SILENT,
    &no_wait::NO_WAIT,
    &nuget_prompt::NUGET_PROMPT,
    &package_manager_prompt::PACKAGE_MANAGER_PROMPT,
    &reg_add_prompt::REG_ADD_PROMPT,
    &timeout_command::TIMEOUT_COMMAND,
    &too_long::TOO_LONG,
];
