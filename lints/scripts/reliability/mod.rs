//! Scripts that break off, or fail without anybody noticing.

mod encoding;
mod smart_quotes;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[&encoding::ENCODING, &smart_quotes::SMART_QUOTES];
