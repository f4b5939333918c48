//! `script-winget-as-system`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::reading::{Style, UNKNOWN};

lint! {
    /// A script that runs as SYSTEM calls winget by its name.
    ///
    /// ## Why it matters
    ///
    /// `winget.exe` is an alias in the profile of each user. SYSTEM has none on its path: the command is not
    /// found, while it works for whoever tries it out by hand. In the setup screens it may not be registered
    /// at all yet.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// winget install --id Adatum.Viewer --silent --accept-package-agreements --accept-source-agreements
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// $winget = Resolve-Path "$env:ProgramFiles\WindowsApps\Microsoft.DesktopAppInstaller_*_x64__8wekyb3d8bbwe\winget.exe"
    /// & $winget install --id Adatum.Viewer --silent --accept-package-agreements
    /// ```
    ///
    /// ```batch
    /// for /d %%d in ("%ProgramFiles%\WindowsApps\Microsoft.DesktopAppInstaller_*_x64__8wekyb3d8bbwe") do set "PATH=%PATH%;%%d"
    /// winget install --id Adatum.Viewer --silent --accept-package-agreements --accept-source-agreements
    /// ```
    ///
    /// ```powershell
    /// # winget install Adatum.Viewer
    /// Install-WinGetPackage -Id Adatum.Viewer
    /// ```
    ///
    /// ## What to do
    ///
    /// Find `winget.exe` below `%ProgramFiles%\WindowsApps\Microsoft.DesktopAppInstaller_*`, use the module
    /// Microsoft.WinGet.Client, or ship the installer in the package.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/package-manager/winget/>
    pub(crate) WINGET_AS_SYSTEM {
        id: "script-winget-as-system", category: ScriptsContext,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls().filter(|call| call.is("winget") && call.is_now()) {
        let program = &call.program;
        let is_bare = program
            .known()
            .is_some_and(|program| !program.contains(['\\', '/']) && program_is_written(&call));
        if program.uses("env:localappdata") {
            findings
                .at(call.place_of(program))
                .say("the winget of a profile is started, and the profile of SYSTEM has none")
                .help(HELP);
        } else if is_bare && !is_path_changed(&call) {
            findings
                .at(call)
                .say("winget is not on the path of SYSTEM, so that this is not found")
                .help(HELP);
        }
    }
}

const HELP: &str = "find winget.exe below %ProgramFiles%\\WindowsApps\\Microsoft.DesktopAppInstaller_*, or \
                    ship the installer in the package";

/// Whether the name is written there, or is that of a variable that is known to be it.
fn program_is_written(call: &RunCall<'_>) -> bool {
    let is_of_environment = |name: &str| name.starts_with("env:");
    !call.program.uses.iter().any(|used| is_of_environment(&used.name))
}

/// Whether the folder of winget may have become one that is searched: by the path, or, in cmd, as
/// the current one.
fn is_path_changed(call: &RunCall<'_>) -> bool {
    let mut around = std::iter::successors(Some(*call), RunCall::runner).take(16);
    around.any(|call| {
        let sets_path = call
            .unit()
            .assignments()
            .any(|(name, range)| name == "env:path" && range.start < call.range.start);
        let enters = call.style == Style::Builtin
            && call.before().take(64).any(|before| {
                let is_of_winget = |text: &str| {
                    text.contains(UNKNOWN) || text.to_ascii_lowercase().contains("windowsapps")
                };
                before.is_any(&["cd", "chdir", "pushd"]) && before.texts().any(is_of_winget)
            });
        sets_path || enters
    })
}
