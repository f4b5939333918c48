//! `sec-windows-update-disabled`

use super::standing::{SwitchedOn, Told, weighed};
use super::update_pause::{Pause, paused};
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RegistryChange, RegistryData, RunCall};
use crate::script::Value;
use crate::script::registry_key::Hive;

lint! {
    /// Windows Update is switched off.
    ///
    /// ## Why it matters
    ///
    /// The device stops getting security fixes, and stays as it was on the day it was set up.
    /// Nothing reminds anybody to switch it on again.
    ///
    /// ## Fires
    ///
    /// ```batch --now 2026-06-01
    /// reg add HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU /v NoAutoUpdate /t REG_DWORD /d 1 /f
    /// ```
    ///
    /// ```powershell --now 2026-06-01
    /// Set-Service -Name wuauserv -StartupType Disabled
    /// ```
    ///
    /// ```powershell --now 2026-06-01
    /// Set-ItemProperty HKLM:\SOFTWARE\Microsoft\WindowsUpdate\UX\Settings PauseUpdatesExpiryTime '2077-01-01T00:00:00Z'
    /// ```
    ///
    /// ```xml --now 2026-06-01
    /// <Policies>
    ///   <Update>
    ///     <AllowAutoUpdate>Turn off automatic updates</AllowAutoUpdate>
    ///   </Update>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Stopped while its store is emptied, set to a schedule, and put off by days:
    ///
    /// ```batch --now 2026-06-01
    /// net stop wuauserv
    /// rd /s /q C:\Windows\SoftwareDistribution\Download
    /// net start wuauserv
    /// sc config wuauserv start= demand
    /// reg add HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU /v NoAutoUpdate /t REG_DWORD /d 0 /f
    /// reg add HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate /v DeferQualityUpdatesPeriodInDays /t REG_DWORD /d 7 /f
    /// ```
    ///
    /// ```xml --now 2026-06-01
    /// <Policies>
    ///   <Update>
    ///     <AllowAutoUpdate>3</AllowAutoUpdate>
    ///     <AllowUpdateService>Yes</AllowUpdateService>
    ///   </Update>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Let an update ring of device management decide when updates come, or pause them until a date
    /// that is near.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/deployment/update/waas-configure-wufb>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/policy-csp-update>
    pub(crate) WINDOWS_UPDATE_DISABLED {
        id: "sec-windows-update-disabled", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1562.001"], since: "0.1.0",
        check,
    }
}

const HELP: &str = "use an update ring, or pause updates until a date that is near";

/// The services without which no update comes.
const SERVICES: [&str; 4] = ["wuauserv", "windows update", "usosvc", "update orchestrator service"];

const POLICY: &str = r"SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate";
const AUTOMATIC: &str = r"SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU";

/// Values that are 1 to switch it off, what then is so, and how bad that is.
const VALUES: &[(&str, &str, &str, Severity)] = &[
    (AUTOMATIC, "NoAutoUpdate", "no update is installed by itself any more", Severity::Error),
    (
        POLICY,
        "DisableWindowsUpdateAccess",
        "nobody at the device can look for updates or install them",
        Severity::Warning,
    ),
];

/// Policies below `Policies/Update` that switch it off.
const POLICIES: &[(&str, &str, &str)] = &[
    ("AllowUpdateService", "0", "the device asks no update service, and the Store does not work"),
    ("AllowAutoUpdate", "5", "no update is installed by itself any more"),
];

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for (name, raw, what) in POLICIES {
        for setting in package.settings(&format!("Policies/Update/{name}")) {
            if setting.is(raw) {
                findings
                    .at(setting)
                    .say(format!("the policy {name} is set to {raw}: {what}"))
                    .help(HELP);
            }
        }
    }
    registry(package, context, findings);
    services(package, findings);
    for call in package.calls().filter(blocks_hosts) {
        let finding =
            findings.at(call).say("the update servers of Microsoft are blocked in the hosts file");
        weighed(finding, call.stage(), Some(&call)).help(HELP);
    }
}

