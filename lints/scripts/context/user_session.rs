//! `script-user-session`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};

lint! {
    /// A script that runs as SYSTEM works on the desktop of a user.
    ///
    /// ## Why it matters
    ///
    /// While a package is applied nobody is signed in who has a desktop, or it is that of an account which
    /// only runs the setup. Restarting Explorer, sending keys, setting a wallpaper or the language list of
    /// "the user" changes nothing that anybody will see.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// taskkill /f /im explorer.exe
    /// ```
    ///
    /// ```powershell
    /// Set-WinUserLanguageList -LanguageList de-DE -Force
    /// ```
    ///
    /// ```powershell
    /// Get-Process explorer | Stop-Process -Force
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Set-WinUserLanguageList de-DE -Force
    /// Set-Culture de-DE
    /// Copy-UserInternationalSettingsToSystem -WelcomeScreen $true -NewUser $true
    /// ```
    ///
    /// ```powershell
    /// # Set-WinUserLanguageList de-DE -Force
    /// schtasks /create /tn Language /sc onlogon /tr "powershell -c Set-WinUserLanguageList de-DE -Force" /f
    /// ```
    ///
    /// ```batch
    /// taskkill /f /im agent.exe
    /// ```
    ///
    /// ## What to do
    ///
    /// Do it at a logon, by Active Setup or a task, or by a policy or setting of the package. The
    /// language of SYSTEM is handed on to new users by `Copy-UserInternationalSettingsToSystem`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-packages>
    pub(crate) USER_SESSION {
        id: "script-user-session", category: ScriptsContext,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let hands_on = |call: RunCall<'_>| call.is("copy-userinternationalsettingstosystem");
    let is_handed_on = package.calls().any(hands_on);
    for call in package.calls().filter(RunCall::is_now) {
        if let Some(what) = works_on_desktop(&call) {
            findings
                .at(call)
                .say(format!("{what}, and while the package is applied there is none"))
                .help("do it at a logon, by Active Setup or a task, or by a policy");
        } else if let Some(what) = sets_language(&call).filter(|_| !is_handed_on) {
            findings
                .at(call)
                .say(format!("this sets {what} of SYSTEM, and no user ever sees it"))
                .help(
                    "hand it on with Copy-UserInternationalSettingsToSystem, or do it at a logon, by \
                     Active Setup or a task",
                );
        }
    }
}

/// What a call needs of a user.
fn works_on_desktop(call: &RunCall<'_>) -> Option<&'static str> {
    const RESTARTS: &str = "this restarts the desktop of a user";
    let names = |word: &str| call.texts().any(|text| text.eq_ignore_ascii_case(word));
    let is_explorer = |call: &RunCall<'_>| {
        let name = call.parameter_or("name", 0).or_else(|| call.parameter("processname"));
        name.is_some_and(|name| name.each().iter().any(|name| name.is("explorer")))
    };
    match call.name.as_str() {
        "taskkill" if names("explorer.exe") => Some(RESTARTS),
        "stop-process" => {
            let is_handed =
                call.source().is_some_and(|it| it.is("get-process") && is_explorer(&it));
            (is_handed || is_explorer(call)).then_some(RESTARTS)
        }
        "query" if names("user") || names("session") => Some("this asks who is signed in"),
        "quser" | "qwinsta" => Some("this asks who is signed in"),
        "sendkeys" | "sendwait" if !call.is_program() => Some("this sends keys to a window"),
        "systemparametersinfo" => Some("this sets the wallpaper of a user"),
        "rundll32" if call.texts().any(updates_parameters) => {
            Some("this shows a user a wallpaper that was set")
        }
        "new-burnttoastnotification" | "createtoastnotifier" => {
            Some("this shows a message to a user")
        }
        _ => None,
    }
}

fn updates_parameters(text: &str) -> bool {
    text.to_ascii_lowercase().contains("updateperusersystemparameters")
}

/// What of the language a call sets for the user who runs it.
fn sets_language(call: &RunCall<'_>) -> Option<&'static str> {
    match call.name.as_str() {
        "set-winuserlanguagelist" | "set-winuilanguageoverride" => Some("the language"),
        "set-culture" => Some("the formats"),
        "set-winhomelocation" => Some("the country"),
        _ => None,
    }
}
