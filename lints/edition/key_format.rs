//! `edition-key-format`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place};

lint! {
    /// The product key does not have the form of one.
    ///
    /// ## Why it matters
    ///
    /// A product key has five groups of five characters with dashes between them, without vowels
    /// and without characters that look like others; `N` occurs once at most. A key that is not
    /// made so is refused, and the device keeps its edition.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <UpgradeEditionWithProductKey>BCDFG-HJKM-QRTVW-XY234-6789B</UpgradeEditionWithProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// It has a character that no key has:
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <ChangeProductKey>BCDFG-HJKMP-QRTVO-XY234-6789B</ChangeProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// The dashes are missing:
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <UpgradeEditionWithProductKey>BCDFGHJKMPQRTVWXY2346789B</UpgradeEditionWithProductKey>
    /// </EditionUpgrade>
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
    /// What stands for a key is not one yet:
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <UpgradeEditionWithProductKey>{{PRODUCT_KEY}}</UpgradeEditionWithProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// Sample text is the matter of `edition-key-placeholder`:
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <UpgradeEditionWithProductKey>XXXXX-XXXXX-XXXXX-XXXXX-XXXXX</UpgradeEditionWithProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// ## What to do
    ///
    /// Copy the key again, with its dashes, from the volume licensing portal.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-editionupgrade>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/windowslicensing-csp>
    pub(crate) KEY_FORMAT {
        id: "edition-key-format", category: Edition,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for key in package.product_keys().filter(|key| !key.is_variable() && !key.is_sample()) {
        let Some(fault) = key.fault() else { continue };
        findings
            .at(Place::part_of(key.setting, &fault.part))
            .say(format!("the product key is malformed: {}", fault.reason))
            .here("Windows refuses the key for this")
            .help("copy the key again, with its dashes");
    }
}
