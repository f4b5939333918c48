//! What a lint knows beside the package: the clock, and what the user states.

use chrono::{DateTime, Utc};

/// What holds for the whole run.
#[derive(Debug, Clone)]
pub struct Context {
    /// The clock.
    pub now: DateTime<Utc>,
    /// When the bulk token ends, as the user states it.
    pub token_expiry: Option<DateTime<Utc>>,
}

impl Context {
    /// A run at that time, of which the user states nothing.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self { now, token_expiry: None }
    }

    /// Whether the user states what a lint needs.
    pub fn has(&self, need: Need) -> bool {
        match need {
            Need::TokenExpiry => self.token_expiry.is_some(),
        }
    }
}

/// Something that only the user can state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// `--token-expiry`.
    TokenExpiry,
}

impl Need {
    /// The option that states it.
    pub fn option(self) -> &'static str {
        match self {
            Self::TokenExpiry => "--token-expiry",
        }
    }
}
