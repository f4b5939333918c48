//! `dl-personal-cloud`

use super::cloud_hosts::is_personal;
use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// A file comes from somebody's cloud storage.
    ///
    /// ## Why it matters
    ///
    /// The file belongs to a person: it is gone when they tidy up or leave, and who has the link can
    /// often see or change it. These services also answer with a page instead of the file when they
    /// want to ask something, and the script then runs or keeps that page.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Invoke-WebRequest 'https://www.dropbox.com/s/4lp1n3/kiosk.msi?dl=1' -OutFile C:\kiosk.msi
    /// ```
    ///
    /// ```batch
    /// curl -L -o kiosk.msi "https://alpineskihouse.sharepoint.com/:u:/s/it/Ea4lp1n3?download=1"
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Invoke-WebRequest https://files.alpineskihouse.example/kiosk.msi -OutFile C:\kiosk.msi
    /// # https://www.dropbox.com/s/4lp1n3/kiosk.msi?dl=1
    /// Start-Process 'https://www.dropbox.com/s/4lp1n3/kiosk.msi?dl=1'
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the file on a server of the organisation, or into the package. Hosts under
    /// `allowed-hosts` are left out.
    pub(crate) PERSONAL_CLOUD {
        id: "dl-personal-cloud", category: ScriptsDownload,
        severity: Warning, confidence: Certain, attack: ["T1102"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for fetch in package.fetches() {
        let Some(address) = fetch.address.as_ref().filter(|address| is_personal(address)) else {
            continue;
        };
        if context.site.allows_host(&address.host) {
            continue;
        }
        findings
            .at(fetch.call)
            .say(format!(
                "a download from {}, which is somebody's cloud storage: it belongs to a person and \
                 may vanish",
                address.host
            ))
            .here("fetched here")
            .help("put the file on a server of the organisation, or into the package");
    }
}
