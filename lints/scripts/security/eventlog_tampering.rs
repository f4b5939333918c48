//! `sec-eventlog-tampering`

use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RegistryChange, RunCall};
use crate::script::reading::Style;

lint! {
    /// Logs are cleared or switched off.
    ///
    /// ## Why it matters
    ///
    /// What stood in the logs is gone, and what is switched off is never written. When something
    /// goes wrong with the device, or with the package, nobody can tell what happened. Attackers do
    /// it to hide what they did before.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// wevtutil cl Security
    /// auditpol /clear /y
    /// fsutil usn deletejournal /d C:
    /// ```
    ///
    /// ```powershell
    /// Clear-EventLog -LogName System
    /// Stop-Service EventLog -Force
    /// Remove-Item "$env:SystemRoot\System32\winevt\Logs\*.evtx" -Force
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// wevtutil epl System C:\ProgramData\Northwind\system.evtx
    /// wevtutil sl Microsoft-Windows-TaskScheduler/Operational /e:true
    /// auditpol /set /subcategory:"Logon" /success:enable /failure:enable
    /// del C:\ProgramData\Northwind\system.evtx
    /// ```
    ///
    /// ```powershell
    /// Remove-EventLog -Source Northwind
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it. What is too large can be given a maximum size.
    pub(crate) EVENTLOG_TAMPERING {
        id: "sec-eventlog-tampering", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1070.001", "T1562.002"], since: "0.1.0",
        check,
    }
}

/// A key, and the value that stops a log at 0.
const SWITCHES: &[(&str, &str, &str)] = &[
    (
        r"SOFTWARE\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging",
        "EnableScriptBlockLogging",
        "what PowerShell runs is no longer logged, not even what looks suspicious",
    ),
    (
        r"SYSTEM\CurrentControlSet\Control\WMI\Autologger\EventLog-Security",
        "Start",
        "the security log is switched off",
    ),
    (
        r"SYSTEM\CurrentControlSet\Control\WMI\Autologger\EventLog-System",
        "Start",
        "the system log is switched off",
    ),
];

/// The service that writes them, and what it is shown as.
const SERVICE: [&str; 2] = ["eventlog", "windows event log"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some((effect, severity)) = by_call(&call) else { continue };
        let finding = findings.at(call).say(effect).lowered_to(severity);
        weighed(finding, call.stage(), Some(&call)).help(HELP);
    }
    for change in package.service_changes() {
        if SERVICE.contains(&change.service.as_str()) && change.to.is_off() {
            let state = change.to.name();
            let finding = findings
                .at(change.place)
                .say(format!("the service that writes all event logs is {state}"));
            weighed(finding, change.stage, change.call.as_ref()).help(HELP);
        }
    }
    for change in package.registry_changes() {
        if let Some(effect) = by_change(&change) {
            let finding = findings.at(change.place).say(effect);
            weighed(finding, change.stage, change.call.as_ref()).help(HELP);
        }
    }
}

const HELP: &str = "remove it; investigations depend on these logs";

fn by_change(change: &RegistryChange<'_>) -> Option<&'static str> {
    let number = change.number()?;
    let is_it = |(key, name, _): &&(&str, &str, &str)| change.sets_of_machine(key, name);
    SWITCHES.iter().filter(|_| number == 0).find(is_it).map(|(.., effect)| *effect)
}

fn by_call(call: &RunCall<'_>) -> Option<(String, Severity)> {
    let error = |effect: &str| Some((effect.to_owned(), Severity::Error));
    let log = |at: usize| {
        let name = call.arguments.get(at).and_then(|log| log.value.known());
        name.map_or_else(|| "an event log".to_owned(), |name| format!("the log {name}"))
    };
    let verb = || call.texts().next().unwrap_or_default().to_ascii_lowercase();
    match (call.style, call.name.as_str()) {
        (Style::Program, "wevtutil") => match verb().as_str() {
            "cl" | "clear-log" => Some((format!("{} is cleared", log(1)), Severity::Error)),
            "sl" | "set-log" => {
                let enabled = call.option("e").or_else(|| call.option("enabled"))?;
                let severity = severity_of(call.arguments.get(1)?.value.text());
                enabled.is_false().then(|| (format!("{} is switched off", log(1)), severity))
            }
            _ => None,
        },
        // With a source only that is forgotten, and the log stays.
        (Style::Cmdlet, "remove-eventlog") if call.has_parameter("source") => None,
        (Style::Cmdlet, "clear-eventlog" | "remove-eventlog") => error("event logs are cleared"),
        (Style::Method, "clearlog") => error("an event log is cleared"),
        (Style::Program, "auditpol") if call.has_switch(&["clear", "remove"]) => {
            error("the audit policy is cleared, so that logons and changes are no longer logged")
        }
        (Style::Program, "auditpol") if call.has_switch(&["set"]) => {
            let is_off = |name: &str| call.option(name).is_some_and(|state| state.is("disable"));
            let is_whole = call.option("category").is_some_and(|category| category.is("*"));
            let severity = match is_whole {
                true => Severity::Error,
                false => Severity::Warning,
            };
            let effect = "some of what is audited is no longer logged".to_owned();
            (is_off("success") || is_off("failure")).then_some((effect, severity))
        }
        (Style::Program, "fsutil") if call.starts_with(&["usn", "deletejournal"]) => {
            error("the journal of changes to files is deleted")
        }
        (Style::Cmdlet, "remove-item" | "clear-content") | (Style::Builtin, "del" | "erase") => {
            let is_log = |text: &str| {
                let text = text.to_ascii_lowercase().replace('/', "\\");
                text.contains(r"\winevt\logs")
            };
            call.texts()
                .any(is_log)
                .then(|| ("the files of the event logs are deleted".to_owned(), Severity::Error))
        }
        _ => {
            let method = call.wmi_method(&["cleareventlog"])?;
            method.is_of("win32_nteventlogfile").then(|| error("event logs are cleared"))?
        }
    }
}

/// Logs that investigations begin with; others are switched off for less.
fn severity_of(log: &str) -> Severity {
    let log = log.to_ascii_lowercase();
    let is_exact = ["security", "system", "application"].contains(&log.as_str());
    let is_part = ["powershell", "sysmon", "defender", "applocker"];
    match is_exact || is_part.iter().any(|part| log.contains(part)) {
        true => Severity::Error,
        false => Severity::Warning,
    }
}
