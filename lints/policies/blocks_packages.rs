//! `policy-blocks-packages`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// After this package the device refuses provisioning packages.
    ///
    /// ## Why it matters
    ///
    /// The policies hold from the moment that they are applied: the next package is refused, and so
    /// is a corrected version of this one. With `RequireProvisioningPackageSignature` only a package
    /// is taken that is signed by somebody whom the device trusts to provision it.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Policies>
    ///   <Security>
    ///     <AllowAddProvisioningPackage>No</AllowAddProvisioningPackage>
    ///   </Security>
    /// </Policies>
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Security>
    ///     <RequireProvisioningPackageSignature>Yes</RequireProvisioningPackageSignature>
    ///   </Security>
    /// </Policies>
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Security>
    ///     <AllowRemoveProvisioningPackage>0</AllowRemoveProvisioningPackage>
    ///   </Security>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The defaults, which templates write out:
    ///
    /// ```xml
    /// <Policies>
    ///   <Security>
    ///     <AllowAddProvisioningPackage>Yes</AllowAddProvisioningPackage>
    ///     <AllowRemoveProvisioningPackage>Yes</AllowRemoveProvisioningPackage>
    ///     <RequireProvisioningPackageSignature>No</RequireProvisioningPackageSignature>
    ///   </Security>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep it if that is the aim, and apply it last. Sign the packages and put the signer's
    /// certificate under `Certificates/TrustedProvisioners` where signatures are required.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/policy-csp-security>
    pub(crate) BLOCKS_PACKAGES {
        id: "policy-blocks-packages", category: Policies,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let policy = |name: &str, raw: &str| {
        let setting = package.setting(&format!("Policies/Security/{name}"));
        setting.filter(|setting| setting.is(raw))
    };
    if let Some(setting) = policy("AllowAddProvisioningPackage", "0") {
        findings
            .at(setting)
            .say("after this package the device takes no other one, nor a later version of this")
            .help("keep it if that is the aim, and apply this package last");
    }
    let provisioners = package.settings_below("Certificates/TrustedProvisioners").next();
    let is_signed = package.catalogue.as_ref().is_some_and(|catalogue| catalogue.signed);
    if let Some(setting) = policy("RequireProvisioningPackageSignature", "1")
        && !(is_signed && provisioners.is_some())
    {
        let what = match (is_signed, provisioners.is_some()) {
            (true, _) => "and this package brings no certificate to trust a signer by",
            (_, true) => "and no signature is beside this one",
            _ => "and this one brings neither a signature nor a certificate to trust a signer by",
        };
        findings
            .at(setting)
            .say(format!("after this package the device takes signed ones only, {what}"))
            .here("a corrected version has to be signed")
            .with_confidence(Confidence::Likely)
            .help(
                "sign the packages, and put the signer's certificate under \
                 Certificates/TrustedProvisioners",
            );
    }
    if let Some(setting) = policy("AllowRemoveProvisioningPackage", "0") {
        findings
            .at(setting)
            .say("nobody can remove this package from the device again")
            .lowered_to(Severity::Advice)
            .help("keep it if that is the aim");
    }
}
