//! `sec-defender-disabled`

use super::defender_values::{POLICIES, PREFERENCES, REGISTRY, SERVICES, Weight};
use super::preferences::preference;
use super::standing::{SwitchedOn, Told, weighed};
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RegistryData, RunCall, Setting};

lint! {
    /// Microsoft Defender Antivirus is switched off, or a part of it.
    ///
    /// ## Why it matters
    ///
    /// From then on nothing looks at the files and scripts that reach the device, and nobody is
    /// told. It is also what an intruder does first.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Set-MpPreference -DisableRealtimeMonitoring $true
    /// ```
    ///
    /// ```batch
    /// reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Real-Time Protection" /v DisableBehaviorMonitoring /t REG_DWORD /d 1 /f
    /// ```
    ///
    /// ```command
    /// cmd /c sc config WinDefend start= disabled
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Defender>
    ///     <AllowRealtimeMonitoring>No</AllowRealtimeMonitoring>
    ///   </Defender>
    /// </Policies>
    /// ```
    ///
    /// ```powershell
    /// foreach ($service in 'WdNisSvc', 'WinDefend') { Set-Service $service -StartupType Disabled }
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Off at what is off by default or costs no protection, and what is switched on:
    ///
    /// ```powershell
    /// Set-MpPreference -DisableRealtimeMonitoring $false -DisableCatchupFullScan $true
    /// Set-MpPreference -DisableBehaviorMonitoring $choice
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Defender>
    ///     <AllowEmailScanning>No</AllowEmailScanning>
    ///     <AllowUserUIAccess>No</AllowUserUIAccess>
    ///   </Defender>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it. Another antivirus that registers with Windows makes Defender step back by itself.
    /// If an installer is too slow, exclude its folder while it runs, and take that back.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/defender-endpoint/microsoft-defender-antivirus-compatibility>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/policy-csp-defender>
    pub(crate) DEFENDER_DISABLED {
        id: "sec-defender-disabled", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1562.001"],
        yields_to: ["policy-label-inverted"], since: "0.1.0",
        check,
    }
}

const HELP: &str =
    "remove it; another antivirus that registers with Windows makes Defender step back by itself";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    settings(package, findings);
    commands(package, findings);
    registry(package, findings);
    services(package, findings);
}

fn settings(package: &Package, findings: &mut Findings<'_>) {
    for (name, what, weight) in POLICIES {
        for setting in package.settings(&format!("Policies/Defender/{name}")) {
            if is_off(setting) {
                let finding =
                    findings.at(setting).say(format!("the policy {name} switches off {what}"));
                finding.here("the device gets 0").lowered_to(weight.severity()).help(HELP);
            }
        }
    }
}

/// Whether the device gets 0. What an inverted label becomes is known only once it is built.
fn is_off(setting: &Setting) -> bool {
    let is_inverted = setting.known.is_some_and(|known| known.has_inverted_labels());
    match is_inverted && setting.runtime.is_none() {
        true => setting.value().trim() == "0",
        false => setting.is("0"),
    }
}

fn commands(package: &Package, findings: &mut Findings<'_>) {
    let mut on = SwitchedOn::default();
    for call in package.calls() {
        for (name, ..) in PREFERENCES.iter().filter(|(name, ..)| is_on(&call, name)) {
            on.note(Some(&call), name);
        }
        let is_updated = call.is("update-mpsignature") || is_scanner(&call, "signatureupdate");
        if is_updated {
            on.note(Some(&call), SIGNATURES);
        }
    }
    for call in package.calls() {
        let off: Vec<_> =
            PREFERENCES.iter().filter(|(name, ..)| is_preferred_off(&call, name)).collect();
        let weight = off.iter().map(|(.., weight)| *weight).max();
        if let Some(weight) = weight {
            let parts: Vec<&str> = off.iter().map(|(_, what, _)| *what).collect();
            let is_again = off.iter().all(|(name, ..)| on.is_behind(Some(&call), name));
            let finding = findings.at(call).say(format!(
                "{} of Defender {} switched off",
                listed(&parts),
                are(&parts)
            ));
            let finding = match is_again {
                true => finding
                    .here("the same script switches it on again")
                    .lowered_to(Severity::Warning),
                false => finding.lowered_to(weight.severity()),
            };
            weighed(finding, call.stage(), Some(&call)).help(HELP);
        }
        if is_scanner(&call, "removedefinitions") && call.has_switch(&["all"]) {
            let finding = findings.at(call).say("all signatures of Defender are removed");
            let finding = match on.is_behind(Some(&call), SIGNATURES) {
                true => {
                    finding.here("the same script gets them anew").lowered_to(Severity::Warning)
                }
                false => finding,
            };
            weighed(finding, call.stage(), Some(&call))
                .help("remove it; Defender replaces signatures by itself");
        }
        if removes_feature(&call) {
            let finding = findings.at(call).say("the feature Microsoft Defender is removed");
            weighed(finding, call.stage(), Some(&call)).help(HELP);
        }
    }
}

