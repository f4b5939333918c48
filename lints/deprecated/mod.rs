//! What Windows no longer has, or soon will not.

mod internet_explorer;
mod powershell2;
mod vbscript;
mod wmic;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &wmic::WMIC,
    &powershell2::POWERSHELL2,
    &vbscript::VBSCRIPT,
    &internet_explorer::INTERNET_EXPLORER,
];
