//! `persist-wmi-event`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall, Stage};

lint! {
    /// A permanent WMI subscription runs code on an event.
    ///
    /// ## Why it matters
    ///
    /// It runs as SYSTEM, stands in no list of tasks, services or start-up entries, and outlives
    /// restarts. That makes it a favourite of malware, and security products report it.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $filter = Set-WmiInstance -Namespace root\subscription -Class __EventFilter -Arguments @{
    ///     Name = 'Start'; EventNamespace = 'root\cimv2'; QueryLanguage = 'WQL'
    ///     Query = "SELECT * FROM __InstanceModificationEvent WITHIN 60 WHERE TargetInstance ISA 'Win32_PerfFormattedData_PerfOS_System'"
    /// }
    /// $consumer = Set-WmiInstance -Namespace root\subscription -Class CommandLineEventConsumer -Arguments @{
    ///     Name = 'Start'; CommandLineTemplate = 'powershell.exe -File C:\Windows\start.ps1'
    /// }
    /// ```
    ///
    /// ```batch
    /// wmic /namespace:\\root\subscription path CommandLineEventConsumer create Name="Start",CommandLineTemplate="start.exe"
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Get-WmiObject -Namespace root\subscription -Class CommandLineEventConsumer | Remove-WmiObject
    /// Register-CimIndicationEvent -ClassName Win32_ProcessStartTrace -SourceIdentifier Started
    /// ```
    ///
    /// ## What to do
    ///
    /// Register a scheduled task with a trigger for the event; everybody can see that one.
    pub(crate) WMI_EVENT {
        id: "persist-wmi-event", category: ScriptsPersistence,
        severity: Error, confidence: Certain, attack: ["T1546.003"], since: "0.1.0",
        check,
    }
}

/// What runs code, and what it waits for.
const CLASSES: &[(&str, bool)] = &[
    ("commandlineeventconsumer", true),
    ("activescripteventconsumer", true),
    ("__eventfilter", false),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let made: Vec<(RunCall<'_>, &str, bool)> = package
        .calls()
        .filter_map(|call| {
            let class = class_made(&call)?;
            let (name, runs) = CLASSES.iter().find(|(name, _)| class.contains(name))?;
            Some((call, *name, *runs))
        })
        .collect();
    // A filter does nothing without its consumer, which is what to report then.
    let with_consumer: std::collections::HashSet<usize> =
        made.iter().filter(|(.., runs)| *runs).map(|(call, ..)| call.part_index).collect();
    for (call, name, runs) in made {
        if !runs && with_consumer.contains(&call.part_index) {
            continue;
        }
        let what = match name {
            "commandlineeventconsumer" => "a WMI subscription runs a command on an event",
            "activescripteventconsumer" => "a WMI subscription runs a script on an event",
            _ => "a WMI subscription waits for an event",
        };
        let finding = findings
            .at(call)
            .say(format!("{what}, unseen by those who look at tasks and services"))
            .help("register a scheduled task with a trigger for the event in its place");
        let finding = match runs {
            true => finding,
            false => finding.with_confidence(Confidence::Likely),
        };
        if call.stage() == Stage::Unreached {
            drop(finding.lowered_to(Severity::Warning).with_confidence(Confidence::Heuristic));
        }
    }
}

/// The class that a command makes an object of, in lower case, with what may stand around it.
fn class_made(call: &RunCall<'_>) -> Option<String> {
    let class = match call.name.as_str() {
        "set-wmiinstance" => {
            let path = call.parameter("path");
            call.parameter_or("class", 0).or(path)?.text().to_owned()
        }
        "new-ciminstance" => call.parameter_or("classname", 0)?.text().to_owned(),
        // `([wmiclass]'\\.\root\subscription:__EventFilter').CreateInstance()`.
        "createinstance" => call.object()?.text().to_owned(),
        "wmic" => {
            let words: Vec<String> = call.texts().map(str::to_ascii_lowercase).collect();
            let at = words.iter().position(|word| word == "create")?;
            words.get(at.checked_sub(1)?)?.clone()
        }
        _ => return None,
    };
    Some(class.to_ascii_lowercase())
}
