//! Local accounts, and who can sign in.

mod autologon_account_mismatch;
mod guest_account_enabled;
mod local_account_42_days;
mod local_account_builtin_name;
mod local_account_group_invalid;
mod local_account_missing_password;
mod local_account_name_invalid;
mod local_account_password_policy_conflict;
mod local_account_weak_password;
mod local_account_with_autologon;
mod local_admin_added_by_script;
mod local_admin_plaintext_password;
mod localized_group_name;
mod no_break_glass_account;
mod oobe_hidden_no_account;
mod password_never_expires;
mod password_reused;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &oobe_hidden_no_account::OOBE_HIDDEN_NO_ACCOUNT,
    &no_break_glass_account::NO_BREAK_GLASS_ACCOUNT,
    &local_admin_plaintext_password::LOCAL_ADMIN_PLAINTEXT_PASSWORD,
    &local_account_weak_password::LOCAL_ACCOUNT_WEAK_PASSWORD,
    &local_account_password_policy_conflict::LOCAL_ACCOUNT_PASSWORD_POLICY_CONFLICT,
    &local_account_42_days::LOCAL_ACCOUNT_42_DAYS,
    &local_account_missing_password::LOCAL_ACCOUNT_MISSING_PASSWORD,
    &local_account_group_invalid::LOCAL_ACCOUNT_GROUP_INVALID,
    &local_account_name_invalid::LOCAL_ACCOUNT_NAME_INVALID,
    &local_account_builtin_name::LOCAL_ACCOUNT_BUILTIN_NAME,
    &local_account_with_autologon::LOCAL_ACCOUNT_WITH_AUTOLOGON,
    &autologon_account_mismatch::AUTOLOGON_ACCOUNT_MISMATCH,
    &password_reused::PASSWORD_REUSED,
    &password_never_expires::PASSWORD_NEVER_EXPIRES,
    &guest_account_enabled::GUEST_ACCOUNT_ENABLED,
    &local_admin_added_by_script::LOCAL_ADMIN_ADDED_BY_SCRIPT,
    &localized_group_name::LOCALIZED_GROUP_NAME,
];
