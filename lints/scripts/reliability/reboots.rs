//! `script-reboots`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::reading::{Style, UNKNOWN};

lint! {
    /// A script restarts the device, or ends the session, in the middle of provisioning.
    ///
    /// ## Why it matters
    ///
    /// Provisioning is cut off where it stands: the settings and commands that were still to come are
    /// missing or half done, and what the script was doing may begin again after the restart.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// msiexec /i agent.msi /qn /norestart
    /// shutdown /r /t 5
    /// ```
    ///
    /// ```powershell
    /// Rename-Computer -NewName 'TAILSPIN-01' -Restart
    /// ```
    ///
    /// ```command
    /// msiexec.exe /i agent.msi /qn REBOOT=Force
    /// ```
    ///
    /// ```batch
    /// msiexec /i agent.msi /qn
    /// ```
    ///
    /// ```powershell
    /// (Get-WmiObject Win32_OperatingSystem).Reboot()
    /// Install-WindowsUpdate -AcceptAll -AutoReboot
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem shutdown /r /t 0
    /// shutdown /a
    /// msiexec /i agent.msi /qn /norestart
    /// msiexec /i viewer.msi /qn REBOOT=ReallySuppress
    /// echo run shutdown /r when you are done
    /// exit /b 3010
    /// ```
    ///
    /// ```powershell
    /// Rename-Computer -NewName 'TAILSPIN-01'
    /// Restart-Service Spooler
    /// Restart-Computer -WhatIf
    /// ```
    ///
    /// ## What to do
    ///
    /// In the primary context set RestartRequired, or end with 3010. In the device context leave the
    /// restart to something behind the package.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-provisioningcommands>
    pub(crate) REBOOTS {
        id: "script-reboots", category: ScriptsReliability,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Seconds that leave the package time to end.
const LONG: u64 = 600;

const HELP: &str = "in the primary context set RestartRequired or end with 3010; in the device context leave the \
     restart to something behind the package";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        if let Some(what) = ends(&call) {
            report(findings, call, what);
        } else if call.is_now() && updates_restart(&call) {
            findings
                .at(call)
                .say("updates restart the device by themselves, in the middle of provisioning")
                .lowered_to(Severity::Warning)
                .with_confidence(Confidence::Likely)
                .help("use -IgnoreReboot, and restart behind the package");
        } else if call.is_now() && may_restart(&call) {
            findings
                .at(call)
                .say(format!(
                    "{} restarts the device by itself if the installer asks for it",
                    call.call().name
                ))
                .lowered_to(Severity::Advice)
                .help("add /norestart");
        }
    }
}

fn report(findings: &mut Findings<'_>, call: RunCall<'_>, what: &str) {
    let seconds = delay(&call).unwrap_or_default();
    let finding = findings.at(call).help(HELP);
    let finding = match call.is_conditional() {
        true => finding.with_confidence(Confidence::Likely),
        false => finding,
    };
    match (call.is_now(), seconds >= LONG) {
        (true, false) => drop(finding.say(format!("{what} in the middle of provisioning"))),
        (true, true) => drop(
            finding
                .say(format!("{what} {seconds} seconds later, whether or not the package is done"))
                .lowered_to(Severity::Warning),
        ),
        (false, _) => drop(
            finding
                .say(format!("{what} when this runs, which is not while the package is applied"))
                .lowered_to(Severity::Advice)
                .help("see to it that nobody works on the device then"),
        ),
    }
}

