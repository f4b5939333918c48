//! `dl-msi-from-url`

use super::registration::is_started;
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall, Tool};

lint! {
    /// Windows Installer is given an address.
    ///
    /// ## Why it matters
    ///
    /// `msiexec` fetches the package and runs what is in it in one step, as SYSTEM. Nothing can
    /// compare a hash in between, over https neither, and security products block the call since
    /// malware is installed this way.
    ///
    /// ## Fires
    ///
    /// ```command
    /// msiexec /i https://files.alpineskihouse.example/4.2/kiosk.msi /qn
    /// ```
    ///
    /// ```powershell
    /// $installer = New-Object -ComObject WindowsInstaller.Installer
    /// $installer.InstallProduct('https://files.alpineskihouse.example/4.2/kiosk.msi', '')
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```command
    /// msiexec /i kiosk.msi SERVER=https://files.alpineskihouse.example/ /qn
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the file into the package, or fetch it, compare its SHA-256, and install the local file.
    /// Hosts under `allowed-hosts` are a warning.
    pub(crate) MSI_FROM_URL {
        id: "dl-msi-from-url", category: ScriptsDownload,
        severity: Error, confidence: Certain, attack: ["T1218.007"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let fetches = package.fetches().into_iter();
    for fetch in fetches.filter(|fetch| fetch.tool == Tool::Installer && is_msi(&fetch.call)) {
        let who = match fetch.call.is("msiexec") {
            true => "msiexec",
            false => "the installer of Windows",
        };
        let finding = findings
            .at(fetch.call)
            .say(format!(
                "an installer is fetched from {} and run by {who} in one step, with no chance to check it",
                fetch.shown_host()
            ))
            .here("fetched and installed here");
        let is_allowed = fetch.host().is_some_and(|host| context.site.allows_host(host));
        let finding = match is_allowed {
            true => finding.lowered_to(Severity::Warning),
            false => finding,
        };
        match is_started(&fetch.call) {
            true => finding,
            false => finding.lowered_to(Severity::Warning).with_confidence(Confidence::Likely),
        }
        .help("put the file into the package, or fetch it, compare its SHA-256 and install that");
    }
}

fn is_msi(call: &RunCall<'_>) -> bool {
    call.is_any(&["msiexec", "installproduct"])
}
