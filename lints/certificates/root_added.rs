//! `cert-root-added`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The package installs a root certificate.
    ///
    /// ## Why it matters
    ///
    /// From then on the device trusts whatever that authority signs: web sites, whose traffic can
    /// then be read on the way, programs, users. That is right for the authority of your own
    /// organisation, and the first thing an attacker would add. A package does it without a
    /// question, so a person should know each one.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// every-feature
    /// ```
    ///
    /// An answer file names it only:
    ///
    /// ```xml
    /// <Certificates>
    ///   <RootCertificates>
    ///     <RootCertificate CertificateName="Relecloud Root">
    ///       <CertificatePath>C:\Certificates\root.cer</CertificatePath>
    ///     </RootCertificate>
    ///   </RootCertificates>
    /// </Certificates>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// An authority that the configuration allows, by its SHA-1 or SHA-256:
    ///
    /// ```corpus allowed-roots=91535C2030CD0EAC4C26F744555F4694F11DDD6E
    /// every-feature
    /// ```
    ///
    /// An intermediate authority is not trusted by itself:
    ///
    /// ```xml
    /// <Certificates>
    ///   <CACertificates>
    ///     <CACerificate CertificateName="Relecloud Issuing">
    ///       <CertificatePath>C:\Certificates\root.cer</CertificatePath>
    ///     </CACerificate>
    ///   </CACertificates>
    /// </Certificates>
    /// ```
    ///
    /// ## What to do
    ///
    /// Compare the thumbprint with the one that the owner of the authority gives you by another
    /// way, then add it to `allowed-roots` in the configuration.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-certificates>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/rootcacertificates-csp>
    pub(crate) ROOT_ADDED {
        id: "cert-root-added", category: Certificates,
        severity: Warning, confidence: Certain, attack: ["T1553.004"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for root in package.root_certificates() {
        // What it is counts; by what name the package files it does not.
        let is_allowed = match &root.thumbprints {
            Some((sha1, sha256)) => [sha1, sha256].iter().any(|it| context.site.allows_root(it)),
            None => root.named.is_some_and(|named| context.site.allows_root(named)),
        };
        if is_allowed {
            continue;
        }
        let name = root.name.map_or_else(String::new, |name| format!(" {name}"));
        let thumbprint = match (&root.thumbprints, root.named) {
            (Some((sha1, _)), Some(named)) if !named.eq_ignore_ascii_case(sha1) => {
                format!(" (SHA-1 {sha1}, though the package files it as {named})")
            }
            (Some((sha1, _)), _) => format!(" (SHA-1 {sha1})"),
            (None, Some(named)) => format!(" (filed as SHA-1 {named})"),
            (None, None) => String::new(),
        };
        let mut finding = findings
            .at(root.author.unwrap_or(root.setting))
            .say(format!(
                "devices will trust whatever the root certificate{name}{thumbprint} signs"
            ))
            .here("a root for web sites, programs and users alike");
        if let (Some(_), Some(applied)) = (root.author, &root.setting.runtime) {
            finding = finding.label(&applied.span, "what the device gets");
        }
        finding.help(
            "compare the thumbprint with what the owner of the authority says, then add it to \
             allowed-roots in the configuration",
        );
    }
}
