//! `persist-startup-folder`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Stage};

lint! {
    /// A file is put into the Startup folder.
    ///
    /// ## Why it matters
    ///
    /// It starts at every sign-in, with the rights of whoever signs in, until somebody takes it out
    /// of there.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// copy "%~dp0tray.lnk" "%ProgramData%\Microsoft\Windows\Start Menu\Programs\StartUp\"
    /// ```
    ///
    /// ```powershell
    /// $startup = "$env:ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp"
    /// Copy-Item -Path "$PSScriptRoot\tray.lnk" -Destination $startup
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// del "%ProgramData%\Microsoft\Windows\Start Menu\Programs\StartUp\tray.lnk"
    /// copy "%~dp0tray.lnk" "%ProgramData%\Microsoft\Windows\Start Menu\Programs\"
    /// ```
    ///
    /// ## What to do
    ///
    /// Let the setting of the app start it, or a scheduled task, which management can change.
    pub(crate) STARTUP_FOLDER {
        id: "persist-startup-folder", category: ScriptsPersistence,
        severity: Warning, confidence: Certain, attack: ["T1547.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let to = call.destinations().into_iter().find(|path| is_startup(path.text()));
        let Some(to) = to else { continue };
        // While the package is applied that is the profile of SYSTEM, who never signs in.
        if call.is_now() && (to.uses("env:appdata") || to.uses("env:userprofile")) {
            continue;
        }
        let shown = to.known().map_or(String::new(), |path| format!(" \"{path}\""));
        let finding = findings
            .at(call)
            .say(format!("what is put into the Startup folder{shown} starts at every sign-in"))
            .help("let the setting of the app start it, or a scheduled task");
        if call.stage() == Stage::Unreached {
            drop(finding.lowered_to(Severity::Advice).with_confidence(Confidence::Heuristic));
        }
    }
}

fn is_startup(path: &str) -> bool {
    if path.len() > 1000 {
        return false;
    }
    let path = path.replace('/', "\\").to_ascii_lowercase();
    let behind = path.split_once(r"\start menu\programs\startup").map(|(_, behind)| behind);
    behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(['\\', '"']))
}
