//! `pkg-encrypted-unattended`

use crate::container::Kind;
use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place};

lint! {
    /// The package is encrypted, so somebody types its password at each device.
    ///
    /// ## Why it matters
    ///
    /// Windows asks for the password of an encrypted package each time it is applied. That protects
    /// the token and the passwords in it, and it means that no device sets itself up: somebody who
    /// knows the password sits in front of it.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// encrypted
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// Not everything that cannot be read is encrypted:
    ///
    /// ```corpus
    /// truncated
    /// ```
    ///
    /// ## What to do
    ///
    /// Plan for somebody at each device, and give the password by another way than the package. If
    /// devices are to set themselves up, build it without encryption and guard the medium instead.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-create-package>
    pub(crate) ENCRYPTED_UNATTENDED {
        id: "pkg-encrypted-unattended", category: Packaging, question: Works,
        severity: Advice, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    if package.kind != Kind::Encrypted {
        return;
    }
    findings
        .at(Place::package())
        .say("the package is encrypted: somebody has to type its password at each device")
        .help("plan for that, or build it without encryption and guard the medium it is on");
}
