//! What the device will be called.

mod all_digits;
mod collisions_likely;
mod constant;
mod invalid_chars;
mod macro_case;
mod rand_range;
mod serial_truncated;
mod set_twice;
mod too_long;
mod unknown_macro;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &unknown_macro::UNKNOWN_MACRO,
    &macro_case::MACRO_CASE,
    &too_long::TOO_LONG,
    &invalid_chars::INVALID_CHARS,
    &all_digits::ALL_DIGITS,
    &rand_range::RAND_RANGE,
    &constant::CONSTANT,
    &collisions_likely::COLLISIONS_LIKELY,
    &serial_truncated::SERIAL_TRUNCATED,
    &set_twice::SET_TWICE,
];
