//! `dl-shady-host`

use std::net::IpAddr;

use super::registration::is_started;
use super::shady_hosts::{DYNAMIC, FILE_HOSTS, PASTES, SHORTENERS, TUNNELS, is_one_of};
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Fetch, Package, is_global_address};

lint! {
    /// A file comes from a shortener, a paste site, a tunnel or a host for anybody's files.
    ///
    /// ## Why it matters
    ///
    /// Nobody knows who is behind the address, it is gone or another's next month, and what it leads
    /// to can be exchanged without a trace. Malware lies there, so that networks block these hosts
    /// and the device is reported.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Invoke-WebRequest https://bit.ly/3alpine -OutFile C:\kiosk.msi
    /// Invoke-WebRequest https://cdn.discordapp.com/attachments/1/2/kiosk.exe -OutFile C:\kiosk.exe
    /// ```
    ///
    /// ```batch
    /// curl -o kiosk.cmd https://pastebin.com/raw/4lp1n3
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// # https://bit.ly/3alpine
    /// Invoke-WebRequest https://files.alpineskihouse.example/kiosk.msi -OutFile C:\kiosk.msi
    /// Invoke-RestMethod http://10.1.2.3/kiosk.json
    /// ```
    ///
    /// ```powershell allowed-hosts=kiosk.duckdns.org
    /// Invoke-WebRequest https://kiosk.duckdns.org/kiosk.msi -OutFile C:\kiosk.msi
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the file on a server of your own, over https, and compare its SHA-256; or put it into the
    /// package. Hosts under `allowed-hosts` are left out.
    pub(crate) SHADY_HOST {
        id: "dl-shady-host", category: ScriptsDownload,
        severity: Error, confidence: Likely, attack: ["T1105", "T1102"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for fetch in package.fetches() {
        let Some(host) = fetch.host().filter(|host| !context.site.allows_host(host)) else {
            continue;
        };
        let Some((what, why)) = kind(host, &fetch) else { continue };
        let finding = findings
            .at(fetch.call)
            .say(format!("a download from {host}, {what}: {why}"))
            .here("fetched here");
        match is_started(&fetch.call) {
            true => finding,
            false => finding.lowered_to(Severity::Warning).with_confidence(Confidence::Heuristic),
        }
        .help("put the file on a server of your own, over https, and compare its SHA-256");
    }
}

type Kind = (&'static str, &'static str);

fn kind(host: &str, fetch: &Fetch<'_>) -> Option<Kind> {
    const LISTS: &[(&[&str], Kind)] = &[
        (SHORTENERS, ("a shortener of addresses", "where it leads can be changed")),
        (PASTES, ("a site for pasted texts", "anybody can put something there")),
        (FILE_HOSTS, ("a host for anybody's files", "nobody knows whose file it is")),
        (DYNAMIC, ("a name of dynamic DNS", "it leads to a line at somebody's home")),
        (TUNNELS, ("a tunnel", "it leads to somebody's computer")),
    ];
    let listed = LISTS.iter().find(|(list, _)| is_one_of(host, list));
    if let Some((_, kind)) = listed {
        return Some(*kind);
    }
    if host.split('.').any(|part| part.starts_with("xn--")) || !host.is_ascii() {
        return Some((
            "a name in letters of another script",
            "it may be made to look like another",
        ));
    }
    let address: IpAddr = host.parse().ok()?;
    let is_code = fetch.is_run() || fetch.is_executable();
    (is_code && is_global_address(address))
        .then_some(("a bare address of the internet", "no name says whose it is"))
}
