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
    /// ## Stays quiet
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
    /// Do it at a logon, by Active Setup or a task, or by a policy or setting of the package.
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
    for call in package.calls().filter(RunCall::is_now) {
        if let Some(what) = works_on_desktop(&call) {
            findings
                .at(call)
                .say(format!("{what}, and while the package is applied there is none"))
                .help("do it at a logon, by Active Setup or a task, or by a policy");
        }
    }
}

/// What a call needs of a user.
fn works_on_desktop(call: &RunCall<'_>) -> Option<&'static str> {
    let names = |word: &str| call.texts().any(|text| text.eq_ignore_ascii_case(word));
    match call.name.as_str() {
        "taskkill" if names("explorer.exe") => Some("this restarts the desktop of a user"),
        "stop-process" => {
            let name = call.parameter_or("name", 0)?;
            let is_desktop = name.each().iter().any(|name| name.is("explorer"));
            is_desktop.then_some("this restarts the desktop of a user")
        }
        "query" if names("user") => Some("this asks who is signed in"),
        "quser" => Some("this asks who is signed in"),
        "sendkeys" | "sendwait" if !call.is_program() => Some("this sends keys to a window"),
        "set-winuserlanguagelist" | "set-winuilanguageoverride" => {
            Some("this sets the language of the user who runs it")
        }
        "systemparametersinfo" => Some("this sets the wallpaper of a user"),
        "new-burnttoastnotification" => Some("this shows a message to a user"),
        _ => None,
    }
}
