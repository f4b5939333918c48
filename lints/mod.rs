//! The lints, in the order of the documentation. How to add one: `lints/README.md`.

mod accounts;
mod bulk_token;
mod certificates;
mod computer_name;
mod credentials;
mod deployment_path;
mod deprecated;
mod domain_join;
mod edition;
mod multivariant;
mod network;
mod packaging;
mod policies;
mod schema;
mod scripts;
mod wifi;
mod workplace;

use std::sync::LazyLock;

use crate::lint::Lint;

/// Every lint.
pub static ALL: LazyLock<Vec<&'static Lint>> =
    LazyLock::new(|| [BEFORE, &scripts::FOLDERS, BEHIND].concat().concat());

/// The folders before those of scripts, in the order in which they are listed.
static BEFORE: &[&[&Lint]] = &[
    bulk_token::ALL,
    workplace::ALL,
    domain_join::ALL,
    computer_name::ALL,
    accounts::ALL,
    credentials::ALL,
    certificates::ALL,
    wifi::ALL,
    network::ALL,
    edition::ALL,
    policies::ALL,
    multivariant::ALL,
    packaging::ALL,
    schema::ALL,
];

/// The folders behind them.
static BEHIND: &[&[&Lint]] = &[deprecated::ALL, deployment_path::ALL];
