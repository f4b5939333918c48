//! `net-dns-override`

use std::collections::HashSet;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Endpoint, HostsEdit, Package, Role, Stage};

lint! {
    /// A script decides which server names are asked of, or what names mean.
    ///
    /// ## Why it matters
    ///
    /// A device with fixed DNS servers does not find the domain controllers of another site, and
    /// none at all where the servers cannot be reached. Whoever runs the server decides where every
    /// name leads. A line in the hosts file does the same for one name, and nobody looks for it
    /// there: lines that lead names of Microsoft or of a virus scanner astray cut the device off
    /// from updates and protection.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Set-DnsClientServerAddress -InterfaceAlias Ethernet -ServerAddresses 10.20.0.2, 10.20.0.3
    /// ```
    ///
    /// ```batch
    /// netsh interface ip set dns "Ethernet" static 10.20.0.2
    /// echo 10.20.0.9 intranet.adatum.example>> %windir%\System32\drivers\etc\hosts
    /// ```
    ///
    /// Names of Microsoft or of a virus scanner in the hosts file are an error:
    ///
    /// ```powershell
    /// Add-Content -Path "$env:windir\System32\drivers\etc\hosts" -Value '0.0.0.0 fe2.update.microsoft.com'
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Set-DnsClientServerAddress -InterfaceAlias Ethernet -ResetServerAddresses
    /// Resolve-DnsName www.adatum.example -Server 10.20.0.2
    /// Get-Content C:\Windows\System32\drivers\etc\hosts
    /// Add-Content -Path C:\ProgramData\hosts -Value '10.20.0.9 intranet.adatum.example'
    /// ```
    ///
    /// ## What to do
    ///
    /// Let DHCP name the DNS servers, and put names into a zone of the DNS.
    pub(crate) DNS_OVERRIDE {
        id: "net-dns-override", category: Network,
        severity: Error, confidence: Certain, attack: ["T1565.001"], since: "0.1.0",
        check,
    }
}

/// Domains whose names a hosts file has no business with.
const PROTECTED: &[&str] = &[
    "avast.com",
    "avg.com",
    "bitdefender.com",
    "crowdstrike.com",
    "eset.com",
    "kaspersky.com",
    "malwarebytes.com",
    "mcafee.com",
    "microsoft.com",
    "microsoftonline.com",
    "norton.com",
    "sentinelone.net",
    "sophos.com",
    "symantec.com",
    "trendmicro.com",
    "virustotal.com",
    "windows.com",
    "windows.net",
    "windowsupdate.com",
];

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let mut said = HashSet::new();
    for endpoint in package.endpoints().iter().filter(|endpoint| endpoint.role == Role::Dns) {
        // The servers of one command are one fact.
        let is_new = endpoint.call().is_none_or(|call| said.insert((call.part_index, call.index)));
        if is_new && !endpoint.is_loopback() && !context.site.allows_host(&endpoint.host) {
            server(endpoint, findings);
        }
    }
    let edits = package.hosts_edits();
    // A list of a thousand lines is one act.
    let mut edited = HashSet::new();
    for edit in &edits {
        let name =
            edit.entries.iter().map(|(_, name)| name.as_str()).find(|name| is_protected(name));
        if edited.insert((edit.call.part_index, name.is_some())) {
            hosts_file(edit, name, findings);
        }
    }
}

fn is_protected(name: &str) -> bool {
    PROTECTED.iter().any(|domain| {
        name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

fn server(endpoint: &Endpoint<'_>, findings: &mut Findings<'_>) {
    let finding = findings
        .at(endpoint.spot())
        .say(format!("names are asked of {} from then on, at every site", endpoint.host))
        .here("a DNS server of one network")
        .lowered_to(Severity::Warning);
    match endpoint.when {
        Stage::Unreached => finding.with_confidence(Confidence::Heuristic),
        _ => finding,
    }
    .help("leave the DNS servers to DHCP");
}

fn hosts_file(edit: &HostsEdit<'_>, protected: Option<&str>, findings: &mut Findings<'_>) {
    let finding = findings.at(edit.call);
    let finding = match (protected, edit.entries.first()) {
        (Some(name), _) => finding
            .say(format!("the hosts file leads {name} elsewhere"))
            .here("cuts the device off from updates, sign-in or protection"),
        (None, Some((address, name))) => finding
            .say(format!("the hosts file leads {name} to {address}, whatever the DNS says"))
            .lowered_to(Severity::Warning),
        (None, None) => finding
            .say("the hosts file is changed, which decides where names lead")
            .lowered_to(Severity::Warning)
            .with_confidence(Confidence::Likely),
    };
    match edit.call.stage() {
        Stage::Unreached => finding.with_confidence(Confidence::Heuristic),
        _ => finding,
    }
    .help("put the name into a zone of the DNS, and leave the hosts file alone");
}
