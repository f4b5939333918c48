//! Scripts that break off, or fail without anybody noticing.

mod batch_call;
mod encoding;
mod label_missing;
mod powershell7_only;
mod powershell_syntax;
mod smart_quotes;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &encoding::ENCODING,
    &smart_quotes::SMART_QUOTES,
    &batch_call::BATCH_CALL,
    &label_missing::LABEL_MISSING,
    &powershell_syntax::POWERSHELL_SYNTAX,
    &powershell7_only::POWERSHELL7_ONLY,
];
