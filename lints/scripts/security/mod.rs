//! Protections that are switched off.

mod uac_disabled;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[&uac_disabled::UAC_DISABLED];
