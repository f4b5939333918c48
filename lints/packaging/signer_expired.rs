//! `pkg-signer-expired`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place};

lint! {
    /// The certificate that signed the package has ended.
    ///
    /// ## Why it matters
    ///
    /// A signature counts while the certificate of its signer is valid, and afterwards only if a time
    /// stamp shows that it was made before. Devices that require signed packages refuse one whose
    /// signature does not count, and others treat it as unsigned. A signature over MD5 or SHA-1 can
    /// be carried over to other bytes. Only what the catalogue says of itself is looked at here: not
    /// whether the signature is good, nor whether a device trusts the signer.
    ///
    /// ## Fires
    ///
    /// The certificate ended on 2026-03-31 and there is no time stamp:
    ///
    /// ```corpus --now 2026-07-20
    /// pkg-signed-expired
    /// ```
    ///
    /// It is still valid, but not for as long as devices are set up:
    ///
    /// ```corpus --now 2026-03-01 --deploy-until 2026-05-01
    /// pkg-signed-expired
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus --now 2026-03-01
    /// pkg-signed-expired
    /// ```
    ///
    /// ```corpus --now 2026-07-20
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## What to do
    ///
    /// Sign the catalogue again with a valid certificate, and with a time stamp (`signtool sign /tr`),
    /// so that the signature outlives it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/win32/seccrypto/time-stamping-authenticode-signatures>
    pub(crate) SIGNER_EXPIRED {
        id: "pkg-signer-expired", category: Packaging,
        severity: Error, confidence: Certain, attack: ["T1553.002"], since: "0.1.0",
        check,
    }
}

const HELP: &str = "sign the catalogue again with a valid certificate and a time stamp";

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let signer = package.catalogue.as_ref().and_then(|catalogue| catalogue.signer.as_ref());
    // Reported once a file, at its first image.
    let Some(signer) = signer.filter(|_| package.image.is_none_or(|image| image == 1)) else {
        return;
    };
    let of = match &signer.name {
        Some(name) => format!("the certificate of its signer, {name},"),
        None => "the certificate of its signer".to_owned(),
    };
    let day = |time: chrono::DateTime<chrono::Utc>| time.format("%Y-%m-%d");
    let stamp = match signer.stamp {
        None => "there is no time stamp",
        Some(_) => "the time stamp is from outside its validity",
    };
    if !signer.holds_at(context.now) {
        let message = match context.now < signer.not_before {
            true => format!("{of} is valid from {} on only", day(signer.not_before)),
            false => format!("{of} ended on {}, and {stamp}", day(signer.not_after)),
        };
        findings
            .at(Place::package())
            .say(format!("the signature of the package does not count: {message}"))
            .help(HELP);
    } else if let Some(until) = context.deploy_until.filter(|until| !signer.holds_at(*until)) {
        drop(
            findings
                .at(Place::package())
                .say(format!(
                    "{of} ends on {}, before the last devices are set up on {}, and {stamp}",
                    day(signer.not_after),
                    day(until)
                ))
                .lowered_to(Severity::Warning)
                .help(HELP),
        );
    } else if signer.has_weak_hash {
        drop(
            findings
                .at(Place::package())
                .say("the package is signed over MD5 or SHA-1, which can be forged")
                .lowered_to(Severity::Warning)
                .help("sign the catalogue again over SHA-256 (`signtool sign /fd SHA256`)"),
        );
    }
}
