//! `script-exe-no-silent-switch`

use crate::artifact::InstallerFamily;
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Alone, Asset, Package, RunCall, Started};

lint! {
    /// An installer is started without the switch that makes it silent.
    ///
    /// ## Why it matters
    ///
    /// An installer that shows its pages waits for clicks on a desktop that nobody sees, until
    /// provisioning gives the command up. Which switch it takes depends on the tool that made it,
    /// and an unknown one is mostly ignored: `/quiet` does nothing to an installer made with NSIS.
    ///
    /// ## Fires
    ///
    /// ```command
    /// "reader setup.exe"
    /// ```
    ///
    /// ```powershell
    /// Start-Process "$PSScriptRoot\vc_redist.x64.exe" -Wait
    /// ```
    ///
    /// ```corpus
    /// silent-depot
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// "%~dp0reader-setup.exe" /S
    /// vc_redist.x64.exe /install /quiet /norestart
    /// call :setup
    /// %1 setup.exe
    /// InstallUtil.exe depot.dll
    /// exit /b
    /// :setup
    /// echo ready
    /// ```
    ///
    /// ```powershell
    /// param($Options)
    /// Start-Process setup.exe -ArgumentList $Options -Wait
    /// ```
    ///
    /// ## What to do
    ///
    /// Add the switch of the tool that made the installer: `/S` for NSIS, `/VERYSILENT
    /// /SUPPRESSMSGBOXES /NORESTART` for Inno Setup, `/s /v"/qn"` for InstallShield, `/quiet
    /// /norestart` for WiX Burn. Try it on a device where you can see what happens.
    pub(crate) EXE_NO_SILENT_SWITCH {
        id: "script-exe-no-silent-switch", category: ScriptsSilent,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let assets = package.installer_assets();
    for call in package.calls() {
        let Some(started) = assets.started(&call) else { continue };
        let is_known = call.arguments.iter().all(|argument| argument.value.is_known());
        if !is_known || call.may_hide_switches() || call.is_answered() {
            continue;
        }
        let Some((why, help, confidence)) = fault(&call, started) else { continue };
        let finding = findings.at(call).say(why).with_confidence(confidence);
        let finding = match call.alone() {
            Alone::Later => finding.lowered_to(Severity::Advice),
            _ => finding,
        };
        finding.help(help);
    }
}

/// What is wrong with the arguments of an installer, what to do, and how sure that is.
fn fault(call: &RunCall<'_>, started: Started<'_>) -> Option<(String, String, Confidence)> {
    let texts: Vec<&str> = call.texts().collect();
    let name = call.name.as_str();
    let only_asks = ["?", "h", "help", "version", "layout", "extract", "x", "u", "uninstall"];
    if call.has_switch(&only_asks) {
        return None;
    }
    let family = started.family.filter(|family| *family != InstallerFamily::Other);
    let Some(family) = family.or_else(|| by_name(name)) else {
        // What its arguments mean is not known.
        let why = || {
            format!("by its name {name}.exe is an installer, and it is started without arguments")
        };
        let help = "give it the switch that makes it silent, such as /S or /quiet".to_owned();
        return texts.is_empty().then(|| (why(), help, Confidence::Heuristic));
    };
    let takes = |name: &str| matches!(family, InstallerFamily::Inno) && takes_name(&texts, name);
    if family.is_silent(&texts) || family.shows_progress(&texts) || takes("loadinf") {
        return None;
    }
    let switch = family.silent_switch();
    let (made, tool) = (started.asset.map(|asset: &Asset| &asset.name), family.name());
    let name = made.cloned().unwrap_or_else(|| format!("{name}.exe"));
    let given = if texts.is_empty() { "without arguments" } else { "with other switches" };
    let why = match switch {
        "" => format!("the archive {name}, made with {tool}, asks where to unpack itself"),
        _ => {
            format!(
                "the installer {name}, made with {tool}, is started {given}: it shows its pages"
            )
        }
    };
    let help = match switch {
        "" => "add -y, and see that what it starts is silent too".to_owned(),
        _ => format!("installers of {tool} are silent with {switch}"),
    };
    Some((why, help, Confidence::Likely))
}

/// Whether a switch of that name has a value: `/LOADINF="x"`.
fn takes_name(texts: &[&str], name: &str) -> bool {
    texts.iter().any(|text| {
        let start = text.get(1..).and_then(|rest| rest.get(..name.len()));
        start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    })
}

/// The family of installers that everybody knows.
fn by_name(name: &str) -> Option<InstallerFamily> {
    let known = ["vc_redist", "windowsdesktop-runtime-", "dotnet-runtime-"];
    known.iter().any(|known| name.starts_with(known)).then_some(InstallerFamily::Burn)
}
