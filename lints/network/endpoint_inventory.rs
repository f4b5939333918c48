//! `net-endpoint-inventory`

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Endpoint, Package, Place, Role, Stage};

lint! {
    /// The hosts that devices turn to because of the package.
    ///
    /// ## Why it matters
    ///
    /// What a firewall keeps from the device while it is set up fails, often without a message.
    /// Whoever owns the firewall can only let through what somebody lists. With `allowed-hosts` in
    /// the configuration, a host that is not in it is an error: it was not agreed upon.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Invoke-WebRequest https://web.adatum.example/agent.json -OutFile C:\agent.json
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Update>
    ///     <UpdateServiceUrl>https://wsus.adatum.example:8531</UpdateServiceUrl>
    ///   </Update>
    /// </Policies>
    /// ```
    ///
    /// One that was not agreed upon:
    ///
    /// ```powershell allowed-hosts=web.adatum.example
    /// Invoke-WebRequest https://cdn.adatum.example/agent.json -OutFile C:\agent.json
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell allowed-hosts=web.adatum.example
    /// Invoke-WebRequest https://web.adatum.example/agent.json -OutFile C:\agent.json
    /// ```
    ///
    /// ```powershell
    /// Write-Host 'see https://web.adatum.example/help'
    /// Invoke-RestMethod http://localhost:8080/state
    /// ```
    ///
    /// ## What to do
    ///
    /// Give the list to the owner of the firewall; list the hosts under `allowed-hosts` once they
    /// are agreed upon.
    pub(crate) ENDPOINT_INVENTORY {
        id: "net-endpoint-inventory", category: Network,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Hosts that one message names; a list of more is for `inspect`.
const SHOWN: usize = 20;

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let endpoints = package.endpoints();
    let contacted: Vec<&Endpoint<'_>> =
        endpoints.iter().filter(|endpoint| is_contacted(endpoint)).collect();
    match context.site.allowed_hosts.is_empty() {
        true => list(package, &contacted, findings),
        false => not_allowed(&contacted, context, findings),
    }
}

/// Whether the device turns to it; what a setting names it does.
fn is_contacted(endpoint: &Endpoint<'_>) -> bool {
    !endpoint.is_loopback()
        && endpoint.when != Stage::Unreached
        && (endpoint.role.is_contact() || endpoint.setting().is_some())
}

fn not_allowed(contacted: &[&Endpoint<'_>], context: &Context, findings: &mut Findings<'_>) {
    let mut said = HashSet::new();
    for endpoint in contacted {
        if context.site.allows_host(&endpoint.host) || !said.insert(endpoint.host.as_str()) {
            continue;
        }
        let finding = findings
            .at(endpoint.spot())
            .say(format!(
                "the host {} ({}) is none of allowed-hosts",
                endpoint.host,
                endpoint.role.name()
            ))
            .here("not agreed upon");
        match endpoint.is_now() {
            true => finding,
            false => finding.with_confidence(Confidence::Likely),
        }
        .help("list the host under allowed-hosts of the configuration, or take it out");
    }
}

fn list(package: &Package, contacted: &[&Endpoint<'_>], findings: &mut Findings<'_>) {
    let mut hosts: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for endpoint in contacted {
        let roles = hosts.entry(shown(endpoint)).or_default();
        roles.extend(Some(endpoint.role.name()).filter(|_| endpoint.role != Role::Other));
    }
    if hosts.is_empty() {
        return;
    }
    let named: Vec<String> = hosts
        .iter()
        .take(SHOWN)
        .map(|(host, roles)| match roles.is_empty() {
            true => host.clone(),
            false => format!("{host} ({})", roles.iter().copied().collect::<Vec<_>>().join(", ")),
        })
        .collect();
    let more = match hosts.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let implied: BTreeSet<&str> =
        package.implied_endpoints().iter().map(|implied| implied.host).collect();
    let implied = match implied.is_empty() {
        true => String::new(),
        false => {
            let hosts = implied.into_iter().collect::<Vec<_>>().join(", ");
            format!("; implied by settings: {hosts}")
        }
    };
    let count = match hosts.len() {
        1 => "1 host".to_owned(),
        count => format!("{count} hosts"),
    };
    let name = package.config.as_ref().and_then(|config| config.name.as_ref());
    findings
        .at(name.map_or_else(Place::package, Place::from))
        .say(format!("devices turn to {count}: {}{more}{implied}", named.join(", ")))
        .lowered_to(Severity::Advice)
        .help("give this list to the owner of the firewall");
}

/// The host, with its port where one is named.
fn shown(endpoint: &Endpoint<'_>) -> String {
    match endpoint.port {
        Some(port) => format!("{}:{port}", endpoint.host),
        None => endpoint.host.clone(),
    }
}
