//! `script-sysprep-or-oobe`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// A command starts Sysprep or the setup screens again.
    ///
    /// ## Why it matters
    ///
    /// A package is applied within the setup screens or on a running Windows. Sysprep there generalises the
    /// very installation that is being set up, or refuses to run; the setup screens start over, with the
    /// package half applied.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// C:\Windows\System32\Sysprep\sysprep.exe /oobe /generalize /shutdown
    /// ```
    ///
    /// ```powershell
    /// Start-Process "$env:windir\System32\oobe\msoobe.exe"
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem sysprep.exe /oobe
    /// dir C:\Windows\System32\Sysprep
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it. An image is generalised before it is deployed, not by a package.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-hardware/manufacture/desktop/sysprep--system-preparation--overview>
    pub(crate) SYSPREP_OR_OOBE {
        id: "script-sysprep-or-oobe", category: ScriptsContext,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls().filter(|call| call.is_now() && call.is_program()) {
        let path = call.program.text().to_ascii_lowercase().replace('/', "\\");
        match call.name.as_str() {
            "sysprep" | "msoobe" | "windeploy" => drop(
                findings
                    .at(call)
                    .say(format!("{} cannot run while the device is being set up", call.name))
                    .help("remove it: an image is generalised before it is deployed"),
            ),
            "setup" if path.contains(r"\oobe\setup") => drop(
                findings
                    .at(call)
                    .say("the setup screens are started again while the device is being set up")
                    .help("remove it: Windows starts them by itself"),
            ),
            "shutdown" if call.has_switch(&["o"]) => drop(
                findings
                    .at(call)
                    .say("shutdown /o restarts into the advanced options, which wait for somebody to choose")
                    .help("leave /o out, and leave the restart to the package"),
            ),
            _ => {}
        }
    }
}
