//! How settings are spelt and typed.

mod attribute_misuse;
mod empty_value;
mod file_type;
mod key_missing;
mod misspelt_setting;
mod namespace;
mod placeholder_value;
mod required_missing;
mod unknown_setting;
mod value_type;
mod xml_invalid;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &xml_invalid::XML_INVALID,
    &namespace::NAMESPACE,
    &misspelt_setting::MISSPELT_SETTING,
    &unknown_setting::UNKNOWN_SETTING,
    &value_type::VALUE_TYPE,
    &required_missing::REQUIRED_MISSING,
    &key_missing::KEY_MISSING,
    &attribute_misuse::ATTRIBUTE_MISUSE,
    &empty_value::EMPTY_VALUE,
    &file_type::FILE_TYPE,
    &placeholder_value::PLACEHOLDER_VALUE,
];
