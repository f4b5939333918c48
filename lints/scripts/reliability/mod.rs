//! Scripts that break off, or fail without anybody noticing.

mod encoding;
mod exit_code_ignored;
mod exit_code_masked;
mod no_log;
mod psexec;
mod reboots;
mod robocopy_exit;
mod smart_quotes;
mod work;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &encoding::ENCODING,
    &exit_code_ignored::EXIT_CODE_IGNORED,
    &exit_code_masked::EXIT_CODE_MASKED,
    &no_log::NO_LOG,
    &psexec::PSEXEC,
    &reboots::REBOOTS,
    &robocopy_exit::ROBOCOPY_EXIT,
    &smart_quotes::SMART_QUOTES,
];
