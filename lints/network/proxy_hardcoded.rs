//! `net-proxy-hardcoded`

use std::collections::HashSet;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Endpoint, Package, Role, Stage};

lint! {
    /// The package sets a proxy.
    ///
    /// ## Why it matters
    ///
    /// From that moment the device reaches the Internet through the proxy or not at all. If the
    /// network where it is set up has no such host, or the proxy keeps the hosts of enrolment from
    /// the device (it does not sign in to proxies as SYSTEM), set-up stops there. Whoever owns the
    /// proxy sees where the device goes.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <NetworkProxy>
    ///   <ProxyServer>
    ///     <ProxyAddress>proxy.adatum.example:8080</ProxyAddress>
    ///   </ProxyServer>
    /// </NetworkProxy>
    /// ```
    ///
    /// ```xml
    /// <NetworkProxy>
    ///   <SetupScriptUrl>https://web.adatum.example/proxy.pac</SetupScriptUrl>
    /// </NetworkProxy>
    /// ```
    ///
    /// ```batch
    /// netsh winhttp set proxy proxy.adatum.example:8080
    /// ```
    ///
    /// ```powershell
    /// $key = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Internet Settings'
    /// Set-ItemProperty -Path $key -Name AutoConfigURL -Value 'https://web.adatum.example/proxy.pac'
    /// ```
    ///
    /// The proxy of a VPN is in use only while the tunnel is up, so this is an advice:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <VPN>
    ///     <VPNSetting>
    ///       <VPNConfig VPNProfileName="Office" Name="Office">
    ///         <VPNSettings>
    ///           <Proxy>Manual</Proxy>
    ///           <ProxyServer>proxy.adatum.example:8080</ProxyServer>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A proxy that the configuration allows, and what goes past the proxy:
    ///
    /// ```xml allowed-hosts=proxy.adatum.example
    /// <NetworkProxy>
    ///   <ProxyServer>
    ///     <ProxyAddress>proxy.adatum.example:8080</ProxyAddress>
    ///     <Exceptions>intranet.adatum.example</Exceptions>
    ///   </ProxyServer>
    /// </NetworkProxy>
    /// ```
    ///
    /// ```powershell
    /// netsh winhttp reset proxy
    /// netsh winhttp show proxy
    /// Invoke-WebRequest https://web.adatum.example/list.txt -Proxy http://proxy.adatum.example:8080
    /// ```
    ///
    /// ## What to do
    ///
    /// Let the network announce its proxy, or make sure that this one exists on the staging network
    /// too and lets the hosts of enrolment through without sign-in; then list it under
    /// `allowed-hosts`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/networkproxy-csp>
    pub(crate) PROXY_HARDCODED {
        id: "net-proxy-hardcoded", category: Network,
        severity: Warning, confidence: Certain, attack: ["T1090"],
        yields_to: ["wifi-proxy-port"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let mut said = HashSet::new();
    for endpoint in package.endpoints() {
        if context.site.allows_host(&endpoint.host) || endpoint.is_loopback() {
            continue;
        }
        // A command may name one for each protocol.
        let is_proxy = matches!(endpoint.role, Role::Proxy | Role::ProxyScript);
        if let Some(call) = endpoint.call().filter(|_| is_proxy)
            && !said.insert((call.part_index, call.index))
        {
            continue;
        }
        match endpoint.role {
            Role::Proxy if endpoint.setting().is_none() => {
                report("traffic goes through the proxy", &endpoint, findings);
            }
            Role::Proxy => report("all traffic goes through the proxy", &endpoint, findings),
            Role::ProxyScript => {
                report("the proxy is chosen by a script of", &endpoint, findings);
            }
            Role::VpnProxy => {
                drop(
                    findings
                        .at(endpoint.spot())
                        .say(format!(
                            "while the VPN is up, traffic goes through the proxy {}",
                            endpoint.host
                        ))
                        .lowered_to(Severity::Advice)
                        .with_confidence(Confidence::Likely)
                        .help("check that the proxy is reachable through the tunnel"),
                );
            }
            _ => {}
        }
    }
}

fn report(what: &str, endpoint: &Endpoint<'_>, findings: &mut Findings<'_>) {
    let when = match endpoint.is_now() {
        true => ", also while the device is set up",
        false => "",
    };
    let finding = findings.at(endpoint.spot()).say(format!("{what} {}{when}", endpoint.host));
    match endpoint.when {
        Stage::Unreached => finding.with_confidence(Confidence::Heuristic),
        _ => finding,
    }
    .help(
        "check that the staging network has it and that it lets the hosts of enrolment \
             through, and list it under allowed-hosts",
    );
}
