//! `secret-net-user`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;
use crate::script::given::GivenKind;

lint! {
    /// The password of an account or a connection stands in a command.
    ///
    /// ## Why it matters
    ///
    /// `net user kiosk PASSWORD /add` gives every device the same account with the same password, and
    /// everybody who opens the package reads it. Command lines are also written to logs: that of
    /// provisioning, and that of started processes where it is switched on.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// net user kiosk Invented-2026 /add
    /// ```
    ///
    /// ```powershell
    /// $password = 'Invented-2026'
    /// net use Z: \\nas.relecloud.example\deploy $password /user:relecloud\deploy
    /// ```
    ///
    /// ```command
    /// cmdkey /add:nas.relecloud.example /user:deploy /pass:Invented-2026
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem net user kiosk Invented-2026 /add
    /// net user kiosk %KIOSK_PASSWORD% /add
    /// net user kiosk * /add
    /// net user kiosk /active:no
    /// net use Z: \\nas.relecloud.example\public /persistent:yes
    /// ```
    ///
    /// ## What to do
    ///
    /// Take it out. For a local account let the script make a password by chance, or use Windows
    /// LAPS; for files use what the device gets without signing in.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/identity/laps/laps-overview>
    pub(crate) SECRET_NET_USER {
        id: "secret-net-user", category: Credentials,
        severity: Error, confidence: Certain, attack: ["T1552.001", "T1136.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for secret in package.given_secrets() {
        let of = match secret.kind {
            GivenKind::Account => "an account",
            GivenKind::Connection => "a connection",
            _ => continue,
        };
        let Some(length) = secret.length() else { continue };
        findings
            .at(secret.place())
            .say(format!(
                "the password of {of} stands in a command ({}, {length} characters)",
                secret.call.name
            ))
            .here("readable by whoever holds the package")
            .help("take it out and change it; let the script make one by chance, or use LAPS");
    }
}
