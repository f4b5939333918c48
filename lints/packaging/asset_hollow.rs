//! `pkg-asset-hollow`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Asset, Filling, Package, Place};

lint! {
    /// A file in the package has no content.
    ///
    /// ## Why it matters
    ///
    /// A file that a cloud drive shows but has not fetched, a download that was cut off, a disk that
    /// was full: each leaves a file of the right name that is empty or all zero bytes, and it is
    /// packed like any other. On the device the script does nothing and the installer is refused.
    /// Large files are looked at in a few places only.
    ///
    /// ## Fires
    ///
    /// An installer of zero bytes, and an empty script:
    ///
    /// ```corpus
    /// pkg-hollow-assets
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// every-feature
    /// ```
    ///
    /// A file that begins with zeros, as images of disks do, and an empty marker file:
    ///
    /// ```corpus
    /// pkg-heavy
    /// ```
    ///
    /// ## What to do
    ///
    /// Let the cloud drive keep the file on the device ("Always keep on this device"), look whether it
    /// has its content, add it to the project again and build again.
    pub(crate) ASSET_HOLLOW {
        id: "pkg-asset-hollow", category: Packaging, question: Works,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// What is of no use without content.
const NEEDS_CONTENT: &[&str] = &[
    "ps1",
    "psm1",
    "bat",
    "cmd",
    "vbs",
    "js",
    "wsf",
    "reg",
    "exe",
    "dll",
    "msi",
    "msp",
    "mst",
    "msu",
    "msix",
    "msixbundle",
    "appx",
    "appxbundle",
    "cab",
    "zip",
    "ppkg",
    "cer",
    "crt",
    "p7b",
    "pfx",
    "xml",
    "json",
    "inf",
    "sys",
    "wim",
];

/// Files that are named one by one.
const NAMED: usize = 20;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let hollow = package.assets.iter().filter(|asset| asset.filling != Filling::Something);
    for asset in hollow.take(NAMED) {
        let needs_content = needs_content(asset);
        let name = &asset.name;
        let message = match asset.filling {
            // Markers such as `done.flag` are empty on purpose.
            Filling::Empty if !needs_content => continue,
            Filling::Empty => format!("the file {name} is empty"),
            Filling::ZerosWhereSampled => format!(
                "the file {name} has {} bytes, and they are zero wherever it was looked at: its \
                 content was not there when it was packed",
                asset.size
            ),
            _ => format!(
                "all {} bytes of the file {name} are zero: its content was not there when it was \
                 packed",
                asset.size
            ),
        };
        let mut finding = findings.at(Place::file(&asset.path)).say(message);
        if !needs_content {
            finding = finding.lowered_to(Severity::Warning);
        }
        if asset.filling == Filling::ZerosWhereSampled {
            finding = finding.with_confidence(Confidence::Likely);
        }
        finding.help(match asset.filling {
            Filling::Empty => "write what it is to do, or take it out of the project",
            _ => {
                "make sure the file is on the disk and not only in the cloud, add it to the project \
                 again and build again"
            }
        });
    }
}

fn needs_content(asset: &Asset) -> bool {
    let extension = asset.name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    extension.is_some_and(|extension| NEEDS_CONTENT.contains(&extension.as_str()))
}
