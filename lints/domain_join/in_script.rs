//! `domain-join-in-script`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::Package;
use crate::script::given::GivenKind;

lint! {
    /// A script joins the domain, with a password that stands in it or without.
    ///
    /// ## Why it matters
    ///
    /// A password for the join opens an account of the domain to everybody who has the package. In a
    /// setting it is at least found by who looks for it there; in a script it is forgotten. Without
    /// one, a join from a script has nobody to ask: it runs as SYSTEM.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $password = ConvertTo-SecureString 'Invented-2026' -AsPlainText -Force
    /// $credential = New-Object System.Management.Automation.PSCredential('corp\joiner', $password)
    /// Add-Computer -DomainName corp.relecloud.example -Credential $credential
    /// ```
    ///
    /// ```batch
    /// netdom join %COMPUTERNAME% /domain:corp.relecloud.example /userd:joiner /passwordd:Invented-2026
    /// ```
    ///
    /// Without a password it is an advice:
    ///
    /// ```powershell
    /// Add-Computer corp.relecloud.example -Credential $credential
    /// $computer = Get-WmiObject Win32_ComputerSystem
    /// $computer.JoinDomainOrWorkgroup('corp.relecloud.example', $password, 'joiner', $null, 3)
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Add-Computer -WorkgroupName READERS
    /// (Get-WmiObject Win32_ComputerSystem).JoinDomainOrWorkgroup('READERS')
    /// ```
    ///
    /// ## What to do
    ///
    /// Join by the settings `Accounts/ComputerAccount`, with an account that may do nothing else, or
    /// give each device the blob of an offline join; take the password out of the script and change
    /// it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    pub(crate) IN_SCRIPT {
        id: "domain-join-in-script", category: DomainJoin, question: GivesAway,
        severity: Error, confidence: Certain, attack: ["T1552.001"], since: "0.1.0",
        check,
    }
}

const HELP: &str = "join by the settings of Accounts/ComputerAccount or by an offline blob, take the \
                    password out, and change it";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let secrets = package.given_secrets();
    for secret in secrets.iter().filter(|secret| *secret.kind == GivenKind::DomainJoin) {
        if let Some(length) = secret.length() {
            findings
                .at(secret.place())
                .say(format!(
                    "the password of the account that joins the domain stands in a command \
                     ({length} characters)"
                ))
                .here("opens an account of the domain")
                .help(HELP);
        }
    }
    for join in package.domain_joiners() {
        let has_own = secrets.iter().any(|secret| {
            *secret.kind == GivenKind::DomainJoin
                && secret.length().is_some()
                && (secret.call.part_index, secret.call.index) == (join.part_index, join.index)
        });
        if has_own {
            continue;
        }
        // The credential is made before, in the same script.
        let made = join.parameter("credential").and_then(|_| {
            secrets.iter().rfind(|secret| {
                let is_made =
                    matches!(secret.kind, GivenKind::SecureString | GivenKind::Credential);
                is_made
                    && secret.call.part_index == join.part_index
                    && secret.call.index <= join.index.saturating_add(MOST_INSIDE)
                    && secret.length().is_some()
            })
        });
        match made.and_then(|made| Some((made, made.length()?))) {
            Some((made, length)) => {
                let finding = findings.at(made.place()).say(format!(
                    "the password of the account that joins the domain stands in the script \
                     ({length} characters)"
                ));
                let finding = match join.place().span {
                    Some(span) => finding.label(&span, "joins the domain"),
                    None => finding,
                };
                finding.here("opens an account of the domain").help(HELP);
            }
            None => {
                findings
                .at(join)
                .say("a command joins the domain; a package can do it by its settings")
                .with_confidence(Confidence::Likely)
                .lowered_to(Severity::Advice)
                .help(
                    "join by the settings of Accounts/ComputerAccount, or by a blob of djoin for \
                     each device",
                );
            }
        }
    }
}

/// Calls behind the join that may stand in its own arguments.
const MOST_INSIDE: u32 = 4;
