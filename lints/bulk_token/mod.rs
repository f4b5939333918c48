//! The bulk token of an Entra ID enrolment.

mod and_domain_join;
mod authority_unexpected;
mod expired;
mod expires_soon;
mod expiry_unknown;
mod incomplete;
mod malformed;
mod mdm_blocked;
mod no_network;
mod tenant_mismatch;
mod unprotected;
mod wrong_client;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &expired::EXPIRED,
    &expires_soon::EXPIRES_SOON,
    &expiry_unknown::EXPIRY_UNKNOWN,
    &incomplete::INCOMPLETE,
    &malformed::MALFORMED,
    &tenant_mismatch::TENANT_MISMATCH,
    &wrong_client::WRONG_CLIENT,
    &authority_unexpected::AUTHORITY_UNEXPECTED,
    &and_domain_join::AND_DOMAIN_JOIN,
    &mdm_blocked::MDM_BLOCKED,
    &no_network::NO_NETWORK,
    &unprotected::UNPROTECTED,
];