fn registry(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let row = |change: &RegistryChange<'_>| {
        let name = change.name.as_ref()?;
        VALUES.iter().find(|(key, known, ..)| {
            known.eq_ignore_ascii_case(name) && change.key.is(&Hive::LocalMachine, key)
        })
    };
    let changes = package.registry_changes();
    let mut on = SwitchedOn::default();
    for change in &changes {
        let is_on = change.to == RegistryData::ValueDeleted || change.number() == Some(0);
        if let Some((_, name, ..)) = row(change).filter(|_| is_on) {
            on.note(change.call.as_ref(), name);
        }
    }
    for change in changes {
        let stage = change.stage;
        if let Some((_, name, what, severity)) = row(&change) {
            if change.number() != Some(1) {
                continue;
            }
            let finding =
                findings.at(change.place).say(format!("the value {name} is set to 1: {what}"));
            let finding = match on.is_behind(change.call.as_ref(), name) {
                true => finding.here("the same script takes it back").lowered_to(Severity::Advice),
                false => finding.lowered_to(*severity),
            };
            weighed(finding, stage, change.call.as_ref()).help(HELP);
            continue;
        }
        let Some(pause) = paused(&change, context.now) else { continue };
        let (what, severity) = match pause {
            Pause::Short(days) => (format!("updates are paused for {days} days"), Severity::Advice),
            Pause::Long(days) => (
                format!("updates are paused for {days} days, and Windows offers 35"),
                Severity::Warning,
            ),
            Pause::Forever(year) => {
                (format!("updates are paused until the year {year}"), Severity::Error)
            }
        };
        let finding = findings.at(change.place).say(what).lowered_to(severity);
        weighed(finding, stage, change.call.as_ref()).help(HELP);
    }
}

fn services(package: &Package, findings: &mut Findings<'_>) {
    let changes: Vec<_> = package
        .service_changes()
        .into_iter()
        .filter(|change| SERVICES.contains(&change.service.as_str()))
        .collect();
    let mut on = SwitchedOn::default();
    for change in changes.iter().filter(|change| !change.to.is_off()) {
        on.note(change.call.as_ref(), &change.service);
    }
    let mut told = Told::default();
    for change in changes.into_iter().filter(|change| change.to.is_off_for_good()) {
        if !told.is_first(change.call.as_ref()) {
            continue;
        }
        let (service, state) = (&change.service, change.to.name());
        let finding = findings
            .at(change.place)
            .say(format!("the service {service} is {state}: no update comes any more"));
        let finding = match on.is_behind(change.call.as_ref(), service) {
            true => finding.here("the same script takes it back").lowered_to(Severity::Advice),
            false => finding,
        };
        weighed(finding, change.stage, change.call.as_ref()).help(HELP);
    }
}

/// Whether it writes a name of the update servers into the hosts file.
fn blocks_hosts(call: &RunCall<'_>) -> bool {
    let is_hosts = |value: &Value| {
        value.text().to_ascii_lowercase().replace('/', "\\").ends_with(r"\drivers\etc\hosts")
    };
    let has_server = |text: &str| {
        let text = text.to_ascii_lowercase();
        let servers = ["windowsupdate.com", "update.microsoft.com", "windowsupdate.microsoft.com"];
        let mut words = text.split(|ch: char| !ch.is_alphanumeric() && !matches!(ch, '.' | '-'));
        words.any(|word| servers.iter().any(|server| word.ends_with(server)))
    };
    match call.name.as_str() {
        "add-content" | "set-content" => {
            call.parameter("literalpath")
                .or_else(|| call.parameter_or("path", 0))
                .is_some_and(is_hosts)
                && call.arguments.iter().any(|argument| has_server(argument.value.text()))
        }
        "echo" => call.output_file().is_some_and(is_hosts) && call.texts().any(has_server),
        _ => false,
    }
}
