//! What deletes things that do not come back.

mod appx_purge;
mod cleanpc;
mod disk_wipe;
mod factory_reset;
mod recovery_disabled;
mod recursive_delete;
mod user_removal;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &cleanpc::CLEANPC,
    &disk_wipe::DISK_WIPE,
    &recursive_delete::RECURSIVE_DELETE,
    &factory_reset::FACTORY_RESET,
    &recovery_disabled::RECOVERY_DISABLED,
    &user_removal::USER_REMOVAL,
    &appx_purge::APPX_PURGE,
];
