//! The join of an Active Directory domain.

mod distinguished_name;
mod ou_syntax;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[&ou_syntax::OU_SYNTAX];
