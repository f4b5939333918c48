//! `pkg-rank-range`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The rank of the package is not a number from 0 to 99.
    ///
    /// ## Why it matters
    ///
    /// The rank decides which package wins when two of one owner type set the same thing. Owner type
    /// and rank are added up to one number on the device, a thousand for each owner type, and the
    /// format allows 0 to 99. Windows Configuration Designer builds no package with another rank.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Rank>100</Rank>
    /// </PackageConfig>
    /// ```
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Rank>high</Rank>
    /// </PackageConfig>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Rank>99</Rank>
    /// </PackageConfig>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write a number from 0 to 99; 0 is what WCD takes if nothing is chosen.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-how-it-works>
    pub(crate) RANK_RANGE {
        id: "pkg-rank-range", category: Packaging,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let rank = package.config.as_ref().and_then(|config| config.rank.as_ref());
    let Some(rank) = rank.filter(|rank| !rank.text().trim().is_empty()) else { return };
    if rank.text().trim().parse::<u32>().is_ok_and(|rank| rank <= 99) {
        return;
    }
    findings
        .at(rank)
        .say(format!("the rank {} is not a number from 0 to 99", package.shown_value(rank)))
        .here("0 to 99 are allowed")
        .help("write a number from 0 to 99; the higher one wins among packages of one owner");
}
