//! What a lint knows beside the package: the clock, and what the user states.

use chrono::{DateTime, Utc};

use super::Site;
use crate::package::Package;

/// What holds for the whole run.
#[derive(Debug, Clone)]
pub struct Context {
    /// The clock.
    pub now: DateTime<Utc>,
    /// Until when devices are set up with the package, as the user states it.
    pub deploy_until: Option<DateTime<Utc>>,
    /// When the bulk token ends, as the user states it.
    pub token_expiry: Option<DateTime<Utc>>,
    /// The tenant that the devices belong in, as the user states it: a GUID in lower case without
    /// braces.
    pub tenant_id: Option<String>,
    /// What the configuration says of the site, and how much is too much.
    pub site: Site,
}

impl Context {
    /// A run at that time, of which the user states nothing.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self { now, deploy_until: None, token_expiry: None, tenant_id: None, site: Site::default() }
    }

    /// Whether the user states what a lint needs.
    pub fn has(&self, need: Need) -> bool {
        match need {
            Need::TokenExpiry => self.token_expiry.is_some(),
            Need::TenantId => self.tenant_id.is_some(),
        }
    }
}

/// Something that only the user can state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// `--token-expiry`.
    TokenExpiry,
    /// `--tenant-id`.
    TenantId,
}

impl Need {
    /// Whether stating it could change what is said of a package.
    pub fn matters_to(self, package: &Package) -> bool {
        match self {
            Self::TokenExpiry | Self::TenantId => package.bulk_token().is_some(),
        }
    }

    /// The option that states it.
    pub fn option(self) -> &'static str {
        match self {
            Self::TokenExpiry => "--token-expiry",
            Self::TenantId => "--tenant-id",
        }
    }
}
