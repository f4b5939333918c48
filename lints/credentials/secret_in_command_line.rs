//! `secret-in-command-line`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;
use crate::script::given::GivenKind;

lint! {
    /// A command line or a script passes a password in clear.
    ///
    /// ## Why it matters
    ///
    /// Everybody who opens the package reads it: the stick that was lost, the share that all may
    /// read, the copy that lies on each device. The line is also kept in logs: in that of provisioning,
    /// and in that of started processes where it is switched on.
    ///
    /// ## Fires
    ///
    /// ```command
    /// msiexec /i agent.msi ADMINPASSWORD=Invented-2026 /qn
    /// ```
    ///
    /// ```batch
    /// set SVC=Invented-2026
    /// schtasks /create /tn Backup /tr C:\Tools\backup.exe /sc daily /ru relecloud\svc /rp %SVC%
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// schtasks /create /tn Backup /tr C:\Tools\backup.exe /sc daily /ru SYSTEM
    /// setup.exe /password:%PW% /quiet
    /// setup.exe --password {{PASSWORD}} /quiet
    /// robocopy C:\a C:\b /p
    /// ```
    ///
    /// ```powershell
    /// New-LocalUser -Name kiosk -Password (Read-Host -AsSecureString)
    /// Set-LocalUser -Name kiosk -Password $secure
    /// ```
    ///
    /// ## What to do
    ///
    /// Let the device get it in another way: a certificate, a managed identity, LAPS. Where the
    /// program offers no other way, use an account that may do nothing else, and change its password
    /// when the rollout is over.
    pub(crate) SECRET_IN_COMMAND_LINE {
        id: "secret-in-command-line", category: Credentials,
        severity: Error, confidence: Likely, attack: ["T1552.001"],
        yields_to: [
            "secret-net-user",
            "secret-securestring-plaintext",
            "secret-known-format",
            "domain-join-in-script",
        ],
        since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for secret in package.given_secrets() {
        let (GivenKind::Option(name) | GivenKind::Property(name)) = secret.kind else { continue };
        let Some(length) = secret.length() else { continue };
        let program = match secret.call.name.as_str() {
            "" => "a program",
            name => name,
        };
        findings
            .at(secret.place())
            .say(format!("a password of {length} characters is passed to {program} ({name})"))
            .here("readable by whoever holds the package, and written to logs")
            .help(
                "take it out and change it; where there is no other way, let its account do little",
            );
    }
}
