//! `script-winget-as-system`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

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
        let is_bare = call
            .program
            .known()
            .is_some_and(|program| !program.contains(['\\', '/']) && call.program.uses.is_empty());
        if is_bare {
            findings
                .at(call)
                .say("winget is not on the path of SYSTEM, so that this is not found")
                .help(
                    "find winget.exe below %ProgramFiles%\\WindowsApps\\Microsoft.DesktopAppInstaller_*, \
                     or ship the installer in the package",
                );
        }
    }
}
