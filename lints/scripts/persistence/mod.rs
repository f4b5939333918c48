//! What keeps running when the package is done.

mod provisioning_registry;
mod remote_access_tool;
mod remote_tools;
mod run_key;
mod service;
mod startup_folder;
mod system_task;
mod user_writable_privileged;
mod wmi_event;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &provisioning_registry::PROVISIONING_REGISTRY,
    &remote_access_tool::REMOTE_ACCESS_TOOL,
    &run_key::RUN_KEY,
    &service::SERVICE,
    &startup_folder::STARTUP_FOLDER,
    &system_task::SYSTEM_TASK,
    &user_writable_privileged::USER_WRITABLE_PRIVILEGED,
    &wmi_event::WMI_EVENT,
];
