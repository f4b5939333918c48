//! Local accounts, and who can sign in.

pub(super) mod oobe_hidden_no_account;
