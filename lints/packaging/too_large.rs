//! `pkg-too-large`

use crate::lint::{Context, Findings, lint};
use crate::package::{Asset, Package, Place};

lint! {
    /// The package carries more than a device takes in good time.
    ///
    /// ## Why it matters
    ///
    /// The whole package is copied from the medium to the device before anything of it is applied,
    /// and what it installs is installed while somebody waits, in a part of setup that ends after 30
    /// minutes. Large applications are better fetched by the management service once the device is
    /// enrolled, where they can also be updated. The limits are 300 MiB for a package and 100 MiB for
    /// one file in it; the configuration can set others (`max-package-mib`, `max-asset-mib`).
    ///
    /// ## Fires
    ///
    /// With a limit of 1 MiB for a file:
    ///
    /// ```corpus max-asset-mib=1
    /// pkg-heavy
    /// ```
    ///
    /// With a limit of 2 MiB for the package:
    ///
    /// ```corpus max-package-mib=2
    /// pkg-heavy
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// pkg-heavy
    /// ```
    ///
    /// ## What to do
    ///
    /// Leave large installers to the management service or a share, and keep in the package what the
    /// device needs to get there.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provision-pcs-with-apps>
    pub(crate) TOO_LARGE {
        id: "pkg-too-large", category: Packaging, question: Works,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Files that are named one by one.
const NAMED: usize = 10;

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let total = package.assets.iter().fold(0u64, |all, asset| all.saturating_add(asset.size));
    let mut by_size: Vec<&Asset> = package.assets.iter().collect();
    by_size.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.path.cmp(&b.path)));
    let limit = u64::from(context.site.max_package_mib) << 20;
    if total > limit {
        let largest: Vec<String> = by_size
            .iter()
            .take(3)
            .filter(|asset| asset.size >= limit / 10)
            .map(|asset| format!("{} with {}", asset.name, mib(asset.size)))
            .collect();
        findings
            .at(Place::package())
            .say(format!(
                "the package carries {}, more than {}{}",
                mib(total),
                mib(limit),
                match largest.is_empty() {
                    true => format!(", in {} files", package.assets.len()),
                    false => format!("; the largest: {}", largest.join(", ")),
                }
            ))
            .help("leave large installers to the management service once the device is enrolled");
        return;
    }
    let limit = u64::from(context.site.max_asset_mib) << 20;
    for asset in by_size.into_iter().filter(|asset| asset.size > limit).take(NAMED) {
        findings
            .at(Place::file(&asset.path))
            .say(format!(
                "the file {} has {}, more than {}",
                asset.name,
                mib(asset.size),
                mib(limit)
            ))
            .help("leave it to the management service, or let a script fetch it with its hash");
    }
}

fn mib(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10) >> 20;
    match tenths % 10 {
        0 => format!("{} MiB", tenths / 10),
        tenth => format!("{}.{tenth} MiB", tenths / 10),
    }
}
