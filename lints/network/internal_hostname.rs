//! `net-internal-hostname`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Endpoint, EndpointKind, Package, Role};

lint! {
    /// A host is named that only an internal network knows.
    ///
    /// ## Why it matters
    ///
    /// A name of one part, or one that ends in `.local`, `.lan`, `.internal` or `.corp`, means
    /// something on one network only. A device that is set up at home, at another site or on a
    /// staging network does not find the host, and what the setting or the script wants of it does not
    /// happen.
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
    /// ```powershell
    /// Invoke-WebRequest -Uri https://web01.adatum.local/agent.json -OutFile C:\agent.json
    /// ```
    ///
    /// A test of the network, or what happens later, is an advice:
    ///
    /// ```batch
    /// ping -n 1 dc01.adatum.local
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
    /// Names of files, the computer's own name, and what cannot be known:
    ///
    /// ```powershell
    /// Copy-Item C:\settings.local C:\apps\reader.lan
    /// Get-CimInstance Win32_BIOS -ComputerName localhost
    /// Invoke-WebRequest "https://$server/agent.json" -OutFile C:\agent.json
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
    let endpoints = package.endpoints();
    let joined = package.domain_join().map(|join| join.domain.value().trim().to_lowercase());
    let by_script = endpoints.iter().filter(|endpoint| endpoint.role == Role::Domain);
    let domains: Vec<String> =
        joined.into_iter().chain(by_script.map(|endpoint| endpoint.host.clone())).collect();
    for endpoint in &endpoints {
        if !endpoint.is_internal_name()
            || is_internal_by_nature(endpoint)
            || domains.iter().any(|domain| is_below(&endpoint.host, domain))
            || context.site.allows_host(&endpoint.host)
        {
            continue;
        }
        let why = match endpoint.host.contains('.') {
            true => "its ending is none of the public Internet",
            false => "it has one part, which only a network's own name service completes",
        };
        let finding = findings
            .at(endpoint.spot())
            .say(format!("the host {} is known on an internal network only", endpoint.host))
            .here(why);
        // A test may be there to tell the networks apart; later the device may stand elsewhere.
        let is_soft = matches!(endpoint.role, Role::Probe | Role::Lookup) || !endpoint.is_now();
        match is_soft {
            true => finding.lowered_to(Severity::Advice),
            false => finding,
        }
        .help(
            "use a name that resolves wherever devices are set up, or list the host under \
             allowed-hosts of the configuration",
        );
    }
}

/// The domain, servers of updates, time and activation, and proxies stand inside by design;
/// enrolment has its own lints; a name without a scheme may be anything; whether a share is there
/// tells the networks apart.
fn is_internal_by_nature(endpoint: &Endpoint<'_>) -> bool {
    matches!(
        endpoint.role,
        Role::Domain
            | Role::Enrolment
            | Role::Updates
            | Role::Proxy
            | Role::CommandProxy
            | Role::VpnProxy
            | Role::ProxyScript
            | Role::Time
            | Role::Kms
            | Role::Printer
    ) || (endpoint.kind == EndpointKind::Share && endpoint.role == Role::Probe)
        || (endpoint.kind == EndpointKind::Host && !endpoint.host.contains('.'))
}

/// Whether a host is of that domain; a name of one part is completed to one.
fn is_below(host: &str, domain: &str) -> bool {
    !host.contains('.')
        || host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
