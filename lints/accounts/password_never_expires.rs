//! `password-never-expires`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};

lint! {
    /// A script keeps a password from ever expiring.
    ///
    /// ## Why it matters
    ///
    /// The password of a local account that a package sets is the same on every device, and whoever learns it
    /// once can use it for years. A password that never ends is right only where something changes it: Windows
    /// LAPS does.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Set-LocalUser -Name kiosk -PasswordNeverExpires $true
    /// ```
    ///
    /// ```batch
    /// net accounts /maxpwage:unlimited
    /// wmic useraccount where name="kiosk" set PasswordExpires=FALSE
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Set-LocalUser -Name kiosk -PasswordNeverExpires $false
    /// # net accounts /maxpwage:unlimited
    /// ```
    ///
    /// ```batch
    /// net accounts /maxpwage:90
    /// ```
    ///
    /// ## What to do
    ///
    /// Turn on Windows LAPS for the account, or remove it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/identity/laps/laps-overview>
    pub(crate) PASSWORD_NEVER_EXPIRES {
        id: "password-never-expires", category: Accounts,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some(whose) = stops(&call) else { continue };
        findings
            .at(call)
            .say(format!("{whose} never expires, and it is the same on every device"))
            .help("let Windows LAPS change it, or remove this");
    }
}

/// Whose password a call keeps from expiring.
fn stops(call: &RunCall<'_>) -> Option<&'static str> {
    const ONE: &str = "the password of this account";
    let line = call.line.text().to_ascii_lowercase();
    match call.name.as_str() {
        "new-localuser" | "set-localuser" => {
            let parameter = call
                .arguments
                .iter()
                .find(|argument| argument.name.as_deref() == Some("passwordneverexpires"))?;
            (parameter.is_switch || parameter.value.is_true()).then_some(ONE)
        }
        "net" | "net1" if call.starts_with(&["accounts"]) => call
            .option("maxpwage")
            .filter(|age| age.is("unlimited"))
            .map(|_| "the password of every account"),
        "wmic" if call.starts_with(&["useraccount"]) => {
            line.contains("passwordexpires=false").then_some(ONE)
        }
        _ => None,
    }
}
