//! Hosts that no text of a package names, and that its settings and commands need.

use super::services::HostPort;
use super::{OnlineService, Origin};
use crate::package::run::Stage;
use crate::package::setting::Setting;
use crate::package::{Package, Role, WebAddress};

/// A host that a setting or a command implies.
#[derive(Debug, Clone)]
pub struct Implied<'p> {
    /// The host, `*.host` for all below it.
    pub host: &'static str,
    /// The port.
    pub port: u16,
    /// Why it is needed.
    pub by: ImpliedBy,
    /// The setting or command that needs it.
    pub origin: Origin<'p>,
    /// When the device turns to it.
    pub when: Stage,
    /// Whether something before it waits for the network; of a setting no.
    pub waited: bool,
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
    /// A service that a command names.
    Service(OnlineService),
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
            Self::Service(service) => service.name(),
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

/// Authorities of the worldwide cloud.
const WORLDWIDE: &[&str] = &["login.microsoftonline.com", "login.windows.net"];

impl Package {
    /// The hosts that its settings imply, without naming them; then those of the services that its
    /// commands name.
    pub fn implied_endpoints(&self) -> Vec<Implied<'_>> {
        let mut found = self.implied_by_settings();
        for named in self.online_services() {
            found.extend(named.service.hosts().iter().map(|(host, port)| Implied {
                host,
                port: *port,
                by: ImpliedBy::Service(named.service),
                origin: Origin::Call(named.call),
                when: named.when,
                waited: named.waited,
            }));
        }
        found
    }

    fn implied_by_settings(&self) -> Vec<Implied<'_>> {
        let mut found = vec![];
        if let Some(bulk) = self.bulk_token() {
            let authority = bulk.authority.and_then(|found| WebAddress::parse(found.value()));
            if authority.is_none_or(|address| WORLDWIDE.contains(&address.host.as_str())) {
                found.extend(
                    ENTRA.iter().map(|(host, port, by)| implied_by(bulk.token, (host, *port), *by)),
                );
            }
            // A server of its own takes the place of that of Microsoft.
            if !self.endpoints().iter().any(|endpoint| endpoint.role == Role::Time) {
                found.extend(of_service(bulk.token, OnlineService::Time, ImpliedBy::Time));
            }
        }
        if let Some(key) = self.product_keys().find(|key| !key.is_public() && !key.is_variable()) {
            found.extend(of_service(key.setting, OnlineService::Activation, ImpliedBy::Activation));
        }
        found
    }
}

fn of_service(
    setting: &Setting,
    service: OnlineService,
    by: ImpliedBy,
) -> impl Iterator<Item = Implied<'_>> {
    service.hosts().iter().map(move |host| implied_by(setting, *host, by))
}

fn implied_by(setting: &Setting, host: HostPort, by: ImpliedBy) -> Implied<'_> {
    let (host, port) = host;
    let origin = Origin::Setting(setting);
    Implied { host, port, by, origin, when: Stage::Now, waited: false }
}
