//! How settings are spelt and typed.

pub(super) mod misspelt_setting;