/// What the signatures are called among what is switched on.
const SIGNATURES: &str = "signatures";

fn is_scanner(call: &RunCall<'_>, switch: &str) -> bool {
    call.is("mpcmdrun") && call.has_switch(&[switch])
}

fn removes_feature(call: &RunCall<'_>) -> bool {
    let feature = match call.name.as_str() {
        "disable-windowsoptionalfeature" => call.parameter("featurename").cloned(),
        "uninstall-windowsfeature" | "remove-windowsfeature" => {
            call.parameter_or("name", 0).cloned()
        }
        "dism" if call.has_switch(&["disable-feature"]) => call.option("featurename"),
        _ => None,
    };
    let names = ["Windows-Defender", "Windows-Defender-Features"];
    feature.is_some_and(|feature| {
        feature.each().iter().any(|feature| names.iter().any(|name| feature.is(name)))
    })
}

fn is_preferred_off(call: &RunCall<'_>, name: &str) -> bool {
    preference(call, &["set"], name).is_some_and(|value| match name {
        "MAPSReporting" => value.is_false(),
        _ => value.is_true(),
    })
}

fn is_on(call: &RunCall<'_>, name: &str) -> bool {
    preference(call, &["set"], name).is_some_and(|value| match name {
        "MAPSReporting" => value.is_known() && !value.is_false(),
        _ => value.is_false(),
    })
}

fn registry(package: &Package, findings: &mut Findings<'_>) {
    let entry = |change: &crate::package::RegistryChange<'_>| {
        let name = change.name.as_ref()?;
        let rows = REGISTRY.iter().filter(|row| row.name.eq_ignore_ascii_case(name));
        rows.into_iter().find(|row| row.is_at(&change.key))
    };
    let changes = package.registry_changes();
    let mut on = SwitchedOn::default();
    for change in &changes {
        if let Some(row) = entry(change) {
            let is_on = match change.to {
                RegistryData::ValueDeleted => true,
                _ => change.number().is_some_and(|number| !row.is_off(number)),
            };
            if is_on {
                on.note(change.call.as_ref(), row.name);
            }
        }
    }
    for change in changes {
        let Some(row) = entry(&change) else { continue };
        if !change.number().is_some_and(|number| row.is_off(number)) {
            continue;
        }
        let number = change.number().unwrap_or_default();
        let finding = findings.at(change.place).say(format!(
            "the value {} is set to {number}: {} is switched off",
            row.name, row.what
        ));
        let finding = match on.is_behind(change.call.as_ref(), row.name) {
            true => finding.here("the same script takes it back").lowered_to(Severity::Warning),
            false if row.name == "DisableAntiSpyware" => {
                finding.here("Defender of Windows 10 and 11 ignores it since August 2020")
            }
            false => finding.lowered_to(row.weight.severity()),
        };
        weighed(finding, change.stage, change.call.as_ref()).help(HELP);
    }
}

fn services(package: &Package, findings: &mut Findings<'_>) {
    let mut on = SwitchedOn::default();
    let changes: Vec<_> = package
        .service_changes()
        .into_iter()
        .filter(|change| SERVICES.contains(&change.service.as_str()))
        .collect();
    for change in changes.iter().filter(|change| !change.to.is_off()) {
        on.note(change.call.as_ref(), &change.service);
    }
    let mut told = Told::default();
    for change in changes.into_iter().filter(|change| change.to.is_off()) {
        if !told.is_first(change.call.as_ref()) {
            continue;
        }
        let (service, state) = (&change.service, change.to.name());
        let finding =
            findings.at(change.place).say(format!("the service {service} of Defender is {state}"));
        let finding = match on.is_behind(change.call.as_ref(), service) {
            true => finding.here("the same script starts it again").lowered_to(Severity::Warning),
            false => finding,
        };
        weighed(finding, change.stage, change.call.as_ref()).help(HELP);
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(parts: &[&str]) -> String {
    match parts {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        parts => parts.concat(),
    }
}

fn are(parts: &[&str]) -> &'static str {
    match parts {
        [_] => "is",
        _ => "are",
    }
}

impl Weight {
    fn severity(self) -> Severity {
        match self {
            Self::Part => Severity::Warning,
            Self::Whole => Severity::Error,
        }
    }
}
