//! `net-pac-http`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Endpoint, EndpointKind, Package, Role, Stage};

lint! {
    /// The script that chooses the proxy comes over an unprotected channel.
    ///
    /// ## Why it matters
    ///
    /// A PAC file says for each address which way the device takes. Over plain http, or from a
    /// share, whoever answers in place of the server steers all traffic of the device past a proxy
    /// of their own.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <NetworkProxy>
    ///   <SetupScriptUrl>http://wpad.adatum.example/wpad.dat</SetupScriptUrl>
    /// </NetworkProxy>
    /// ```
    ///
    /// ```powershell
    /// $key = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings'
    /// Set-ItemProperty -Path $key -Name AutoConfigURL -Value 'http://web.adatum.example/proxy.pac'
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// reg add "HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings" /v AutoConfigURL /d https://web.adatum.example/proxy.pac /f
    /// ```
    ///
    /// ## What to do
    ///
    /// Serve the script by https, and name it so.
    pub(crate) PAC_HTTP {
        id: "net-pac-http", category: Network,
        severity: Warning, confidence: Certain, attack: ["T1557"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for endpoint in package.endpoints() {
        let way = match (endpoint.scheme.as_deref(), endpoint.kind) {
            (Some("http"), _) => "plain http",
            (_, EndpointKind::Share) => "a share",
            _ => continue,
        };
        if !is_script(&endpoint)
            || endpoint.is_loopback()
            || context.site.allows_host(&endpoint.host)
        {
            continue;
        }
        let finding = findings
            .at(endpoint.place())
            .say(format!(
                "the proxy script of {} comes over {way}: whoever answers in its place steers all \
                 traffic",
                endpoint.host
            ))
            .here(format!("fetched over {way}"));
        match endpoint.when {
            Stage::Unreached => finding.with_confidence(Confidence::Heuristic),
            _ => finding,
        }
        .help("serve the script by https");
    }
}

fn is_script(endpoint: &Endpoint<'_>) -> bool {
    let is_of_vpn =
        endpoint.setting().is_some_and(|setting| setting.path.leaf() == "ProxyAutoConfigUrl");
    endpoint.role == Role::ProxyScript || is_of_vpn
}
