//! `net-hardcoded-ip`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Role};

lint! {
    /// A setting names a host by its address.
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
    /// ## What to do
    ///
    /// Give the server a name and write that.
    pub(crate) HARDCODED_IP {
        id: "net-hardcoded-ip", category: Network,
        severity: Warning, confidence: Likely,
        yields_to: ["net-wsus-url", "net-proxy-hardcoded", "net-unc-path"],
        since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for endpoint in package.endpoints() {
        if endpoint.is_placeless()
            || endpoint.role == Role::Enrolment
            || context.site.allows_host(&endpoint.host)
        {
            continue;
        }
        let (what, here) = match endpoint.is_private() {
            true => ("a private address, which is another machine at another site", "private"),
            false => ("an address, which may be given to another machine", "public"),
        };
        findings
            .at(endpoint.host_place())
            .say(format!("the host is named by {what}: {}", endpoint.host))
            .here(format!("a {here} address"))
            .help("give the server a name, and write that");
    }
}
