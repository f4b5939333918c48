//! `secret-url-userinfo`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, Place, is_placeholder};
use crate::script::given::{GivenKind, WebKind, web_secrets};

lint! {
    /// An address has a password or a token in it.
    ///
    /// ## Why it matters
    ///
    /// `https://user:password@host` and `?token=…` open the door by themselves: everybody who reads
    /// the package can fetch what stands behind it. Addresses are also written down by proxies and
    /// servers on the way.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// curl -o C:\agent.msi https://deploy:Invented-2026@files.relecloud.example/agent.msi
    /// ```
    ///
    /// ```powershell
    /// Invoke-WebRequest 'https://files.relecloud.example/a.msi?token=k3Q9invented77' -OutFile C:\a.msi
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Invoke-WebRequest "https://files.relecloud.example/a.msi?token=$token" -OutFile C:\a.msi
    /// Invoke-WebRequest 'https://files.relecloud.example/a.msi?key=windows' -OutFile C:\a.msi
    /// Invoke-WebRequest 'https://deploy@files.relecloud.example/a.msi' -OutFile C:\a.msi
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the file into the package, or where the device may read it without a password. Then change
    /// the password or revoke the token.
    pub(crate) SECRET_URL_USERINFO {
        id: "secret-url-userinfo", category: Credentials,
        severity: Error, confidence: Certain, attack: ["T1552.001"],
        yields_to: ["secret-known-format"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for secret in package.given_secrets() {
        if let GivenKind::Web(kind) = secret.kind
            && let Some(length) = secret.length()
        {
            report(findings, secret.place(), kind, secret.value.text(), length);
        }
    }
    let is_command = |path: &str| path.starts_with("ProvisioningCommands/");
    for setting in &package.settings {
        if setting.is_secret() || is_command(setting.path.table()) {
            continue;
        }
        for found in web_secrets(setting.value()) {
            let text = setting.value().get(found.range.clone()).unwrap_or_default();
            let length = text.chars().count();
            if length >= 4 && !is_placeholder(text) {
                report(findings, Place::part_of(setting, &found.range), &found.kind, text, length);
            }
        }
    }
}

fn report(findings: &mut Findings<'_>, place: Place, kind: &WebKind, text: &str, length: usize) {
    let (what, confidence) = match kind {
        WebKind::UserInfo => ("a password".to_owned(), Confidence::Certain),
        WebKind::Parameter(name) if looks_random(text) => {
            (format!("a secret ({name}=)"), Confidence::Likely)
        }
        _ => return,
    };
    findings
        .at(place)
        .say(format!("an address has {what} of {length} characters in it"))
        .here("whoever has the package can fetch it")
        .with_confidence(confidence)
        .help(
            "put the file into the package, or where no password is asked for, and revoke this one",
        );
}

/// Whether a value is long enough and has letters and digits, as no word does.
fn looks_random(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    text.len() >= 8 && digits >= 2 && letters >= 2
}
