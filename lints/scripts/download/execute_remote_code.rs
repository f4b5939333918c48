//! `dl-execute-remote-code`

use super::registration::{is_started, runner};
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Fate, Fetch, Package, Tool};

lint! {
    /// Code is fetched over the network and run in the same breath.
    ///
    /// ## Why it matters
    ///
    /// What runs as SYSTEM is decided by a web server at the moment of set-up: by whoever owns it,
    /// or has broken into it, on that day. No review of the package covers it, two devices may get
    /// different code, and nothing of it is left on the disk to look at.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// irm https://setup.alpineskihouse.example/start.ps1 | iex
    /// ```
    ///
    /// ```powershell
    /// $client = New-Object Net.WebClient
    /// $code = $client.DownloadString('https://setup.alpineskihouse.example/start.ps1')
    /// & ([scriptblock]::Create($code)) -Quiet
    /// ```
    ///
    /// ```command
    /// cmd /c "curl -fsSL https://setup.alpineskihouse.example/start.cmd | cmd"
    /// ```
    ///
    /// ```command
    /// mshta https://setup.alpineskihouse.example/start.hta
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// # irm https://setup.alpineskihouse.example/start.ps1 | iex
    /// $sites = irm https://setup.alpineskihouse.example/sites.json
    /// $sites | ConvertTo-Json | Set-Content C:\ProgramData\Alpine\sites.json
    /// iex 'Get-Process'
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the script into the package. Where it has to come from elsewhere, fetch one version of it
    /// to a file, compare its SHA-256 with one that is written in the package, and run the file.
    /// Hosts under `allowed-hosts` are a warning.
    pub(crate) EXECUTE_REMOTE_CODE {
        id: "dl-execute-remote-code", category: ScriptsDownload,
        severity: Error, confidence: Certain, attack: ["T1059.001", "T1105"],
        yields_to: ["dl-persistent-remote-code"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for fetch in package.fetches().iter().filter(|fetch| is_code(fetch)) {
        let (host, runner) = (fetch.shown_host(), runner(&fetch.call));
        let finding = findings
            .at(fetch.call)
            .say(format!(
                "code from {host} is run as it comes: that server decides what {runner} runs"
            ))
            .here("fetched here");
        let finding = match fetch.fate {
            Fate::Evaluated(call) => match call.place().span {
                Some(span) if Some(&span) != fetch.call.place().span.as_ref() => {
                    finding.label(&span, "run here")
                }
                _ => finding,
            },
            _ => finding,
        };
        let finding = match fetch.host() {
            None => finding.with_confidence(Confidence::Likely),
            Some(host) if context.site.allows_host(host) => finding.lowered_to(Severity::Warning),
            Some(_) => finding,
        };
        match is_started(&fetch.call) {
            true => finding,
            false => finding.lowered_to(Severity::Warning).with_confidence(Confidence::Likely),
        }
        .help(
            "put the script into the package, or fetch one version of it to a file and compare its \
             SHA-256 before it runs",
        );
    }
}

fn is_code(fetch: &Fetch<'_>) -> bool {
    let is_run = match fetch.fate {
        Fate::Evaluated(_) => true,
        Fate::AtOnce => fetch.tool == Tool::Host && fetch.call.is("mshta"),
        Fate::Started(_) | Fate::Kept => false,
    };
    is_run && !fetch.is_loopback()
}
