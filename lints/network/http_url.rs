//! `net-http-url`

use crate::lint::{Context, Findings, lint};
use crate::package::{Endpoint, Package, Role};

lint! {
    /// A setting names a page or file by plain http.
    ///
    /// ## Why it matters
    ///
    /// What comes over http can be read and changed by anybody on the way, such as the owner of a
    /// public Wi-Fi: another start page, another picture, another list of sites. Nothing shows that
    /// it was changed.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Policies>
    ///   <Browser>
    ///     <EnterpriseModeSiteList>http://web.adatum.example/sites.xml</EnterpriseModeSiteList>
    ///   </Browser>
    /// </Policies>
    /// ```
    ///
    /// A list of start pages, of which one is plain:
    ///
    /// ```xml
    /// <Policies>
    ///   <Browser>
    ///     <HomePages>&lt;https://a.adatum.example&gt;&lt;http://b.adatum.example&gt;</HomePages>
    ///   </Browser>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Namespaces in XML, the device itself, the pages by which Windows tests the network, lists of
    /// revoked certificates, which are signed, and lists of what is blocked:
    ///
    /// ```xml
    /// <Policies>
    ///   <Start>
    ///     <StartLayout>&lt;Layout xmlns="http://schemas.microsoft.com/Start/2014/x" /&gt;</StartLayout>
    ///   </Start>
    ///   <Browser>
    ///     <SetHomeButtonURL>http://localhost:8080/</SetHomeButtonURL>
    ///     <SetNewTabPageURL>http://www.msftconnecttest.com/redirect</SetNewTabPageURL>
    ///     <EnterpriseModeSiteList>http://pki.adatum.example/root.crl</EnterpriseModeSiteList>
    ///   </Browser>
    ///   <KioskBrowser>
    ///     <BlockedUrls>http://games.example</BlockedUrls>
    ///     <DefaultUrl>https://signage.adatum.example/</DefaultUrl>
    ///   </KioskBrowser>
    /// </Policies>
    /// ```
    ///
    /// ```xml allowed-hosts=*.adatum.example
    /// <Policies>
    ///   <KioskBrowser>
    ///     <DefaultUrl>http://signage.adatum.example/</DefaultUrl>
    ///   </KioskBrowser>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Use https. Where the server has none and the network is trusted, list the host under
    /// `allowed-hosts` of the configuration.
    pub(crate) HTTP_URL {
        id: "net-http-url", category: Network,
        severity: Warning, confidence: Certain, attack: ["T1557"],
        yields_to: ["net-wsus-url"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for endpoint in package.endpoints() {
        if endpoint.scheme.as_deref() != Some("http")
            || endpoint.role == Role::Enrolment
            || endpoint.is_loopback()
            || is_plain_by_design(&endpoint)
            || context.site.allows_host(&endpoint.host)
        {
            continue;
        }
        let what = match endpoint.role {
            Role::ProxyScript | Role::VpnProxy => {
                "whoever answers in its place steers all traffic of the device"
            }
            _ => "anybody on the way can read and change it",
        };
        findings
            .at(endpoint.place())
            .say(format!("{} is asked over plain http: {what}", endpoint.host))
            .help("use https, or list the host under allowed-hosts of the configuration");
    }
}

/// Names that are no pages, tests of the network, and what is signed by itself.
fn is_plain_by_design(endpoint: &Endpoint<'_>) -> bool {
    const HOSTS: &[&str] = &[
        "ipv6.msftconnecttest.com",
        "ipv6.msftncsi.com",
        "schemas.microsoft.com",
        "schemas.openxmlformats.org",
        "www.msftconnecttest.com",
        "www.msftncsi.com",
        "www.w3.org",
    ];
    let about_certificates =
        ["crl", "ocsp"].iter().any(|word| endpoint.host.split('.').next() == Some(*word));
    let text = endpoint.text().to_ascii_lowercase();
    HOSTS.contains(&endpoint.host.as_str())
        || about_certificates
        || text.split(['?', '#']).next().is_some_and(|path| path.ends_with(".crl"))
}
