//! The join of an Active Directory domain.

mod distinguished_name;
pub(super) mod ou_syntax;
