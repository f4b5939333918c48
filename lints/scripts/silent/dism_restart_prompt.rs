//! `script-dism-restart-prompt`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Alone, Package, RunCall};

lint! {
    /// A Windows feature is changed in a way that asks for a restart, or restarts by itself.
    ///
    /// ## Why it matters
    ///
    /// If what DISM did needs a restart, it asks whether to do it now, and waits for the answer.
    /// With `/quiet` alone it does not ask and restarts at once, in the middle of provisioning.
    /// `Enable-WindowsOptionalFeature` asks as well, unless `-NoRestart` is given.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// dism /online /enable-feature /featurename:Microsoft-Hyper-V-All /all
    /// ```
    ///
    /// ```batch
    /// dism /online /disable-feature /featurename:SMB1Protocol /quiet
    /// ```
    ///
    /// ```powershell
    /// Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// dism /online /enable-feature /featurename:Microsoft-Hyper-V-All /all /quiet /norestart
    /// dism /image:D:\ /enable-feature /featurename:Microsoft-Hyper-V-All
    /// dism /online /get-features
    /// ```
    ///
    /// ```powershell
    /// Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All -NoRestart
    /// ```
    ///
    /// ## What to do
    ///
    /// Add `/quiet /norestart`, or `-NoRestart`, and let provisioning restart the device:
    /// *RestartRequired*, or an exit code of 3010 that is named in *RebootRequiredExitCodes*.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-hardware/manufacture/desktop/dism-global-options-for-command-line-syntax>
    pub(crate) DISM_RESTART_PROMPT {
        id: "script-dism-restart-prompt", category: ScriptsSilent,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// What DISM does that may need a restart.
const ACTIONS: &[&str] = &[
    "enable-feature",
    "disable-feature",
    "add-package",
    "remove-package",
    "add-capability",
    "set-edition",
];

/// Commands of PowerShell that ask when a restart is needed.
const CMDLETS: &[(&str, &str)] = &[
    ("add-windowspackage", "Add-WindowsPackage"),
    ("disable-windowsoptionalfeature", "Disable-WindowsOptionalFeature"),
    ("enable-windowsoptionalfeature", "Enable-WindowsOptionalFeature"),
    ("remove-windowspackage", "Remove-WindowsPackage"),
];

/// Features that are switched on without a restart.
const WITHOUT_RESTART: &[&str] = &["netfx3", "telnetclient"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some((say, add, most)) = fault(&call) else { continue };
        if call.may_hide_switches() || call.is_answered() {
            continue;
        }
        let most = match call.alone() {
            Alone::Later => Severity::Advice,
            _ => most,
        };
        findings
            .at(call)
            .say(say)
            .lowered_to(most)
            .help(format!("add {add}, and restart by RestartRequired or the exit code 3010"));
    }
}

/// What a call says, what it lacks, and how bad that is.
fn fault(call: &RunCall<'_>) -> Option<(String, &'static str, Severity)> {
    if let Some((_, name)) = CMDLETS.iter().find(|(name, _)| call.is(name)) {
        if !call.has_parameter("online") || call.has_parameter("norestart") {
            return None;
        }
        let feature = call.parameter_or("featurename", 0);
        let most = match feature.is_some_and(|feature| needs_none(feature.text())) {
            true => Severity::Advice,
            false => Severity::Error,
        };
        let say = format!("without -NoRestart {name} asks whether to restart when that is needed");
        return Some((say, "-NoRestart", most));
    }
    let is_change = call.has_switch(&["online"]) && !call.has_switch(&["?"]);
    if !call.is("dism") || !call.is_program() || !is_change {
        return None;
    }
    let is_given = |action: &str| call.has_switch(&[action]) || call.option(action).is_some();
    let action = ACTIONS.iter().find(|action| is_given(action))?;
    let feature = call.option("featurename");
    let is_mild =
        *action == "add-capability" || feature.is_some_and(|feature| needs_none(feature.text()));
    let at_most = |severity| if is_mild { Severity::Advice } else { severity };
    match (call.has_switch(&["norestart"]), call.has_switch(&["quiet", "q"])) {
        (true, _) => None,
        (false, true) => Some((
            format!("dism /{action} /quiet restarts the device by itself when that is needed"),
            "/norestart",
            at_most(Severity::Warning),
        )),
        (false, false) => Some((
            format!("dism /{action} asks whether to restart when that is needed"),
            "/quiet /norestart",
            at_most(Severity::Error),
        )),
    }
}

fn needs_none(feature: &str) -> bool {
    WITHOUT_RESTART.iter().any(|name| feature.eq_ignore_ascii_case(name))
}