/// What a call does that ends the session, if it does.
fn ends(call: &RunCall<'_>) -> Option<&'static str> {
    const RESTARTS: &str = "the device restarts";
    const STOPS: &str = "the device is shut down";
    const LEAVES: &str = "the user is signed out";
    let has_text = |text: &str| call.texts().any(|found| found.eq_ignore_ascii_case(text));
    match (call.style, call.name.as_str()) {
        (Style::Program, "shutdown") => {
            let is_other = call.has_switch(&["m", "a", "?", "i"]);
            let found = match () {
                () if call.has_switch(&["r", "g"]) => RESTARTS,
                () if call.has_switch(&["s", "sg", "p", "h"]) => STOPS,
                () if call.has_switch(&["l"]) => LEAVES,
                () => return None,
            };
            Some(found).filter(|_| !is_other)
        }
        (Style::Cmdlet, "restart-computer" | "stop-computer") => {
            let computer = call.parameter("ComputerName").or_else(|| call.positional().next());
            let is_here = computer.is_none_or(|name| {
                name.is(".") || name.is("localhost") || name.uses("env:computername")
            });
            let found = match call.is("restart-computer") {
                true => RESTARTS,
                false => STOPS,
            };
            (is_here && !call.has_parameter("WhatIf")).then_some(found)
        }
        (Style::Cmdlet, "rename-computer" | "add-computer" | "remove-computer") => {
            call.has_parameter("Restart").then_some(RESTARTS)
        }
        (Style::Program, "logoff") => Some(LEAVES),
        (Style::Program, "rundll32") => {
            let is_it = |text: &str| text.to_ascii_lowercase().contains("exitwindowsex");
            call.texts().any(is_it).then_some(STOPS)
        }
        (Style::Program, "wmic") if call.starts_with(&["os"]) => match () {
            () if has_text("reboot") => Some(RESTARTS),
            () if has_text("shutdown") || has_text("win32shutdown") => Some(STOPS),
            () => None,
        },
        (Style::Cmdlet, "invoke-cimmethod" | "invoke-wmimethod") => {
            let method = call.parameter("MethodName").or_else(|| call.parameter("Name"))?;
            match () {
                () if method.is("Reboot") => Some(RESTARTS),
                () if method.is("Shutdown") || method.is("Win32Shutdown") => Some(STOPS),
                () => None,
            }
        }
        (Style::Method, "win32shutdown" | "win32shutdowntracker") => Some(STOPS),
        // Of Win32_OperatingSystem.
        (Style::Method, "reboot") if call.positional().next().is_none() => Some(RESTARTS),
        (Style::Program, "usoclient") if has_text("restartdevice") => Some(RESTARTS),
        (Style::Program, "msiexec") => {
            let told = call.installer()?;
            let is_forced = told.others.iter().any(|other| is_force(other.text()))
                || told.property("REBOOT").is_some_and(|reboot| is_letter(&reboot.value, 'f'));
            is_forced.then_some(RESTARTS)
        }
        (Style::Program, _) => call.texts().any(is_force).then_some(RESTARTS),
        _ => None,
    }
}

fn is_force(text: &str) -> bool {
    ["/forcerestart", "-forcerestart", "--forcerestart"]
        .iter()
        .any(|option| option.eq_ignore_ascii_case(text))
}

/// Windows Installer looks at the first letter of REBOOT.
fn is_letter(value: &str, letter: char) -> bool {
    value.chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&letter))
}

/// The seconds that `shutdown` is told to wait.
fn delay(call: &RunCall<'_>) -> Option<u64> {
    call.is("shutdown").then(|| call.option("t"))??.known()?.parse().ok()
}

/// `Install-WindowsUpdate -AutoReboot` of the module PSWindowsUpdate.
fn updates_restart(call: &RunCall<'_>) -> bool {
    call.is_any(&["install-windowsupdate", "get-windowsupdate", "get-wuinstall"])
        && call.has_parameter("AutoReboot")
}

/// An installation without questions that may restart the device when it is done.
fn may_restart(call: &RunCall<'_>) -> bool {
    if call.is("wusa") {
        let is_silent = call.has_switch(&["quiet"]) && call.line.is_known();
        return is_silent && !call.has_switch(&["norestart", "promptrestart", "warnrestart"]);
    }
    let Some(told) = call.installer() else { return false };
    let is_silent = told.interface.as_deref().is_some_and(|shown| matches!(shown, "" | "n" | "n+"));
    let is_change = told.action.as_deref().is_some_and(|action| !action.starts_with('a'));
    // What is not known may be /norestart.
    let is_told = told.others.iter().all(|other| !other.text().contains(UNKNOWN))
        && told.others.iter().all(|other| !other.text().to_ascii_lowercase().ends_with("restart"))
        && !call.has_unknown_parameters();
    is_silent && is_change && is_told && !told.is_no_restart && told.property("REBOOT").is_none()
}
