//! `edition-key-placeholder`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// Sample text stands where the product key belongs.
    ///
    /// ## Why it matters
    ///
    /// Text such as `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX` comes from an example. The device is given it
    /// as a key, refuses it, and keeps its edition; what the package sets for the other edition has
    /// no effect.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <UpgradeEditionWithProductKey>XXXXX-XXXXX-XXXXX-XXXXX-XXXXX</UpgradeEditionWithProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <ChangeProductKey>Enter your product key</ChangeProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// In a package that is built, a variable is too late:
    ///
    /// ```corpus
    /// edition-sample-key
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <UpgradeEditionWithProductKey>BCDFG-HJKMP-QRTVW-XY234-6789B</UpgradeEditionWithProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// An answer file may keep the place for a key that is put in when the package is built:
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <UpgradeEditionWithProductKey>{{PRODUCT_KEY}}</UpgradeEditionWithProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the key in when the package is built, so that it lies in no repository. With
    /// subscription activation no key is needed at all.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-editionupgrade>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/windowslicensing-csp>
    pub(crate) KEY_PLACEHOLDER {
        id: "edition-key-placeholder", category: Edition,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for key in package.product_keys() {
        let is_late = key.is_variable() && package.has_runtime;
        if !is_late && !key.is_sample() {
            continue;
        }
        let message = match is_late {
            true => "a variable stands for the product key, and nothing puts one in any more",
            false => "sample text stands for the product key",
        };
        let mut finding = findings.at(key.setting).say(message).here("no key of any edition");
        if !package.has_runtime {
            // Before the package is built, the key may still be put in.
            finding = finding.lowered_to(Severity::Warning);
        }
        finding.help(
            "put the key in when the package is built; subscription activation needs none at all",
        );
    }
}
