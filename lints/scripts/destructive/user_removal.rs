//! `destr-user-removal`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::reading::Style;

lint! {
    /// An account or the profile of a user is deleted.
    ///
    /// ## Why it matters
    ///
    /// With the profile go the files of whoever used the device, and with the account the way in. A
    /// package can be applied to a device in use, where the name may be that of a person.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// net user intern /delete
    /// wmic useraccount where name='intern' delete
    /// ```
    ///
    /// ```powershell
    /// Get-WmiObject Win32_UserProfile | ForEach-Object { $_.Delete() }
    /// Remove-LocalUser -Name intern
    /// Get-CimInstance Win32_UserProfile | Where-Object { -not $_.Special } | Remove-CimInstance
    /// ```
    ///
    /// As advice for what the set-up of Windows leaves behind:
    ///
    /// ```batch
    /// net user defaultuser0 /delete
    /// ```
    ///
    /// ```powershell
    /// Get-CimInstance Win32_UserProfile | Where-Object { $_.LocalPath -like '*\defaultuser0' } | Remove-CimInstance
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem net user intern /delete
    /// net user intern /active:no
    /// net use S: /delete
    /// ```
    ///
    /// ```powershell
    /// Disable-LocalUser -Name intern
    /// Get-CimInstance Win32_UserProfile | Where-Object Special -eq $false
    /// ```
    ///
    /// ## What to do
    ///
    /// Make sure that it is there only on the devices that are meant, or disable the account instead.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/module/microsoft.powershell.localaccounts/remove-localuser>
    pub(crate) USER_REMOVAL {
        id: "destr-user-removal", category: ScriptsDestructive,
        severity: Warning, confidence: Certain, attack: ["T1531"], since: "0.1.0",
        check,
    }
}

/// What is deleted, where it has a name.
const ACCOUNT: &str = "the account";

/// Accounts that the set-up of Windows makes for itself.
const OF_SETUP: &str = "defaultuser";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let own: Vec<_> = package.accounts();
    for call in package.calls() {
        let Some((what, name)) = removed(&call) else { continue };
        let is_of_setup = |name: &str| name.to_ascii_lowercase().starts_with(OF_SETUP);
        let is_expected = name.as_deref().is_some_and(|name| {
            is_of_setup(name) || own.iter().any(|account| account.is_called(name))
        });
        let text = match &name {
            Some(name) => format!("{what} {name} is deleted"),
            None if what == ACCOUNT => "an account is deleted".to_owned(),
            None => format!("{what} is deleted"),
        };
        let finding = findings
            .at(call)
            .say(text)
            .help("make sure that it is there only on the devices that are meant");
        if is_expected {
            drop(finding.lowered_to(Severity::Advice));
        }
    }
}

/// What is deleted, and whose.
fn removed(call: &RunCall<'_>) -> Option<(&'static str, Option<String>)> {
    let known = |value: Option<&crate::script::Value>| {
        value.and_then(|value| value.known()).map(str::to_owned).filter(|name| !name.is_empty())
    };
    match (call.style, call.name.as_str()) {
        (Style::Program, "net" | "net1") if call.starts_with(&["user"]) => {
            let deletes = call.switch(&["delete", "delet", "dele", "del"]);
            deletes?;
            Some((ACCOUNT, known(call.arguments.get(1).map(|argument| &argument.value))))
        }
        (Style::Cmdlet, "remove-localuser") => {
            if call.has_parameter("whatif") {
                return None;
            }
            let name = call.parameter_or("name", 0);
            Some((ACCOUNT, known(name)))
        }
        _ if call.deletes_instances("win32_userprofile", "win32_userprofile") => {
            match filtered(call) {
                Some(name) => Some(("the profile of", Some(name))),
                None => Some(("the profile of a user", None)),
            }
        }
        _ if call.deletes_instances("win32_useraccount", "useraccount") => {
            Some((ACCOUNT, filtered(call)))
        }
        (Style::Method, "delete") => {
            let given: Vec<_> = call.positional().collect();
            match given.as_slice() {
                [kind, name] if kind.is("user") => Some((ACCOUNT, known(Some(name)))),
                _ => None,
            }
        }
        (Style::Program, "delprof" | "delprof2") if !call.has_switch(&["l"]) => {
            Some(("every profile that is not in use", None))
        }
        _ => None,
    }
}

/// The account of the set-up, if what is deleted is picked by its name: `Where-Object { $_.LocalPath
/// -like '*\\defaultuser0' }`.
fn filtered(call: &RunCall<'_>) -> Option<String> {
    let picks = |call: &RunCall<'_>| {
        let text = call.text().to_ascii_lowercase();
        let Some((before, _)) = text.split_once(OF_SETUP) else { return false };
        let is_left_out = |word: &str| word.starts_with("-n") || word.starts_with('!');
        let mut words = before.split_whitespace().rev().skip(1);
        !words.next().is_none_or(is_left_out)
            && !before.contains("-not (")
            && !before.contains("!(")
    };
    let around = call.around_item();
    let mut sources = call.sources().chain(around.iter().flat_map(RunCall::sources));
    let is_picked = picks(call) || sources.any(|source| picks(&source));
    is_picked.then(|| format!("{OF_SETUP}0"))
}
