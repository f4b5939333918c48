//! How settings are spelt and typed.

mod misspelt_setting;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[&misspelt_setting::MISSPELT_SETTING];
