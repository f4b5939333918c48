//! `secret-private-key-file`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{CarriedKind, CarriedSecret, Package, Place};

lint! {
    /// The package carries a private key.
    ///
    /// ## Why it matters
    ///
    /// Every device gets the same key, and so does whoever finds the package: with it they sign in to
    /// the server, open the tunnel, or are the computer that the certificate names. One lost stick,
    /// and the key has to be exchanged on all devices.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// secret-key-files
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Certificates and public keys:
    ///
    /// ```corpus
    /// mal-disguised-assets
    /// ```
    ///
    /// ## What to do
    ///
    /// Let each device make its own key and ask for a certificate (SCEP, or the certificate profile
    /// of the MDM service). A key that was in a package is no secret any more: exchange it.
    pub(crate) PRIVATE_KEY_FILE {
        id: "secret-private-key-file", category: Credentials,
        severity: Error, confidence: Certain, attack: ["T1552.004"], since: "0.1.0",
        check,
    }
}

/// Keys that are named one by one.
const NAMED: usize = 20;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let keys = package.carried_secrets().iter().filter_map(|secret| Some((secret, key(secret)?)));
    for (secret, (what, severity, confidence)) in keys.take(NAMED) {
        let place = secret.span.as_ref().map_or_else(|| Place::file(&secret.file), Place::from);
        // A script by itself has no name in it.
        let name = match secret.file.rsplit('/').next() {
            Some("") | None => "the script",
            Some(name) => name,
        };
        let finding = findings
            .at(place)
            .say(format!("{name} {what}"))
            .lowered_to(severity)
            .with_confidence(confidence);
        match secret.kind {
            CarriedKind::RemoteDesktopPassword => {
                finding.help("take the line out; users type their password")
            }
            _ => finding.help(
                "let each device make its own key, take this one out, and exchange it where it is \
                 accepted",
            ),
        };
    }
}

fn key(secret: &CarriedSecret) -> Option<(&'static str, Severity, Confidence)> {
    use Confidence::{Certain, Likely};
    use Severity::{Advice, Error, Warning};
    Some(match secret.kind {
        CarriedKind::PrivateKey { is_encrypted: false } => {
            ("holds a private key in clear: whoever has the package has the key", Error, Certain)
        }
        CarriedKind::PrivateKey { is_encrypted: true } => (
            "holds a private key behind a password, which can be guessed at leisure",
            Warning,
            Certain,
        ),
        CarriedKind::WireGuardKey => {
            ("holds the private key of a tunnel, the same for every device", Error, Certain)
        }
        CarriedKind::Pfx => (
            "is a PKCS#12 file: it mostly holds a private key, behind a password that the devices \
             need as well",
            Warning,
            Likely,
        ),
        CarriedKind::PasswordDatabase => (
            "is a database of passwords, whose master password can be guessed at leisure",
            Warning,
            Certain,
        ),
        CarriedKind::RemoteDesktopPassword => (
            "holds a password that was encrypted for one user of the author's computer: it works \
             nowhere else",
            Advice,
            Likely,
        ),
        _ => return None,
    })
}
