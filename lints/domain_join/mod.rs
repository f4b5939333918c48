//! The join of an Active Directory domain.

mod account_domain_mismatch;
mod account_format;
mod account_reuse;
mod hideoobe_without_admin;
mod hybrid_expectation;
mod in_script;
mod incomplete;
mod netbios_domain;
mod offline_blob;
mod ou_domain_mismatch;
mod ou_syntax;
mod password_plaintext;
mod privileged_account;
mod wifi_race;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &incomplete::INCOMPLETE,
    &password_plaintext::PASSWORD_PLAINTEXT,
    &privileged_account::PRIVILEGED_ACCOUNT,
    &account_format::ACCOUNT_FORMAT,
    &account_domain_mismatch::ACCOUNT_DOMAIN_MISMATCH,
    &ou_syntax::OU_SYNTAX,
    &ou_domain_mismatch::OU_DOMAIN_MISMATCH,
    &netbios_domain::NETBIOS_DOMAIN,
    &wifi_race::WIFI_RACE,
    &hideoobe_without_admin::HIDEOOBE_WITHOUT_ADMIN,
    &account_reuse::ACCOUNT_REUSE,
    &hybrid_expectation::HYBRID_EXPECTATION,
    &in_script::IN_SCRIPT,
    &offline_blob::OFFLINE_BLOB,
];
