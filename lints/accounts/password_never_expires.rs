//! `password-never-expires`

use crate::lint::{Context, Findings, lint};
use crate::package::{Assigned, Package, RunCall};
use crate::script::reading::Style;

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
    /// Get-CimInstance Win32_UserAccount -Filter "Name='kiosk'" | Set-CimInstance -Property @{ PasswordExpires = $false }
    /// $user = [ADSI]"WinNT://$env:COMPUTERNAME/kiosk,user"
    /// $user.UserFlags.Value = $user.UserFlags.Value -bor 0x10000
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
    /// Get-CimInstance Win32_UserAccount | Set-CimInstance -Property @{ PasswordExpires = $true }
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

const ONE: &str = "the password of this account";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let calls = package.calls().filter_map(|call| Some((call.place(), stops(&call)?)));
    let assigned = package.assigned_members().into_iter().filter(sets_the_flag);
    for (place, whose) in calls.chain(assigned.map(|assigned| (assigned.place, ONE))) {
        findings
            .at(place)
            .say(format!("{whose} never expires, and it is the same on every device"))
            .help("let Windows LAPS change it, or remove this");
    }
}

/// Whose password a call keeps from expiring.
fn stops(call: &RunCall<'_>) -> Option<&'static str> {
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
        "wmic" if line.contains("useraccount") => {
            call.assigned("passwordexpires").is_some_and(|value| value.is_false()).then_some(ONE)
        }
        // Of an object of Win32_UserAccount.
        "set-ciminstance" | "set-wmiinstance" => {
            let given = match call.name.as_str() {
                "set-ciminstance" => call.parameter("property"),
                _ => call.parameter("arguments").or(call.parameter("argument")),
            };
            let value = given?.entry("passwordexpires")?;
            value.is_false().then_some(ONE)
        }
        // ADSI: `user.Put "userFlags", flags Or &H10000`.
        "put" | "invokeset" if call.style == Style::Method => {
            let is_flags = call.positional().next().is_some_and(|name| name.is("userflags"));
            let written = call.text();
            (is_flags && has_flag(written)).then_some(ONE)
        }
        _ => None,
    }
}

/// `$user.UserFlags = 65536`.
fn sets_the_flag(assigned: &Assigned<'_>) -> bool {
    let is_flags = assigned.name == "userflags"
        || assigned.name == "value" && is_written(assigned.value, "userflags");
    is_flags && has_flag(assigned.value)
}

fn is_written(text: &str, word: &str) -> bool {
    text.to_ascii_lowercase().contains(word)
}

/// `ADS_UF_DONT_EXPIRE_PASSWD`, alone and with that of a normal account.
fn has_flag(written: &str) -> bool {
    let numbers = written.split(|ch: char| !ch.is_ascii_alphanumeric());
    let is_flag = |number: &str| {
        matches!(
            number.to_ascii_lowercase().as_str(),
            "65536" | "0x10000" | "h10000" | "66048" | "0x10200" | "66049" | "0x10201"
        )
    };
    // `-band -bnot` takes it away.
    numbers.into_iter().any(is_flag) && !is_written(written, "not")
}
