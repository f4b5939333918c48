//! Local accounts, and who can sign in.

mod oobe_hidden_no_account;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[&oobe_hidden_no_account::OOBE_HIDDEN_NO_ACCOUNT];
