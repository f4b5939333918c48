//! `dl-plain-http`

use super::registration::{is_started, runner};
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Fetch, Package};

lint! {
    /// A program or a script is fetched without encryption.
    ///
    /// ## Why it matters
    ///
    /// Over `http://` and `ftp://` anybody on the way (the access point, a proxy, another guest of
    /// the same network) can answer with something else, and what comes runs with full rights. A
    /// hash that is compared before it runs is what helps; then it is advice.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Invoke-WebRequest http://files.alpineskihouse.example/kiosk.msi -OutFile C:\kiosk.msi
    /// ```
    ///
    /// ```batch
    /// curl -o "%TEMP%\a.bin" ftp://files.alpineskihouse.example/latest
    /// start /wait "" "%TEMP%\a.bin"
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Invoke-WebRequest https://files.alpineskihouse.example/kiosk.msi -OutFile C:\kiosk.msi
    /// Invoke-WebRequest http://files.alpineskihouse.example/wallpaper.jpg -OutFile C:\wallpaper.jpg
    /// Invoke-RestMethod http://localhost:8080/agent.ps1
    /// ```
    ///
    /// ## What to do
    ///
    /// Use https, and compare the SHA-256 of the file before it runs. Hosts under `allowed-hosts`
    /// are a warning.
    pub(crate) PLAIN_HTTP {
        id: "dl-plain-http", category: ScriptsDownload,
        severity: Error, confidence: Certain, attack: ["T1557", "T1105"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for fetch in package.fetches().iter().filter(|fetch| is_plain(fetch)) {
        let Some(address) = &fetch.address else { continue };
        let finding = findings.at(fetch.call).here("not encrypted");
        if fetch.is_checked {
            finding
                .say(format!(
                    "a file comes from {} over plain {}; only the check behind it keeps it from \
                     being swapped on the way",
                    address.host, address.scheme
                ))
                .lowered_to(Severity::Advice)
                .help("use https as well");
            continue;
        }
        let finding = match fetch.is_run() {
            true => finding.say(format!(
                "code from {} comes over plain {}: it can be swapped on the way, and {} runs it",
                address.host,
                address.scheme,
                runner(&fetch.call)
            )),
            false => finding
                .say(format!(
                    "a program from {} comes over plain {}: it can be swapped on the way",
                    address.host, address.scheme
                ))
                .with_confidence(Confidence::Likely),
        };
        match is_started(&fetch.call) && !context.site.allows_host(&address.host) {
            true => finding,
            false => finding.lowered_to(Severity::Warning),
        }
        .help("use https, and compare the SHA-256 of the file before it runs");
    }
}

fn is_plain(fetch: &Fetch<'_>) -> bool {
    let is_plain = fetch.address.as_ref().is_some_and(|address| address.scheme != "https");
    is_plain && (fetch.is_run() || fetch.is_executable()) && !fetch.is_loopback()
}
