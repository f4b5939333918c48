//! The keys of `ppkglint.toml`. Reading, the schema and `config show` all go by this list.

use chrono::{DateTime, Utc};

use crate::lint::Site;

/// A key that states one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "`about` says what each is")]
pub enum Key {
    Select,
    Ignore,
    FailOn,
    MinConfidence,
    DeployUntil,
    TokenExpiry,
    TenantId,
    Network,
    AllowedHosts,
    AllowedRoots,
    AllowedRemoteTools,
    TokenWarnDays,
    FleetSize,
    MaxPackageMib,
    MaxAssetMib,
}

/// What a key states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Several words.
    Words(Vec<String>),
    /// One word.
    Word(String),
    /// How many.
    Count(u32),
    /// A day or a time.
    Time(DateTime<Utc>),
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// Ids of lints, categories, questions, or `all`.
    Lints,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A date or a time.
    Time,
    /// A GUID.
    Guid,
    /// Names of hosts.
    Hosts,
    /// Thumbprints of certificates.
    Thumbprints,
    /// Names of programs.
    Names,
    /// How many.
    Count,
}

/// What there is to say of a key.
pub(super) struct About {
    pub(super) word: &'static str,
    /// The table that it stands in; none for one that stands at the top.
    pub(super) table: Option<&'static str>,
    pub(super) takes: Takes,
    /// What it states, for the schema.
    pub(super) says: &'static str,
}

/// The words of `--fail-on`.
pub(super) const FAIL_ON: &[&str] = &["error", "warning", "advice", "never"];
/// The words of a severity.
pub(super) const SEVERITIES: &[&str] = &["error", "warning", "advice"];
/// The words of `--min-confidence`.
pub(super) const CONFIDENCES: &[&str] = &["heuristic", "likely", "certain"];
const NETWORKS: &[&str] = &["wired", "wireless"];
const THRESHOLDS: Option<&str> = Some("thresholds");

impl Key {
    /// All of them, in the order in which they are shown.
    pub const ALL: &[Self] = &[
        Self::Select,
        Self::Ignore,
        Self::FailOn,
        Self::MinConfidence,
        Self::DeployUntil,
        Self::TokenExpiry,
        Self::TenantId,
        Self::Network,
        Self::AllowedHosts,
        Self::AllowedRoots,
        Self::AllowedRemoteTools,
        Self::TokenWarnDays,
        Self::FleetSize,
        Self::MaxPackageMib,
        Self::MaxAssetMib,
    ];

    pub(super) fn about(self) -> About {
        let about = |word, takes, says| About { word, table: None, takes, says };
        let threshold = |word, says| About { word, table: THRESHOLDS, takes: Takes::Count, says };
        match self {
            Self::Select => about(
                "select",
                Takes::Lints,
                "Run only these: ids of lints, categories, questions, or `all`. Empty: all. What \
                 stands in `ignore` further up does not count any more.",
            ),
            Self::Ignore => about(
                "ignore",
                Takes::Lints,
                "Do not run these: ids of lints, categories, questions, or `all`. Added to those \
                 further up. A lint that `select` names by its id runs all the same.",
            ),
            Self::FailOn => about(
                "fail-on",
                Takes::Choice(FAIL_ON),
                "From which severity on a finding makes the exit code 1.",
            ),
            Self::MinConfidence => about(
                "min-confidence",
                Takes::Choice(CONFIDENCES),
                "Leave out findings that are less sure than this.",
            ),
            Self::DeployUntil => about(
                "deploy-until",
                Takes::Time,
                "Until when devices are set up with the package.",
            ),
            Self::TokenExpiry => {
                about("token-expiry", Takes::Time, "When the bulk token ends, as you know it.")
            }
            Self::TenantId => {
                about("tenant-id", Takes::Guid, "The tenant that the devices belong in: a GUID.")
            }
            Self::Network => about(
                "network",
                Takes::Choice(NETWORKS),
                "How devices reach the network while they are set up.",
            ),
            Self::AllowedHosts => about(
                "allowed-hosts",
                Takes::Hosts,
                "Hosts that a package may name: `host.example`, or `*.example` for all below it. \
                 Added to those further up.",
            ),
            Self::AllowedRoots => about(
                "allowed-roots",
                Takes::Thumbprints,
                "SHA-1 or SHA-256 thumbprints of root certificates that a package may install. \
                 Added to those further up.",
            ),
            Self::AllowedRemoteTools => about(
                "allowed-remote-tools",
                Takes::Names,
                "Programs for access from elsewhere that a package may set up, such as `TeamViewer`. \
                 Added to those further up.",
            ),
            Self::TokenWarnDays => threshold(
                "token-warn-days",
                "Days before the end of a bulk token from which on it is said to end soon.",
            ),
            Self::FleetSize => {
                threshold("fleet-size", "How many devices are set up with one package.")
            }
            Self::MaxPackageMib => {
                threshold("max-package-mib", "MiB of content from which on a package is too large.")
            }
            Self::MaxAssetMib => {
                threshold("max-asset-mib", "MiB from which on one file in a package is too large.")
            }
        }
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        self.about().word
    }

    /// The table of the file that it stands in; none at the top.
    pub fn table(self) -> Option<&'static str> {
        self.about().table
    }

    /// Whether a list is added to those of the layers below, instead of replacing them.
    pub(super) fn adds(self) -> bool {
        matches!(
            self,
            Self::Ignore | Self::AllowedHosts | Self::AllowedRoots | Self::AllowedRemoteTools
        )
    }

    /// What holds when nobody states it; none where nothing does.
    pub(super) fn default(self) -> Option<Value> {
        let site = Site::default();
        let word = |word: &str| Some(Value::Word(word.to_owned()));
        match self {
            Self::Select
            | Self::Ignore
            | Self::AllowedHosts
            | Self::AllowedRoots
            | Self::AllowedRemoteTools => Some(Value::Words(vec![])),
            Self::FailOn => word("error"),
            Self::MinConfidence => word("heuristic"),
            Self::Network => word(if site.is_wired { "wired" } else { "wireless" }),
            Self::DeployUntil | Self::TokenExpiry | Self::TenantId => None,
            Self::TokenWarnDays => Some(Value::Count(site.token_warn_days)),
            Self::FleetSize => site.fleet_size.map(Value::Count),
            Self::MaxPackageMib => Some(Value::Count(site.max_package_mib)),
            Self::MaxAssetMib => Some(Value::Count(site.max_asset_mib)),
        }
    }
}
