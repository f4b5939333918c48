//! Policies.

mod blocks_packages;
mod label_inverted;
mod lockout_wipe;
mod time_zones;
mod timezone_conflict;
mod value_out_of_range;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &value_out_of_range::VALUE_OUT_OF_RANGE,
    &label_inverted::LABEL_INVERTED,
    &blocks_packages::BLOCKS_PACKAGES,
    &lockout_wipe::LOCKOUT_WIPE,
    &timezone_conflict::TIMEZONE_CONFLICT,
];
