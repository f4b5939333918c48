//! Scripts that break off, or fail without anybody noticing.

mod batch_call;
mod codes;
mod encoding;
mod exit_code_ignored;
mod exit_code_masked;
mod label_missing;
mod no_log;
mod not_idempotent;
mod powershell7_only;
mod powershell_syntax;
mod psexec;
mod reboots;
mod robocopy_exit;
mod smart_quotes;
mod work;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &encoding::ENCODING,
    &batch_call::BATCH_CALL,
    &exit_code_ignored::EXIT_CODE_IGNORED,
    &exit_code_masked::EXIT_CODE_MASKED,
    &label_missing::LABEL_MISSING,
    &no_log::NO_LOG,
    &powershell7_only::POWERSHELL7_ONLY,
    &powershell_syntax::POWERSHELL_SYNTAX,
    &psexec::PSEXEC,
    &reboots::REBOOTS,
    &robocopy_exit::ROBOCOPY_EXIT,
    &smart_quotes::SMART_QUOTES,
    &not_idempotent::NOT_IDEMPOTENT,
];
