//! `guest-account-enabled`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;

lint! {
    /// A script turns on the account Guest.
    ///
    /// ## Why it matters
    ///
    /// The account has no password: whoever sits at the device, or reaches it over the network where guests
    /// are let in, is signed in without a name that a log could tell.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// net user guest /active:yes
    /// ```
    ///
    /// ```powershell
    /// Enable-LocalUser -Name Guest
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// net user guest /active:no
    /// rem net user guest /active:yes
    /// ```
    ///
    /// ```powershell
    /// Enable-LocalUser -Name Administrator
    /// Get-LocalUser Guest
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it. For visitors there is the guest of shared-PC mode, whose traces are deleted when he leaves.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/shared-pc/set-up-shared-or-guest-pc>
    pub(crate) GUEST_ACCOUNT_ENABLED {
        id: "guest-account-enabled", category: Accounts,
        severity: Error, confidence: Certain, attack: ["T1078.001"], since: "0.1.0",
        check,
    }
}

/// The account in the languages of Windows.
const GUEST: &[&str] =
    &["guest", "gast", "invité", "invitado", "ospite", "convidado", "gość", "гость"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls().filter(turns_it_on) {
        findings
            .at(call)
            .say("the account Guest, which has no password, is turned on")
            .help("remove it; for visitors use the guest of shared-PC mode");
    }
}

fn turns_it_on(call: &RunCall<'_>) -> bool {
    let is_guest = |value: &Value| GUEST.contains(&value.text().to_lowercase().as_str());
    match call.name.as_str() {
        "net" | "net1" => {
            call.starts_with(&["user"])
                && call.arguments.get(1).is_some_and(|name| is_guest(&name.value))
                && call.option("active").is_some_and(|active| active.is("yes"))
        }
        "enable-localuser" => {
            call.parameter_or("name", 0).is_some_and(is_guest)
                || call.parameter("sid").is_some_and(|sid| sid.text().ends_with("-501"))
        }
        _ => false,
    }
}
