//! `secret-installer-token`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;
use crate::script::given::GivenKind;

lint! {
    /// An installer is given the token or key that enrols its program.
    ///
    /// ## Why it matters
    ///
    /// Agents for security, remote support and management enrol with a token on their command line.
    /// Whoever has it can enrol machines of their own, use up licences, or be seen as one of yours.
    /// Some vendors treat theirs as a secret, for others it only names the customer.
    ///
    /// ## Fires
    ///
    /// ```command
    /// msiexec /i agent.msi SITE_TOKEN=k3Q9invented77aa /qn
    /// ```
    ///
    /// ```batch
    /// agent.exe /quiet --enrollment-token k3Q9invented77aa
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// msiexec /i agent.msi SITE_TOKEN=%SITE_TOKEN% /qn
    /// msiexec /i viewer.msi LICENSE=accepted ALLUSERS=1 /qn
    /// agent.exe /quiet /token:[TOKEN]
    /// ```
    ///
    /// ## What to do
    ///
    /// Ask the vendor whether it is a secret. If so, take one that ends with the rollout, and revoke
    /// it then.
    pub(crate) SECRET_INSTALLER_TOKEN {
        id: "secret-installer-token", category: Credentials,
        severity: Warning, confidence: Heuristic, attack: ["T1552.001"],
        yields_to: ["secret-known-format"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for secret in package.given_secrets() {
        let GivenKind::Token(name) = secret.kind else { continue };
        let Some(length) = secret.length().filter(|_| is_made(secret.value.text())) else {
            continue;
        };
        // A licence is worth money, and opens nothing.
        let is_licence = name.to_ascii_lowercase().contains("licen");
        let finding = findings
            .at(secret.place())
            .say(format!("an installer is given a token or key of {length} characters ({name})"))
            .here("whoever has the package can enrol with it");
        let finding = match is_licence {
            true => finding.lowered_to(Severity::Advice),
            false => finding,
        };
        finding.help("if the vendor treats it as a secret, take one that ends with the rollout");
    }
}

/// Whether a value was made by a machine: letters and digits, no word and no path.
fn is_made(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.len() >= 12 && digits >= 2 && !text.contains(['\\', ' ']) && !text.contains("://")
}
