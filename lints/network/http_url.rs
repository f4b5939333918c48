//! `net-http-url`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Endpoint, Package, Role, RunCall};

lint! {
    /// A page or file is asked for over plain http.
    ///
    /// ## Why it matters
    ///
    /// What comes over http can be read and changed by anybody on the way, such as the owner of a
    /// public Wi-Fi: another start page, another picture, another list of sites. Nothing shows that
    /// it was changed. A program that comes so is the program of whoever answers, and runs as SYSTEM.
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
    /// What is run or installed, and what is asked for with a password, is an error:
    ///
    /// ```powershell
    /// Invoke-WebRequest http://web.adatum.example/agent.msi -OutFile C:\agent.msi
    /// Start-Process msiexec -ArgumentList '/i C:\agent.msi /qn' -Wait
    /// ```
    ///
    /// ```batch
    /// curl -o C:\list.txt http://web.adatum.example/list.txt
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
    /// ```powershell
    /// <#
    /// .LINK
    ///     http://web.adatum.example/help
    /// #>
    /// $namespace = 'http://web.adatum.example/schema'
    /// Write-Host 'see http://web.adatum.example/help'
    /// Invoke-WebRequest http://www.msftconnecttest.com/connecttest.txt -UseBasicParsing
    /// Invoke-WebRequest https://web.adatum.example/list.txt -OutFile C:\list.txt
    /// ```
    ///
    /// ```batch
    /// signtool sign /fd sha256 /tr http://timestamp.digicert.com /td sha256 C:\a.exe
    /// ```
    ///
    /// ## What to do
    ///
    /// Use https. Where the server has none and the network is trusted, list the host under
    /// `allowed-hosts` of the configuration.
    pub(crate) HTTP_URL {
        id: "net-http-url", category: Network,
        severity: Error, confidence: Certain, attack: ["T1557"],
        yields_to: ["net-wsus-url", "net-pac-http", "dl-plain-http", "dl-msi-from-url"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for endpoint in package.endpoints() {
        if endpoint.scheme.as_deref() != Some("http")
            || is_of_others(&endpoint)
            || endpoint.is_loopback()
            || is_plain_by_design(&endpoint)
            || context.site.allows_host(&endpoint.host)
        {
            continue;
        }
        let host = &endpoint.host;
        let finding = findings.at(endpoint.place());
        if carries_secret(&endpoint) {
            finding
                .say(format!(
                    "{host} is sent a secret over plain http: anybody on the way reads it"
                ))
                .help("use https, and change the secret");
        } else if let Some(confidence) = is_code(&endpoint) {
            finding
                .say(format!(
                    "what {host} sends over plain http is run: anybody on the way decides what that is"
                ))
                .with_confidence(confidence)
                .help("use https, and compare the file with a known SHA-256 before it runs");
        } else {
            let what = match endpoint.role {
                Role::ProxyScript | Role::VpnProxy => {
                    "whoever answers in its place steers all traffic of the device"
                }
                _ => "anybody on the way can read and change it",
            };
            let finding = finding
                .say(format!("{host} is asked over plain http: {what}"))
                .lowered_to(Severity::Warning);
            match endpoint.role == Role::Other && endpoint.setting().is_none() {
                true => finding.with_confidence(Confidence::Likely),
                false => finding,
            }
            .help("use https, or list the host under allowed-hosts of the configuration");
        }
    }
}

/// Enrolment and proxies have lints of their own, and so have servers of updates in the registry,
/// where the same server stands twice.
fn is_of_others(endpoint: &Endpoint<'_>) -> bool {
    let in_script = endpoint.setting().is_none();
    endpoint.role == Role::Enrolment
        || in_script && matches!(endpoint.role, Role::Updates | Role::Proxy)
}

/// Whether a password goes along.
fn carries_secret(endpoint: &Endpoint<'_>) -> bool {
    endpoint.call().is_some_and(|call| {
        let header = call.parameter("headers").and_then(|headers| headers.entry("authorization"));
        endpoint.role == Role::File && (call.has_parameter("credential") || header.is_some())
    })
}

/// Whether what comes is run or installed while the package is applied, and how sure that is.
fn is_code(endpoint: &Endpoint<'_>) -> Option<Confidence> {
    const CODE: &[&str] = &[
        ".appx", ".bat", ".cab", ".cmd", ".dll", ".exe", ".msi", ".msix", ".msu", ".ps1", ".psm1",
        ".reg", ".vbs",
    ];
    let call = endpoint.call().filter(|call| call.is_now())?;
    if endpoint.role == Role::Program || is_piped_to_shell(call) {
        return Some(Confidence::Certain);
    }
    let text = endpoint.text().to_ascii_lowercase();
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let is_fetched = endpoint.role == Role::File;
    (is_fetched && CODE.iter().any(|ending| path.ends_with(ending))).then_some(Confidence::Likely)
}

/// Whether what takes its output runs it; that stands near.
fn is_piped_to_shell(call: &RunCall<'_>) -> bool {
    let sink = call.behind().take(50).find(|next| next.piped_from == Some(call.index));
    sink.is_some_and(|sink| sink.is_any(&["invoke-expression", "powershell", "pwsh", "cmd"]))
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
    let about_certificates = ["crl", "ocsp", "timestamp"]
        .iter()
        .any(|word| endpoint.host.split('.').next() == Some(*word));
    let text = endpoint.text().to_ascii_lowercase();
    HOSTS.contains(&endpoint.host.as_str())
        || about_certificates
        || text.split(['?', '#']).next().is_some_and(|path| path.ends_with(".crl"))
}
