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
    /// Get-LocalUser | Where-Object SID -like '*-501' | Enable-LocalUser
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
    /// Get-LocalUser | Where-Object SID -notlike '*-501' | Enable-LocalUser
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
            let is_its_sid = |value: &Value| value.text().ends_with("-501");
            let named = call.parameter("inputobject").or_else(|| call.parameter_or("name", 0));
            match named {
                Some(name) if is_guest(name) => true,
                Some(name) => call.givers(name).iter().any(gives_it),
                None => {
                    call.parameter("sid").is_some_and(is_its_sid)
                        || std::iter::successors(call.source(), RunCall::source)
                            .take(MOST_STEPS)
                            .any(|step| gives_it(&step))
                }
            }
        }
        "wmic" => {
            call.texts().any(|text| text.to_lowercase().contains("useraccount"))
                && call.assigned("disabled").is_some_and(|value| value.is_false())
                && names_it(call.line.text())
        }
        "set-ciminstance" => {
            let given = call.parameter("property").and_then(|given| given.entry("disabled"));
            given.is_some_and(Value::is_false)
                && (names_it(call.text())
                    || call.source().is_some_and(|source| names_it(source.text())))
        }
        _ => false,
    }
}

/// Steps back through a pipeline that are looked at.
const MOST_STEPS: usize = 4;

/// Whether a step of a pipeline leaves the account: `Get-LocalUser Guest`, `where SID -like '*-501'`.
fn gives_it(call: &RunCall<'_>) -> bool {
    match call.name.as_str() {
        "get-localuser" => {
            let named = call.parameter("sid").or_else(|| call.parameter_or("name", 0));
            named.is_some_and(|name| {
                name.text().ends_with("-501")
                    || GUEST.contains(&name.text().to_lowercase().as_str())
            })
        }
        "where-object" => {
            let text = call.text().to_lowercase();
            names_it(&text) && !["-not", "-ne", "-notlike"].iter().any(|no| text.contains(no))
        }
        _ => false,
    }
}

/// Whether a filter names the account: `Name='Guest'`, `SID LIKE '%-501'`.
fn names_it(filter: &str) -> bool {
    filter
        .split(['\'', '"'])
        .any(|part| part.ends_with("-501") || GUEST.contains(&part.to_lowercase().as_str()))
}
