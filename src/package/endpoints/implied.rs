//! Hosts that no text of a package names, and that its settings need.

use crate::package::setting::Setting;
use crate::package::{Package, Role, WebAddress};

/// A host that a setting implies.
#[derive(Debug, Clone, Copy)]
pub struct Implied<'p> {
    /// The host, `*.host` for all below it.
    pub host: &'static str,
    /// The port.
    pub port: u16,
    /// Why it is needed.
    pub by: ImpliedBy,
    /// The setting that needs it.
    pub setting: &'p Setting,
}

/// What needs a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImpliedBy {
    /// Joining Microsoft Entra ID.
    EntraJoin,
    /// Registering the device there.
    Registration,
    /// Enrolment with Intune, where the tenant has it.
    Intune,
    /// The time, without which no TLS works.
    Time,
    /// Activation.
    Activation,
}

impl ImpliedBy {
    /// What it is called in a list.
    pub fn name(self) -> &'static str {
        match self {
            Self::EntraJoin => "Entra join",
            Self::Registration => "device registration",
            Self::Intune => "Intune enrolment",
            Self::Time => "time",
            Self::Activation => "activation",
        }
    }
}

/// Of the worldwide cloud; others have other hosts.
const ENTRA: &[(&str, u16, ImpliedBy)] = &[
    ("login.microsoftonline.com", 443, ImpliedBy::EntraJoin),
    ("enterpriseregistration.windows.net", 443, ImpliedBy::Registration),
    ("enterpriseenrollment.manage.microsoft.com", 443, ImpliedBy::Intune),
    ("enrollment.manage.microsoft.com", 443, ImpliedBy::Intune),
    ("*.manage.microsoft.com", 443, ImpliedBy::Intune),
];

const ACTIVATION: &[(&str, u16, ImpliedBy)] = &[
    ("activation.sls.microsoft.com", 443, ImpliedBy::Activation),
    ("activation-v2.sls.microsoft.com", 443, ImpliedBy::Activation),
    ("validation.sls.microsoft.com", 443, ImpliedBy::Activation),
    ("licensing.mp.microsoft.com", 443, ImpliedBy::Activation),
];

const TIME: (&str, u16, ImpliedBy) = ("time.windows.com", 123, ImpliedBy::Time);

/// Authorities of the worldwide cloud.
const WORLDWIDE: &[&str] = &["login.microsoftonline.com", "login.windows.net"];

impl Package {
    /// The hosts that its settings imply, without naming them.
    pub fn implied_endpoints(&self) -> Vec<Implied<'_>> {
        let mut found = vec![];
        let mut add = |setting, hosts: &[(&'static str, u16, ImpliedBy)]| {
            found.extend(hosts.iter().map(|(host, port, by)| Implied {
                host,
                port: *port,
                by: *by,
                setting,
            }));
        };
        if let Some(bulk) = self.bulk_token() {
            let authority = bulk.authority.and_then(|found| WebAddress::parse(found.value()));
            if authority.is_none_or(|address| WORLDWIDE.contains(&address.host.as_str())) {
                add(bulk.token, ENTRA);
            }
            // A server of its own takes the place of that of Microsoft.
            if !self.endpoints().iter().any(|endpoint| endpoint.role == Role::Time) {
                add(bulk.token, &[TIME]);
            }
        }
        if let Some(key) = self.product_keys().find(|key| !key.is_public() && !key.is_variable()) {
            add(key.setting, ACTIVATION);
        }
        found
    }
}
