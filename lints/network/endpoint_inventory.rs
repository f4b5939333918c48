//! `net-endpoint-inventory`

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{
    Endpoint, ImpliedBy, NamedService, OnlineService, Package, Place, Role, Stage,
};

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
    /// A service that a command names, which stands for hosts that nobody wrote down:
    ///
    /// ```powershell
    /// Install-Module PSWindowsUpdate -Force
    /// ```
    ///
    /// One that was not agreed upon:
    ///
    /// ```powershell allowed-hosts=web.adatum.example
    /// Invoke-WebRequest https://cdn.adatum.example/agent.json -OutFile C:\agent.json
    /// ```
    ///
    /// ```batch allowed-hosts=web.adatum.example
    /// winget install --id Adatum.Agent --source winget
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch allowed-hosts=cdn.winget.microsoft.com
    /// winget install --id Adatum.Agent --source winget
    /// ```
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
    let services = package.online_services();
    match context.site.allowed_hosts.is_empty() {
        true => list(package, &contacted, &services, findings),
        false => {
            not_allowed(&contacted, context, findings);
            services_not_allowed(&services, context, findings);
        }
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

/// A service stands for hosts that nobody wrote down, and that may change.
fn services_not_allowed(
    services: &[NamedService<'_>],
    context: &Context,
    findings: &mut Findings<'_>,
) {
    let mut said = HashSet::new();
    for named in services.iter().filter(|named| named.when != Stage::Unreached) {
        let hosts = named.service.hosts().iter().map(|(host, _)| *host);
        let missing: Vec<&str> = hosts.filter(|host| !context.site.allows_host(host)).collect();
        if missing.is_empty() || !said.insert(named.service) {
            continue;
        }
        findings
            .at(named.call)
            .say(format!(
                "{} is needed, and allowed-hosts does not list {}",
                named.service.name(),
                missing.join(", ")
            ))
            .here("not agreed upon")
            .lowered_to(Severity::Warning)
            .with_confidence(Confidence::Likely)
            .help("list the hosts under allowed-hosts of the configuration, or take it out");
    }
}

fn list(
    package: &Package,
    contacted: &[&Endpoint<'_>],
    services: &[NamedService<'_>],
    findings: &mut Findings<'_>,
) {
    let parts: Vec<String> =
        hosts(contacted).into_iter().chain(services_by_name(services)).collect();
    if parts.is_empty() {
        return;
    }
    let parts: Vec<String> = parts
        .into_iter()
        .chain(implied_by_settings(package))
        .chain(drives(package, contacted))
        .collect();
    let name = package.config.as_ref().and_then(|config| config.name.as_ref());
    findings
        .at(name.map_or_else(Place::package, Place::from))
        .say(format!("devices turn to {}", parts.join("; ")))
        .lowered_to(Severity::Advice)
        .help("give this list to the owner of the firewall");
}

/// `2 hosts: a.example:8080 (proxy), b.example`.
fn hosts(contacted: &[&Endpoint<'_>]) -> Option<String> {
    let mut hosts: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for endpoint in contacted {
        let roles = hosts.entry(shown(endpoint)).or_default();
        roles.extend(Some(endpoint.role.name()).filter(|_| endpoint.role != Role::Other));
    }
    if hosts.is_empty() {
        return None;
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
    let count = match hosts.len() {
        1 => "1 host".to_owned(),
        count => format!("{count} hosts"),
    };
    Some(format!("{count}: {}{more}", named.join(", ")))
}

/// `1 service: winget (cdn.winget.microsoft.com)`.
fn services_by_name(services: &[NamedService<'_>]) -> Option<String> {
    let reached = services.iter().filter(|named| named.when != Stage::Unreached);
    let services: BTreeSet<OnlineService> = reached.map(|named| named.service).collect();
    let named = services.iter().map(|service| {
        let hosts: Vec<&str> = service.hosts().iter().map(|(host, _)| *host).collect();
        format!("{} ({})", service.name(), hosts.join(", "))
    });
    let named: Vec<String> = named.collect();
    match named.len() {
        0 => None,
        1 => Some(format!("1 service: {}", named.join(", "))),
        count => Some(format!("{count} services: {}", named.join(", "))),
    }
}

fn implied_by_settings(package: &Package) -> Option<String> {
    let implied = package.implied_endpoints();
    let by_settings = implied.iter().filter(|one| !matches!(one.by, ImpliedBy::Service(_)));
    let hosts: BTreeSet<&str> = by_settings.map(|implied| implied.host).collect();
    let hosts: Vec<&str> = hosts.into_iter().collect();
    (!hosts.is_empty()).then(|| format!("implied by settings: {}", hosts.join(", ")))
}

/// `drives: S: (files.adatum.example), E: (given by nothing here)`.
fn drives(package: &Package, contacted: &[&Endpoint<'_>]) -> Option<String> {
    let mut letters: BTreeMap<char, BTreeSet<String>> = BTreeMap::new();
    for endpoint in contacted {
        let letter = endpoint.drive.map(|letter| letters.entry(letter).or_default());
        letter.map(|of| of.insert(endpoint.host.clone()));
    }
    let drives = package.drives();
    let is_any = drives.gives_unknown() || drives.gives_volumes();
    for used in drives.used.iter().filter(|used| used.call.stage() != Stage::Unreached) {
        if !is_any && !drives.gives(used.letter) && !letters.contains_key(&used.letter) {
            letters.insert(used.letter, BTreeSet::from(["given by nothing here".to_owned()]));
        }
    }
    let shown: Vec<String> = letters
        .into_iter()
        .map(|(letter, of)| {
            format!("{letter}: ({})", of.into_iter().collect::<Vec<_>>().join(", "))
        })
        .collect();
    (!shown.is_empty()).then(|| format!("drives: {}", shown.join(", ")))
}

/// The host, with its port where one is named.
fn shown(endpoint: &Endpoint<'_>) -> String {
    match endpoint.port {
        Some(port) => format!("{}:{port}", endpoint.host),
        None => endpoint.host.clone(),
    }
}
