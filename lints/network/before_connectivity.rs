//! `net-before-connectivity`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The first command that needs a network does not wait for it.
    ///
    /// ## Why it matters
    ///
    /// Commands run as soon as the package is applied. A Wi-Fi that the same package brings may
    /// take some seconds more, and a cable some for its address. What is fetched before that fails,
    /// on some devices and not on others.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Invoke-WebRequest https://web.adatum.example/agent.json -OutFile C:\agent.json
    /// ```
    ///
    /// ```batch
    /// curl -o C:\agent.json https://web.adatum.example/agent.json
    /// timeout /t 30 /nobreak
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// What waits, or tries again, and what needs no network:
    ///
    /// ```powershell
    /// while (-not (Test-NetConnection web.adatum.example -Port 443 -InformationLevel Quiet)) { Start-Sleep 5 }
    /// Invoke-WebRequest https://web.adatum.example/agent.json -OutFile C:\agent.json
    /// ```
    ///
    /// ```batch
    /// curl --retry 10 --retry-delay 5 -o C:\agent.json https://web.adatum.example/agent.json
    /// ```
    ///
    /// ```powershell
    /// Invoke-RestMethod http://localhost:8080/state
    /// Copy-Item .\agent.json C:\agent.json
    /// ```
    ///
    /// ```powershell network=wired
    /// Invoke-WebRequest https://web.adatum.example/agent.json -OutFile C:\agent.json
    /// ```
    ///
    /// ## What to do
    ///
    /// Wait for a named host, with a limit of some minutes; or let the command try again by itself
    /// (`curl --retry`, `-MaximumRetryCount` of PowerShell 7).
    pub(crate) BEFORE_CONNECTIVITY {
        id: "net-before-connectivity", category: Network,
        severity: Advice, confidence: Heuristic, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    if context.site.is_wired {
        return;
    }
    let Some(act) = package.first_network_act().filter(|act| !act.waited) else { return };
    findings
        .at(act.call)
        .say("this needs the network, and nothing before it waits until the network is there")
        .here("the first command that needs it")
        .help("wait for a named host, with a time limit, or let the command try again by itself");
}
