//! `script-eula-prompt`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Alone, Package, RunCall};

lint! {
    /// A tool of Sysinternals is started without accepting its licence.
    ///
    /// ## Why it matters
    ///
    /// On its first run for an account each of these tools shows its licence and waits until it is
    /// accepted. While a package is applied it is the first run, by SYSTEM, and nobody is there.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// psexec -s cmd /c whoami
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// psexec -accepteula -s cmd /c whoami
    /// bginfo depot.bgi /timer:0 /silent /accepteula
    /// ```
    ///
    /// ```batch
    /// reg add HKCU\Software\Sysinternals\PsExec /v EulaAccepted /t REG_DWORD /d 1 /f
    /// psexec -s cmd /c whoami
    /// ```
    ///
    /// ## What to do
    ///
    /// Add `-accepteula`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/sysinternals/downloads/psexec>
    pub(crate) EULA_PROMPT {
        id: "script-eula-prompt", category: ScriptsSilent,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// The tools, without the `64` of those for 64 bits. Some names that others use as well are left
/// out: `du`, `strings`, `sync`, `whois`.
const TOOLS: &[&str] = &[
    "accesschk",
    "autologon",
    "autoruns",
    "autorunsc",
    "bginfo",
    "contig",
    "coreinfo",
    "disk2vhd",
    "handle",
    "listdlls",
    "pendmoves",
    "procdump",
    "procexp",
    "procmon",
    "psexec",
    "psfile",
    "psgetsid",
    "psinfo",
    "pskill",
    "pslist",
    "psloggedon",
    "psloglist",
    "pspasswd",
    "psping",
    "psservice",
    "psshutdown",
    "pssuspend",
    "sdelete",
    "sigcheck",
    "sysmon",
    "tcpvcon",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let is_tool = |call: &RunCall<'_>| call.is_program() && tool(&call.name).is_some();
    let mut calls = package.calls().filter(is_tool).peekable();
    if calls.peek().is_none() {
        return;
    }
    let changes = package.registry_changes();
    if changes.iter().any(|change| change.is_named("EulaAccepted") && change.number() != Some(0)) {
        return;
    }
    for call in calls {
        let Some(tool) = tool(&call.name) else { continue };
        let is_accepted = call.has_switch(&["accepteula", "nolicprompt", "?"]);
        if is_accepted || call.may_hide_switches() {
            continue;
        }
        let say =
            format!("on its first run {tool} shows its licence and waits until it is accepted");
        let finding = findings.at(call).say(say);
        let finding = match call.alone() {
            Alone::Later => finding.lowered_to(Severity::Advice),
            Alone::Perhaps => finding.with_confidence(Confidence::Likely),
            Alone::Surely => finding,
        };
        finding.help("add -accepteula");
    }
}

/// The tool of that name.
fn tool(name: &str) -> Option<&'static str> {
    let name = name.strip_suffix("64").unwrap_or(name);
    TOOLS.iter().find(|tool| **tool == name).copied()
}
