//! Certificates that the package installs.

mod cert_root_added;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[&cert_root_added::CERT_ROOT_ADDED];
