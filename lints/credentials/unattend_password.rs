//! `secret-unattend-password`

use crate::lint::{Context, Findings, lint};
use crate::package::{CarriedKind, Package, Place};

lint! {
    /// An answer file of Windows Setup, carried or written by a script, holds a password.
    ///
    /// ## Why it matters
    ///
    /// Setup's answer files keep passwords as they are, or in base64, which hides them from a glance
    /// and from nobody else. Mostly it is that of the local administrator, the same on all devices.
    /// Whoever has the package has it, and so has every user if the file stays on the device.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// secret-key-files
    /// ```
    ///
    /// ```batch
    /// (
    /// echo ^<unattend xmlns="urn:schemas-microsoft-com:unattend"^>
    /// echo ^<AutoLogon^>^<Password^>^<Value^>Invented-Granite-7^</Value^>^<PlainText^>true^</PlainText^>^</Password^>^</AutoLogon^>
    /// echo ^</unattend^>
    /// ) > C:\Windows\Panther\unattend.xml
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Setup has taken the password out of it, or it is empty:
    ///
    /// ```corpus
    /// mal-disguised-assets
    /// ```
    ///
    /// ## What to do
    ///
    /// Take the password out of the file. Windows LAPS gives each device a password of its own.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-hardware/customize/desktop/wsim/hide-sensitive-data-in-an-answer-file>
    pub(crate) UNATTEND_PASSWORD {
        id: "secret-unattend-password", category: Credentials,
        severity: Error, confidence: Certain, attack: ["T1552.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for secret in package.carried_secrets() {
        if let Some(span) = &secret.span {
            report(findings, Place::from(span), &secret.kind, "stands in");
        }
    }
    for (place, kind) in package.written_secrets() {
        report(findings, place, &kind, "is written by a script into");
    }
}

fn report(findings: &mut Findings<'_>, place: Place, kind: &CarriedKind, stands: &str) {
    let CarriedKind::UnattendPassword { of, is_plain } = kind else { return };
    let what = format!("the password of {of} {stands} an answer file of Windows Setup");
    findings
        .at(place)
        .say(match is_plain {
            true => format!("{what} in clear"),
            false => format!("{what}, in base64, which hides nothing"),
        })
        .here("readable by whoever holds the package")
        .help("take it out, and change it where it is used; LAPS gives each device its own");
}
