//! `script-psexec`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place};

lint! {
    /// PsExec is used, or brought along.
    ///
    /// ## Why it matters
    ///
    /// Commands of a package run as SYSTEM already. PsExec waits for somebody to accept its licence
    /// unless it is told `-accepteula`, is not part of Windows, and is what antivirus and detection
    /// programs look for, since attackers use it to get from one device to the next.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// PsExec64.exe -accepteula -s cmd /c install.cmd
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem psexec -s cmd
    /// echo psexec is not needed here
    /// call install.cmd
    /// ```
    ///
    /// ## What to do
    ///
    /// Run the command itself. What must run as another user, or later, can be a scheduled task.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/sysinternals/downloads/psexec>
    pub(crate) PSEXEC {
        id: "script-psexec", category: ScriptsReliability,
        severity: Warning, confidence: Certain, attack: ["T1569.002"], since: "0.1.0",
        check,
    }
}

const HELP: &str = "run the command itself: it runs as SYSTEM already";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut is_used = false;
    for call in package.calls().filter(|call| call.is_any(&["psexec", "psexec64"])) {
        is_used = true;
        findings
            .at(call)
            .say("this is run by PsExec, which antivirus may stop and which is not needed")
            .help(HELP);
    }
    if is_used {
        return;
    }
    for asset in &package.assets {
        let name = asset.name.to_ascii_lowercase();
        if name == "psexec.exe" || name == "psexec64.exe" {
            findings
                .at(Place::file(&asset.path))
                .say("the package brings along PsExec, which antivirus may stop")
                .help(HELP);
        }
    }
}
