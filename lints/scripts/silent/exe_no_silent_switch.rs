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
        let fault = fault(&call, started).or_else(|| half(package, &call, started));
        let Some((why, help, confidence)) = fault else { continue };
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
    let Some(family) = family else {
        // What its arguments mean is not known.
        let why = || {
            format!("by its name {name}.exe is an installer, and it is started without arguments")
        };
        let help = "give it the switch that makes it silent, such as /S or /quiet".to_owned();
        return texts.is_empty().then(|| (why(), help, Confidence::Heuristic));
    };
    if family.is_silent(&texts) || family.shows_progress(&texts) {
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

/// An installer of InstallShield that is told to be silent, and has neither a file with the answers
/// nor a word for the package inside of it.
fn half(
    package: &Package,
    call: &RunCall<'_>,
    started: Started<'_>,
) -> Option<(String, String, Confidence)> {
    let is_one = started.family == Some(InstallerFamily::InstallShield) && call.has_switch(&["s"]);
    let is_told = call.texts().any(|text| {
        let text = text.to_ascii_lowercase();
        let option = text.strip_prefix(['/', '-']).unwrap_or_default();
        option.starts_with("f1") || option.starts_with('v') && text.contains("q")
    });
    let has_answers =
        || package.assets.iter().any(|asset| asset.name.eq_ignore_ascii_case("setup.iss"));
    if !is_one || is_told || has_answers() {
        return None;
    }
    let name = &started.asset?.name;
    let why = format!(
        "the installer {name}, made with InstallShield, takes /s for its own pages only: it needs a setup.iss with the answers, or /v\"/qn\" for the package inside"
    );
    let help = "add /v\"/qn\", or bring a setup.iss and name it with /f1".to_owned();
    Some((why, help, Confidence::Heuristic))
}
