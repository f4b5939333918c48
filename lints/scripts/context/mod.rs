//! Scripts that count on files, users or folders which provisioning does not have.

mod asset_name_collision;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[&asset_name_collision::ASSET_NAME_COLLISION];
