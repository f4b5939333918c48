//! `secret-in-command-line`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place, is_placeholder};
use crate::script::given::{GivenKind, is_password};

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
    /// ```powershell
    /// Invoke-RestMethod https://api.relecloud.example/seats -Headers @{ 'X-Api-Key' = 'invented-2026' }
    /// ```
    ///
    /// ```reg
    /// Windows Registry Editor Version 5.00
    ///
    /// [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon]
    /// "DefaultPassword"="Invented-2026"
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
    /// Invoke-RestMethod https://api.relecloud.example/seats -Headers @{ 'X-Api-Key' = $env:API_KEY }
    /// Set-ItemProperty HKLM:\SOFTWARE\Contoso DisablePassword 1
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
        if let (GivenKind::Registry(name), Some(length)) = (secret.kind, secret.length()) {
            in_registry(findings, secret.place(), name, length);
            continue;
        }
        let (GivenKind::Option(name) | GivenKind::Property(name) | GivenKind::Named(name)) =
            secret.kind
        else {
            continue;
        };
        let Some(length) = secret.length() else { continue };
        let is_named = matches!(secret.kind, GivenKind::Named(_));
        // A name may say `token` of what is none; a password may be any word.
        let is_word = !secret.value.text().bytes().any(|byte| byte.is_ascii_digit());
        if is_named && is_word {
            continue;
        }
        let what = if is_named { "secret" } else { "password" };
        let program = match secret.call.name.as_str() {
            "" => "a program",
            name => name,
        };
        findings
            .at(secret.place())
            .say(format!("a {what} of {length} characters is passed to {program} ({name})"))
            .here("readable by whoever holds the package, and written to logs")
            .help(
                "take it out and change it; where there is no other way, let its account do little",
            );
    }
    // Those of commands are known already.
    for change in package.registry_changes().iter().filter(|change| change.call.is_none()) {
        let (Some(name), Some(text)) = (&change.name, change.text()) else { continue };
        let length = text.chars().count();
        if is_password(name) && length >= 4 && !is_placeholder(text) {
            in_registry(findings, change.place.clone(), name, length);
        }
    }
}

fn in_registry(findings: &mut Findings<'_>, place: Place, name: &str, length: usize) {
    findings
        .at(place)
        .say(format!("a password of {length} characters is written to the registry ({name})"))
        .here("readable by whoever holds the package, and by the users of the device")
        .help("take it out and change it; LAPS or assigned access needs no password in a script");
}
