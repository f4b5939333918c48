//! The bulk token of an Entra ID enrolment.

pub(super) mod expired;
