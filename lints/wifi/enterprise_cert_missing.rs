//! `wifi-enterprise-cert-missing`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Covers, Package};

/// Digits of a thumbprint.
const SHA1_DIGITS: usize = 40;

lint! {
    /// A profile trusts a root that the package does not install.
    ///
    /// ## Why it matters
    ///
    /// A profile names the roots that the server may have its certificate from, by thumbprint. If a
    /// device does not have that root, it trusts no server and does not connect. After a renewal
    /// the profile often still names the old one.
    ///
    /// ## Fires
    ///
    /// The package installs a root, and the profile names another:
    ///
    /// ```corpus
    /// wifi-enterprise-stale-root
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The root that the profile names comes with the package:
    ///
    /// ```corpus
    /// wifi-enterprise-clean
    /// ```
    ///
    /// A profile that names none:
    ///
    /// ```corpus
    /// wifi-enterprise-user
    /// ```
    ///
    /// ## What to do
    ///
    /// Add the certificate under `Certificates/RootCertificates`, or name the right one in the
    /// profile. If devices have the root already (a public one, one in the image), ignore this and
    /// say so.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/eap-configuration>
    pub(crate) ENTERPRISE_CERT_MISSING {
        id: "wifi-enterprise-cert-missing", category: Wifi,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    if package.is_unread(Covers::Runtime) {
        return;
    }
    let Some(installed) = package.trusted_thumbprints() else { return };
    for network in package.wireless_networks() {
        let eap = network.one_x.as_ref().and_then(|one_x| one_x.eap.as_ref());
        let Some(validation) = eap.and_then(|eap| eap.validation.as_ref()) else { continue };
        // One of them is enough for a server.
        let has_one = validation.roots.iter().any(|root| installed.contains(&root.is));
        if has_one || validation.switched_off.is_some() {
            continue;
        }
        for root in validation.roots.iter().filter(|root| root.is.len() == SHA1_DIGITS) {
            let start: String = root.is.chars().take(8).collect();
            let finding = findings.at(root.place.clone()).say(format!(
                "{} trusts the root with the thumbprint {start}…, which the package does not install",
                network.called()
            ));
            // One that installs no root at all relies on those that a device has.
            let finding = match installed.is_empty() {
                true => finding.with_confidence(Confidence::Heuristic),
                false => finding,
            };
            finding.help(
                "add it under Certificates/RootCertificates, or ignore this if devices have it",
            );
        }
    }
}
