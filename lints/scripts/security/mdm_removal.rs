//! `sec-mdm-removal`

use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RegistryData, RunCall};
use crate::script::reading::Style;
use crate::script::registry_key::{Hive, normal_key};

lint! {
    /// The device leaves its management, or may be taken out of it.
    ///
    /// ## Why it matters
    ///
    /// After `dsregcmd /leave`, or without the keys and tasks of its enrolment, the device no longer
    /// gets policies, programs and locks from the organisation, and nobody there sees it. It may
    /// still be listed as managed. Users who may unenrol can do the same in Settings.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// dsregcmd /leave
    /// ```
    ///
    /// ```powershell
    /// Remove-Item -Path 'HKLM:\SOFTWARE\Microsoft\Enrollments' -Recurse -Force
    /// Get-ScheduledTask -TaskPath '\Microsoft\Windows\EnterpriseMgmt\*' | Unregister-ScheduledTask -Confirm:$false
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Experience>
    ///     <AllowManualMDMUnenrollment>1</AllowManualMDMUnenrollment>
    ///   </Experience>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// dsregcmd /status
    /// schtasks /delete /tn "Contoso clean-up" /f
    /// ```
    ///
    /// ```powershell
    /// Get-ChildItem HKLM:\SOFTWARE\Microsoft\Enrollments
    /// Get-ScheduledTask -TaskPath '\Microsoft\Windows\EnterpriseMgmt\*' | Start-ScheduledTask
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it, or move it to a package of its own for devices that are given away.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/disconnecting-from-mdm-unenrollment>
    pub(crate) MDM_REMOVAL {
        id: "sec-mdm-removal", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1562"], since: "0.1.0",
        check,
    }
}

/// What management is made of in the registry.
const KEYS: &[&str] = &[
    r"SOFTWARE\Microsoft\Enrollments",
    r"SOFTWARE\Microsoft\EnterpriseResourceManager\Tracked",
    r"SOFTWARE\Microsoft\Provisioning\OMADM\Accounts",
];

const TASKS: &str = "the tasks that keep the device in touch with its management are removed";
const KEY: &str = "keys of the enrolment are deleted: the device loses its management";
const HELP: &str = "remove it, or move it to a package of its own for devices that are given away";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        if let Some(effect) = by_call(&call) {
            let finding = findings.at(call).say(effect);
            weighed(finding, call.stage(), Some(&call)).help(HELP);
        }
    }
    for change in package.registry_changes() {
        let is_enrolment = KEYS.iter().any(|key| change.key.is_below(&Hive::LocalMachine, key));
        if change.to == RegistryData::KeyDeleted && is_enrolment {
            let finding = findings.at(change.place).say(KEY);
            weighed(finding, change.stage, change.call.as_ref()).help(HELP);
        }
    }
    for setting in package.settings("Policies/Experience/AllowManualMDMUnenrollment") {
        if setting.value().trim() == "1" {
            findings
                .at(setting)
                .say("users may take the device out of its management in Settings")
                .lowered_to(Severity::Advice)
                .help("set it to 0, if the device belongs to the organisation");
        }
    }
}

fn by_call(call: &RunCall<'_>) -> Option<&'static str> {
    match (call.style, call.name.as_str()) {
        (Style::Program, "dsregcmd") if call.has_switch(&["leave"]) => {
            Some("the device leaves Microsoft Entra, and with it its management")
        }
        (Style::Program, "deviceenroller") => {
            let is_it = |text: &str| text.to_ascii_lowercase().contains("unenroll");
            call.texts().any(is_it).then_some("the device is taken out of its management")
        }
        (Style::Program, "schtasks") if call.has_switch(&["delete"]) => {
            call.option("tn").filter(|task| is_enrolment_task(task.text())).and(Some(TASKS))
        }
        (Style::Cmdlet, "unregister-scheduledtask") => {
            let is_own = call.texts().any(is_enrolment_task);
            let mut sources = std::iter::successors(call.source(), RunCall::source).take(4);
            // Whatever picks the tasks names their folder.
            let is_named = |it: RunCall<'_>| {
                let text = it.text().to_lowercase();
                text.contains("enterprisemgmt") && !text.contains("-not")
            };
            (is_own || sources.any(is_named)).then_some(TASKS)
        }
        // With a path of its own it is a change of the registry.
        (Style::Cmdlet, "remove-item") if call.parameter_or("Path", 0).is_none() => {
            let source = call.source().filter(|source| source.is("get-childitem"))?;
            let key = normal_key(source.parameter_or("Path", 0)?.text())?;
            KEYS.iter().any(|found| key.is_below(&Hive::LocalMachine, found)).then_some(KEY)
        }
        _ => None,
    }
}

fn is_enrolment_task(path: &str) -> bool {
    path.to_ascii_lowercase().contains(r"\enterprisemgmt")
}
