//! `edition-key-exposed`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// A product key that may be yours alone stands in clear.
    ///
    /// ## Why it matters
    ///
    /// The key lies readable in the package. If it is a multiple activation key, whoever finds it
    /// can use up its activations, and Microsoft may block it. The keys that Microsoft publishes
    /// for KMS clients and for Setup give nothing away, and this lint knows them; of any other it
    /// cannot tell whose it is.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <UpgradeEditionWithProductKey>BCDFG-HJKMP-QRTVW-XY234-6789B</UpgradeEditionWithProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A key that Microsoft publishes for every KMS client:
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <UpgradeEditionWithProductKey>NPPR9-FWDCX-D2C8J-H872K-2YT43</UpgradeEditionWithProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// Sample text, and a key that is none, give nothing away:
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <UpgradeEditionWithProductKey>XXXXX-XXXXX-XXXXX-XXXXX-XXXXX</UpgradeEditionWithProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// ```xml
    /// <EditionUpgrade>
    ///   <UpgradeEditionWithProductKey>BCDFG-HJKM-QRTVW-XY234-6789B</UpgradeEditionWithProductKey>
    /// </EditionUpgrade>
    /// ```
    ///
    /// ## What to do
    ///
    /// Take subscription activation, which needs no key, or activate by KMS or Active Directory
    /// with the public key of the edition. Else keep the package like the key.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/get-started/kms-client-activation-keys>
    /// * <https://learn.microsoft.com/windows/deployment/windows-subscription-activation>
    pub(crate) KEY_EXPOSED {
        id: "edition-key-exposed", category: Edition,
        question: GivesAway,
        severity: Warning, confidence: Likely, attack: ["T1552.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for key in package.product_keys() {
        if key.is_variable() || key.is_sample() || key.is_public() || key.fault().is_some() {
            continue;
        }
        findings
            .at(key.setting)
            .say("the product key stands in clear, and is none that Microsoft publishes")
            .here("whoever holds the package can use it up")
            .help(
                "take subscription activation, or the public key of the edition with KMS; else keep \
                 the package like the key",
            );
    }
}
