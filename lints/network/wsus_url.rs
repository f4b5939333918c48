//! `net-wsus-url`

use std::collections::HashSet;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Endpoint, Package, Role};

lint! {
    /// Windows gets its updates from a server that the package names.
    ///
    /// ## Why it matters
    ///
    /// From then on the device asks that server, and no other, what to install. Over plain http
    /// anybody on the way can answer instead, with Microsoft-signed tools that do as they are told:
    /// that is a known way to become SYSTEM. When the server cannot be reached, the device stays
    /// without updates. `CorpWSUS` is no server but what Windows Configuration Designer fills in.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Policies>
    ///   <Update>
    ///     <UpdateServiceUrl>http://wsus.adatum.example:8530</UpdateServiceUrl>
    ///   </Update>
    /// </Policies>
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Update>
    ///     <UpdateServiceUrl>CorpWSUS</UpdateServiceUrl>
    ///   </Update>
    /// </Policies>
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Update>
    ///     <UpdateServiceUrl>URL of the server</UpdateServiceUrl>
    ///   </Update>
    /// </Policies>
    /// ```
    ///
    /// ```batch
    /// set KEY=HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate
    /// reg add %KEY% /v WUServer /t REG_SZ /d http://wsus.adatum.example:8530 /f
    /// ```
    ///
    /// With https it is a warning:
    ///
    /// ```xml
    /// <Policies>
    ///   <Update>
    ///     <UpdateServiceUrl>https://wsus.adatum.local:8531</UpdateServiceUrl>
    ///   </Update>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A server that the configuration allows, by https:
    ///
    /// ```xml allowed-hosts=wsus.adatum.example
    /// <Policies>
    ///   <Update>
    ///     <UpdateServiceUrl>https://wsus.adatum.example:8531</UpdateServiceUrl>
    ///     <ActiveHoursStart>7</ActiveHoursStart>
    ///   </Update>
    /// </Policies>
    /// ```
    ///
    /// ```batch
    /// reg delete HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate /v WUServer /f
    /// ```
    ///
    /// ## What to do
    ///
    /// Use https, and make sure that the server is reachable from where devices are set up; or
    /// leave updates to the device management.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/policy-csp-update>
    pub(crate) WSUS_URL {
        id: "net-wsus-url", category: Network,
        severity: Error, confidence: Certain, attack: ["T1557"], since: "0.1.0",
        check,
    }
}

/// Where the server is named.
const SETTINGS: &[&str] =
    &["Policies/Update/UpdateServiceUrl", "Policies/Update/UpdateServiceUrlAlternate"];

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let mut read = HashSet::new();
    let mut servers = HashSet::new();
    for endpoint in package.endpoints().iter().filter(|found| found.role == Role::Updates) {
        // The server of reports stands beside that of updates, and is the same.
        if endpoint.setting().is_none() && !servers.insert(endpoint.text().to_lowercase()) {
            continue;
        }
        read.extend(endpoint.setting().map(|setting| setting.path.to_string()));
        let is_allowed = context.site.allows_host(&endpoint.host);
        match endpoint.scheme.as_deref() {
            _ if endpoint.host == "corpwsus" => placeholder(endpoint, findings),
            Some("http") => plain(endpoint, is_allowed, findings),
            _ if is_allowed => {}
            Some(_) => named(endpoint, findings),
            None => no_scheme(endpoint, findings),
        }
    }
    let settings = SETTINGS.iter().flat_map(|path| package.settings(path));
    for setting in settings.filter(|setting| setting.is_set()) {
        if !read.contains(&setting.path.to_string()) && !setting.value().contains("$(") {
            findings
                .at(setting)
                .say("the URL of the update server is none, so that the device finds no updates")
                .here("no URL")
                .help("name the server, or remove the setting so that Windows asks Microsoft");
        }
    }
}

fn placeholder(endpoint: &Endpoint<'_>, findings: &mut Findings<'_>) {
    findings
        .at(endpoint.place())
        .say("the update server CorpWSUS is none: it is what the setting holds before somebody fills it in")
        .here("the device finds no updates there")
        .help("name the server, or remove the setting so that Windows asks Microsoft");
}

fn no_scheme(endpoint: &Endpoint<'_>, findings: &mut Findings<'_>) {
    findings
        .at(endpoint.place())
        .say(format!("the update server {} is named without https://", endpoint.host))
        .here("no URL")
        .with_confidence(Confidence::Likely)
        .help("write the whole URL, such as https://wsus.adatum.example:8531");
}

fn plain(endpoint: &Endpoint<'_>, is_allowed: bool, findings: &mut Findings<'_>) {
    let finding = findings
        .at(endpoint.place())
        .say(format!(
            "updates come from {} over plain http: whoever answers in its place runs programs as \
             SYSTEM",
            endpoint.host
        ))
        .here("plain http");
    match is_allowed {
        true => finding.lowered_to(Severity::Warning),
        false => finding,
    }
    .help("turn on TLS for the update server (port 8531) and write https");
}

fn named(endpoint: &Endpoint<'_>, findings: &mut Findings<'_>) {
    let what = match endpoint.is_internal_name() || endpoint.is_private() {
        true => "which only the internal network reaches: elsewhere there are no updates",
        false => "and from nowhere else",
    };
    findings
        .at(endpoint.place())
        .say(format!("updates come from {}, {what}", endpoint.host))
        .lowered_to(Severity::Warning)
        .with_confidence(Confidence::Likely)
        .help(
            "check that devices reach it where they are set up, and list it under allowed-hosts; \
             or leave updates to the device management",
        );
}
