//! `dl-no-integrity-check`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Fate, Package};

lint! {
    /// A file is fetched and run, and nothing compares its hash or looks at its signature.
    ///
    /// ## Why it matters
    ///
    /// Encryption says that the file comes from that server, not that it is the file that was tried
    /// before the rollout. If the server is broken into, or simply has a new version, every device
    /// runs that.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $file = "$env:TEMP\kiosk.exe"
    /// Invoke-WebRequest https://files.alpineskihouse.example/4.2/kiosk.exe -OutFile $file
    /// Start-Process $file -ArgumentList /S -Wait
    /// ```
    ///
    /// An installer that comes in an archive, and a hash that is printed and compared with nothing:
    ///
    /// ```powershell
    /// Invoke-WebRequest https://files.alpineskihouse.example/4.2/kiosk.zip -OutFile C:\kiosk.zip
    /// Get-FileHash C:\kiosk.zip
    /// Expand-Archive C:\kiosk.zip -DestinationPath C:\Kiosk
    /// Start-Process C:\Kiosk\setup.exe -ArgumentList /S -Wait
    /// ```
    ///
    /// MD5 and SHA-1 keep a file from being swapped later, and not its author from making two with
    /// the same hash; that is advice:
    ///
    /// ```batch
    /// curl -L -o kiosk.exe https://files.alpineskihouse.example/4.2/kiosk.exe
    /// certutil -hashfile kiosk.exe MD5 | find /i "0f343b0931126a20f133d67c2b018a3b" || exit /b 1
    /// kiosk.exe /S
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A hash or a signature is looked at between the two, by the script or by Windows, or the file is
    /// not run:
    ///
    /// ```powershell
    /// $file = "$env:TEMP\kiosk.exe"
    /// Invoke-WebRequest https://files.alpineskihouse.example/4.2/kiosk.exe -OutFile $file
    /// if ((Get-FileHash $file -Algorithm SHA256).Hash -ne '7A51') { exit 1 }
    /// Start-Process $file -ArgumentList /S -Wait
    /// Invoke-WebRequest https://files.alpineskihouse.example/4.2/menu.json -OutFile C:\menu.json
    /// Invoke-WebRequest https://files.alpineskihouse.example/4.2/menu.msix -OutFile C:\menu.msix
    /// Add-AppxPackage C:\menu.msix
    /// winget install --id Alpine.Kiosk --version 4.2 --silent
    /// ```
    ///
    /// ## What to do
    ///
    /// Fetch a version that does not change, and compare `Get-FileHash -Algorithm SHA256` with the
    /// hash of the file that was tried, or ask `Get-AuthenticodeSignature` who signed it.
    pub(crate) NO_INTEGRITY_CHECK {
        id: "dl-no-integrity-check", category: ScriptsDownload,
        severity: Warning, confidence: Likely, attack: ["T1105"],
        yields_to: [
            "dl-persistent-remote-code",
            "dl-execute-remote-code",
            "dl-lolbin",
            "dl-plain-http",
            "dl-msi-from-url",
            "dl-shady-host",
            "dl-tls-check-disabled",
        ],
        since: "0.1.0",
        check,
    }
}

/// What installs only files whose signature Windows trusts.
const WINDOWS_CHECKS: &[&str] = &["add-appxpackage", "add-appxprovisionedpackage", "wusa"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for fetch in package.fetches() {
        let Fate::Started(start) = fetch.fate else { continue };
        let is_checked_by_windows =
            start.is_any(WINDOWS_CHECKS) && !start.has_parameter("AllowUnsigned");
        let is_checked = fetch.is_checked && fetch.weak_hash.is_none();
        if is_checked || fetch.is_loopback() || is_checked_by_windows {
            continue;
        }
        if let Some(hash) = fetch.weak_hash {
            findings
                .at(fetch.call)
                .say(format!(
                    "a file from {} is run, and compared by {hash} only: two files with the same \
                     {hash} can be made",
                    fetch.shown_host()
                ))
                .here("fetched here")
                .lowered_to(Severity::Advice)
                .help("compare its SHA-256");
            continue;
        }
        let finding = findings
            .at(fetch.call)
            .say(format!(
                "a file from {} is run, and nothing compares its hash or looks at its signature",
                fetch.shown_host()
            ))
            .here("fetched here");
        match start.place().span {
            Some(span) => finding.label(&span, "run here"),
            None => finding,
        }
        .help(
            "fetch a version that does not change, and compare Get-FileHash with its SHA-256 before \
             it runs",
        );
    }
}
