//! `net-unc-path`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{EndpointKind, Package};

lint! {
    /// A setting points to a file on a share.
    ///
    /// ## Why it matters
    ///
    /// While a package is applied the device acts as SYSTEM: it has no account on the file server,
    /// guest access is off in Windows, and Windows 11 24H2 (Pro, Enterprise and Education) insists
    /// on signed connections. The path is then not found (0x80070035), and the setting has no
    /// effect. Devices outside the network never reach the share.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Personalization>
    ///   <DesktopImageUrl>\\files.adatum.example\pictures\desktop.jpg</DesktopImageUrl>
    /// </Personalization>
    /// ```
    ///
    /// ```xml
    /// <Personalization>
    ///   <LockScreenImageUrl>file://files.adatum.example/pictures/lock.jpg</LockScreenImageUrl>
    /// </Personalization>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A local file, and what only looks like a share:
    ///
    /// ```xml
    /// <Personalization>
    ///   <DesktopImageUrl>file:///C:/Windows/Web/desktop.jpg</DesktopImageUrl>
    ///   <LockScreenImageUrl>\\localhost\c$\lock.jpg</LockScreenImageUrl>
    /// </Personalization>
    /// ```
    ///
    /// A file on the machine of whoever built the package, whose content is packed:
    ///
    /// ```xml
    /// <Certificates>
    ///   <RootCertificates>
    ///     <RootCertificate CertificateName="Adatum" Name="Adatum">
    ///       <CertificatePath>\\build01\certificates\root.cer</CertificatePath>
    ///     </RootCertificate>
    ///   </RootCertificates>
    /// </Certificates>
    /// ```
    ///
    /// Folders that the virus scanner leaves out:
    ///
    /// ```xml
    /// <Policies>
    ///   <Defender>
    ///     <ExcludedPaths>\\files.adatum.example\builds</ExcludedPaths>
    ///   </Defender>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the file into the package, or serve it by https.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/storage/file-server/smb-signing>
    pub(crate) UNC_PATH {
        id: "net-unc-path", category: Network,
        severity: Warning, confidence: Certain, attack: ["T1021.002"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let joins = package.domain_join().is_some();
    for endpoint in package.endpoints() {
        if endpoint.kind != EndpointKind::Share
            || endpoint.is_loopback()
            || context.site.allows_host(&endpoint.host)
        {
            continue;
        }
        let finding = findings
            .at(endpoint.place())
            .say(format!(
                "the setting needs a share of {}, and SYSTEM has no account there while the \
                 package is applied",
                endpoint.host
            ))
            .here("not found (0x80070035) where the share asks who is there");
        match joins {
            // The computer's own account may be let in once the domain knows it.
            true => finding.with_confidence(Confidence::Likely).help(
                "put the file into the package; or let the domain's computers read the share",
            ),
            false => finding.help("put the file into the package, or serve it by https"),
        };
    }
}
