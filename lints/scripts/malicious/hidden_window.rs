//! `mal-hidden-window`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RunCall};
use crate::script::reading::Style;

lint! {
    /// A command hides its window.
    ///
    /// ## Why it matters
    ///
    /// What a package runs has no window that anybody sees: it runs as SYSTEM, in a session without
    /// a screen. Hiding it changes nothing, and a hidden window together with a download in one
    /// command line is what malware looks like, to people and to protection.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// powershell -WindowStyle Hidden -Command "Restart-Service spooler"
    /// powershell -w h -Command "Restart-Service spooler"
    /// ```
    ///
    /// ```command
    /// powershell -w hidden -c "Invoke-WebRequest https://cdn.fabrikam.example/a.ps1 -OutFile C:\Windows\Temp\a.ps1"
    /// ```
    ///
    /// ```vbscript
    /// Set shell = CreateObject("WScript.Shell")
    /// shell.Run "cmd /c gpupdate /force", 0, True
    /// ```
    ///
    /// ```jscript
    /// var shell = new ActiveXObject("WScript.Shell");
    /// shell.Run("cmd /c gpupdate /force", 0, true);
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem powershell -WindowStyle Hidden
    /// powershell -WindowStyle Normal -Command "Restart-Service spooler"
    /// ```
    ///
    /// Where somebody is signed in there is a window to hide:
    ///
    /// ```batch
    /// schtasks /create /tn Inventory /sc onlogon /tr "powershell -WindowStyle Hidden -File C:\Fabrikam\inventory.ps1"
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-script-to-install-app>
    pub(crate) HIDDEN_WINDOW {
        id: "mal-hidden-window", category: ScriptsMalicious,
        severity: Error, confidence: Certain, attack: ["T1564.003"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some(place) = hidden(&call) else { continue };
        let download = call.runs().find(RunCall::gets_from_network);
        let by_cmdlet = call.is("start-process");
        match download {
            Some(download) => {
                let shown = download.shown();
                findings
                    .at(place)
                    .say(format!("a command hides its window and fetches something: `{shown}`"))
                    .help("remove the switch, and ship what is fetched in the package");
            }
            // One that starts a program with a window may have its reasons.
            None if call.is_now() && !by_cmdlet => {
                findings
                    .at(place)
                    .say("the window is hidden, and what a package runs has none that is seen")
                    .lowered_to(Severity::Advice)
                    .help("remove it: it changes nothing, and reads like malware");
            }
            None => {}
        }
    }
}

/// Where a call says that its window is hidden.
fn hidden(call: &RunCall<'_>) -> Option<Place> {
    if let Some(style) = call.window_style() {
        // PowerShell takes the beginning of the word as well.
        let written = style.known().unwrap_or_default().to_ascii_lowercase();
        let is_hidden = written == "1" || !written.is_empty() && "hidden".starts_with(&written);
        return is_hidden.then(|| call.place_of(style));
    }
    match (call.style, call.name.as_str()) {
        (Style::Cmdlet, "start-process") => {
            let style = call.parameter("windowstyle").filter(|style| style.is("hidden"))?;
            Some(call.place_of(style))
        }
        (Style::Method, "run") => {
            let style = call.positional().nth(1).filter(|style| style.is("0"))?;
            Some(call.place_of(style))
        }
        _ => None,
    }
}
