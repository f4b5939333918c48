//! `secret-securestring-plaintext`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;
use crate::script::given::GivenKind;

lint! {
    /// A script makes a secure string of a password that it holds in clear.
    ///
    /// ## Why it matters
    ///
    /// `ConvertTo-SecureString -AsPlainText` protects a password in memory, not in the script: there it
    /// stands as it is. One that is encrypted is no better when its key stands beside it.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $password = ConvertTo-SecureString 'Invented-2026' -AsPlainText -Force
    /// ```
    ///
    /// ```powershell
    /// $clear = 'Invented-2026'
    /// $secure = $clear | ConvertTo-SecureString -AsPlainText -Force
    /// ```
    ///
    /// ```powershell
    /// $credential = New-Object System.Net.NetworkCredential('deploy', 'Invented-2026')
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// $password = Read-Host -AsSecureString
    /// $other = ConvertTo-SecureString $env:KIOSK_PASSWORD -AsPlainText -Force
    /// $chance = ConvertTo-SecureString (New-Guid).Guid -AsPlainText -Force
    /// $credential = New-Object System.Management.Automation.PSCredential('deploy', $password)
    /// ```
    ///
    /// ## What to do
    ///
    /// Take it out. Let the script make a password by chance, or get it when it runs from a place that
    /// the device may read and the finder of the package may not.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/utility-modules/psscriptanalyzer/rules/avoidusingconverttosecurestringwithplaintext>
    pub(crate) SECRET_SECURESTRING_PLAINTEXT {
        id: "secret-securestring-plaintext", category: Credentials,
        severity: Error, confidence: Certain, attack: ["T1552.001"],
        yields_to: ["domain-join-in-script"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for secret in package.given_secrets() {
        let Some(length) = secret.length() else { continue };
        let message = match secret.kind {
            GivenKind::SecureString => {
                format!("a secure string is made of {length} characters that stand in clear")
            }
            GivenKind::SecureStringWithKey => {
                "an encrypted secure string stands beside its key".to_owned()
            }
            GivenKind::Credential => {
                format!("a credential is made with a password of {length} characters in clear")
            }
            _ => continue,
        };
        findings
            .at(secret.place())
            .say(message)
            .here("readable by whoever holds the package")
            .help("take it out and change it; let the script make one by chance, or use LAPS");
    }
}
