//! `net-internal-hostname`

use crate::lint::{Context, Findings, lint};
use crate::package::{Endpoint, EndpointKind, Package, Role};

lint! {
    /// A setting names a host that only an internal network knows.
    ///
    /// ## Why it matters
    ///
    /// A name of one part, or one that ends in `.local`, `.lan`, `.internal` or `.corp`, means
    /// something on one network only. A device that is set up at home, at another site or on a
    /// staging network does not find the host, and what the setting asks for does not happen.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Policies>
    ///   <KioskBrowser>
    ///     <DefaultUrl>https://signage/lobby</DefaultUrl>
    ///   </KioskBrowser>
    /// </Policies>
    /// ```
    ///
    /// ```xml
    /// <Personalization>
    ///   <DesktopImageUrl>https://web01.adatum.local/desktop.jpg</DesktopImageUrl>
    /// </Personalization>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A public name, the device itself, and a host that the configuration allows:
    ///
    /// ```xml allowed-hosts=signage
    /// <Policies>
    ///   <KioskBrowser>
    ///     <DefaultUrl>https://signage/lobby</DefaultUrl>
    ///   </KioskBrowser>
    /// </Policies>
    /// <Personalization>
    ///   <DesktopImageUrl>https://www.adatum.example/desktop.jpg</DesktopImageUrl>
    ///   <LockScreenImageUrl>https://localhost/lock.jpg</LockScreenImageUrl>
    /// </Personalization>
    /// ```
    ///
    /// A host of the domain that the device joins: it is set up where the domain is.
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>adatum.local</DomainName>
    ///     <Account>adatum\joiner</Account>
    ///     <Password>Invented-Pebble-71</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <Personalization>
    ///   <DesktopImageUrl>https://web01.adatum.local/desktop.jpg</DesktopImageUrl>
    /// </Personalization>
    /// ```
    ///
    /// Servers that are internal by nature, of which other lints speak:
    ///
    /// ```xml
    /// <Policies>
    ///   <Update>
    ///     <UpdateServiceUrl>https://wsus.adatum.local:8531</UpdateServiceUrl>
    ///   </Update>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Use a name that every place of set-up can resolve, or set the devices up on that network and
    /// list the host under `allowed-hosts`.
    pub(crate) INTERNAL_HOSTNAME {
        id: "net-internal-hostname", category: Network,
        severity: Warning, confidence: Heuristic, yields_to: ["net-unc-path"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let domain = package.domain_join().map(|join| join.domain.value().trim().to_lowercase());
    for endpoint in package.endpoints() {
        let is_known = domain.as_deref().is_some_and(|domain| is_below(&endpoint.host, domain));
        if !endpoint.is_internal_name()
            || is_internal_by_nature(&endpoint)
            || is_known
            || context.site.allows_host(&endpoint.host)
        {
            continue;
        }
        let why = match endpoint.host.contains('.') {
            true => "its ending is none of the public Internet",
            false => "it has one part, which only a network's own name service completes",
        };
        findings
            .at(endpoint.host_place())
            .say(format!("the host {} is known on an internal network only", endpoint.host))
            .here(why)
            .help(
                "use a name that resolves wherever devices are set up, or list the host under \
                 allowed-hosts of the configuration",
            );
    }
}

/// The domain, servers of updates and proxies stand inside by design; enrolment has its own lints;
/// a name without a scheme may be anything.
fn is_internal_by_nature(endpoint: &Endpoint<'_>) -> bool {
    matches!(
        endpoint.role,
        Role::Domain
            | Role::Enrolment
            | Role::Updates
            | Role::Proxy
            | Role::VpnProxy
            | Role::ProxyScript
            | Role::Time
    ) || (endpoint.kind == EndpointKind::Host && !endpoint.host.contains('.'))
}

/// Whether a host is of that domain; a name of one part is completed to one.
fn is_below(host: &str, domain: &str) -> bool {
    !host.contains('.')
        || host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
