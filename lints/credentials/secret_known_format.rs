//! `secret-known-format`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// A file, a script or a setting holds a token or key of a service.
    ///
    /// ## Why it matters
    ///
    /// Many services give out tokens of a form of their own: GitHub, GitLab, npm, AWS, Azure, Slack,
    /// Stripe. Who has one is the account that it was made for, from anywhere, until somebody revokes
    /// it. In a package it lies on every stick and device.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $token = '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'
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// What documentation has as an example, and what lacks the right checksum:
    ///
    /// ```powershell
    /// $token = 'ghp_InventedByFourthCoffee000000434Y8lZh'
    /// $key = 'AKIAIOSFODNN7EXAMPLE'
    /// $secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
    /// $other = $env:GITHUB_TOKEN
    /// ```
    ///
    /// ## What to do
    ///
    /// Revoke it now, since it was handed around, and give devices what opens nothing else: a link to
    /// one file that ends soon, a managed identity, a certificate of their own.
    pub(crate) SECRET_KNOWN_FORMAT {
        id: "secret-known-format", category: Credentials,
        severity: Error, confidence: Certain, attack: ["T1552.001"], since: "0.1.0",
        check,
    }
}

/// Secrets that are named one by one.
const NAMED: usize = 50;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let found = package.known_secrets().into_iter();
    for (place, known) in found.filter(|(_, known)| !known.is_offline_join()).take(NAMED) {
        let length = known.range.len();
        let finding = findings
            .at(place)
            .say(format!("{} stands here in clear ({length} characters)", known.what))
            .here("readable by whoever holds the package");
        let finding = match known.is_certain {
            true => finding,
            false => finding.lowered_to(Severity::Warning).with_confidence(Confidence::Likely),
        };
        finding.help("revoke it, and give devices what opens nothing else and ends soon");
    }
}
