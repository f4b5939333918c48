//! `net-hardcoded-ip`

use std::collections::HashSet;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Endpoint, Package, Role, RunCall, Stage};

lint! {
    /// A host is named by its address.
    ///
    /// ## Why it matters
    ///
    /// An address belongs to one network: at another site the same number is another machine or
    /// none, and after a move of the server every device that was set up with the package looks for
    /// it in the wrong place. With https the certificate will not fit an address either.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Policies>
    ///   <KioskBrowser>
    ///     <DefaultUrl>https://10.20.0.15/signage</DefaultUrl>
    ///   </KioskBrowser>
    /// </Policies>
    /// ```
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <VPN>
    ///     <VPNSetting>
    ///       <VPNConfig VPNProfileName="Office" Name="Office">
    ///         <VPNSettings>
    ///           <ProfileType>Native</ProfileType>
    ///           <Server>8.8.4.4</Server>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ```powershell
    /// Invoke-WebRequest -Uri https://10.20.0.15/agent.json -OutFile C:\agent.json
    /// ```
    ///
    /// ```batch
    /// route add 10.0.0.0 mask 255.0.0.0 192.168.7.1
    /// ```
    ///
    /// A test of the Internet with an address that is known everywhere is an advice:
    ///
    /// ```powershell
    /// while (-not (Test-Connection 8.8.8.8 -Quiet -Count 1)) { Start-Sleep 5 }
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Names, the device itself, addresses that are kept for documentation, and numbers with dots
    /// that are versions:
    ///
    /// ```xml
    /// <Policies>
    ///   <KioskBrowser>
    ///     <DefaultUrl>https://signage.adatum.example/</DefaultUrl>
    ///   </KioskBrowser>
    ///   <Browser>
    ///     <SetHomeButtonURL>https://127.0.0.1:8080/</SetHomeButtonURL>
    ///     <SetNewTabPageURL>https://192.0.2.10/</SetNewTabPageURL>
    ///   </Browser>
    ///   <Start>
    ///     <StartLayout>10.0.22.1</StartLayout>
    ///   </Start>
    /// </Policies>
    /// ```
    ///
    /// ```powershell
    /// # ping 10.1.2.3
    /// Install-Module Pester -RequiredVersion 10.1.2.3
    /// Copy-Item C:\reader-10.1.2.3.msi C:\apps
    /// if ($version -ge '10.1.2.3') { 'new enough' }
    /// ```
    ///
    /// ```batch
    /// ping -n 10 127.0.0.1 >nul
    /// ```
    ///
    /// ## What to do
    ///
    /// Give the server a name and write that.
    pub(crate) HARDCODED_IP {
        id: "net-hardcoded-ip", category: Network,
        severity: Warning, confidence: Likely,
        yields_to: [
            "net-wsus-url", "net-proxy-hardcoded", "net-unc-path", "net-static-ip",
            "net-dns-override", "net-kms-server",
        ],
        since: "0.1.0",
        check,
    }
}

/// Public servers that answer everywhere and always.
const KNOWN: &[&str] = &[
    "1.0.0.1",
    "1.1.1.1",
    "208.67.220.220",
    "208.67.222.222",
    "4.2.2.1",
    "4.2.2.2",
    "8.8.4.4",
    "8.8.8.8",
    "9.9.9.9",
];

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let endpoints = package.endpoints();
    let at = |call: &RunCall<'_>| (call.part_index, call.index);
    let own = endpoints.iter().filter(|endpoint| endpoint.role == Role::Own);
    let own: HashSet<(usize, u32)> = own.filter_map(|endpoint| endpoint.call().map(at)).collect();
    let mut routed = HashSet::new();
    for endpoint in &endpoints {
        // The gateway of a fixed address belongs to it.
        let is_said = endpoint.role == Role::Route
            && endpoint.call().is_some_and(|call| own.contains(&at(call)));
        if endpoint.is_placeless()
            || is_said
            || matches!(endpoint.role, Role::Enrolment | Role::HostsFile)
            || context.site.allows_host(&endpoint.host)
        {
            continue;
        }
        if endpoint.role == Role::Route {
            let is_new = endpoint.call().is_none_or(|call| routed.insert(at(call)));
            if is_new {
                findings
                    .at(endpoint.spot())
                    .say(format!("a route is set with the address {}", endpoint.host))
                    .here("leads nowhere at another site")
                    .help("let DHCP announce routes, or leave them to the router");
            }
            continue;
        }
        if is_known_test(endpoint) {
            findings
                .at(endpoint.spot())
                .say(format!("the network is tested with the address {}", endpoint.host))
                .here("a network may block it although the Internet is there")
                .lowered_to(Severity::Advice)
                .help("test with the host that is needed next");
            continue;
        }
        let (what, here) = match endpoint.is_private() {
            true => ("a private address, which is another machine at another site", "private"),
            false => ("an address, which may be given to another machine", "public"),
        };
        let finding = findings
            .at(endpoint.spot())
            .say(format!("the host is named by {what}: {}", endpoint.host))
            .here(format!("a {here} address"));
        match endpoint.when {
            Stage::Unreached => finding.with_confidence(Confidence::Heuristic),
            _ => finding,
        }
        .help("give the server a name, and write that");
    }
}

fn is_known_test(endpoint: &Endpoint<'_>) -> bool {
    matches!(endpoint.role, Role::Probe | Role::Lookup) && KNOWN.contains(&endpoint.host.as_str())
}
