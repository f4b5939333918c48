//! `sec-execution-policy-machine`

use std::collections::BTreeMap;

use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};

lint! {
    /// The execution policy of the whole device is lifted for good.
    ///
    /// ## Why it matters
    ///
    /// Without a scope `Set-ExecutionPolicy` sets the policy of the machine, for everybody and for
    /// ever. A script that somebody is talked into opening then runs without a question. The package
    /// itself does not need it: on the command line the policy holds for that one process.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Set-ExecutionPolicy Unrestricted -Force
    /// ```
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Microsoft\PowerShell\1\ShellIds\Microsoft.PowerShell /v ExecutionPolicy /d Bypass /f
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Set-ExecutionPolicy Bypass -Scope Process -Force
    /// Set-ExecutionPolicy RemoteSigned -Force
    /// Set-ExecutionPolicy -Scope CurrentUser Unrestricted
    /// ```
    ///
    /// ```command
    /// powershell.exe -ExecutionPolicy Bypass -File setup.ps1
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it, and start the script with `powershell.exe -ExecutionPolicy Bypass -File …`, or set
    /// it with `-Scope Process`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_execution_policies>
    pub(crate) EXECUTION_POLICY_MACHINE {
        id: "sec-execution-policy-machine", category: ScriptsSecurity,
        severity: Warning, confidence: Certain, attack: ["T1059.001"], since: "0.1.0",
        check,
    }
}

/// The keys of the policy, of the machine and of the group policy.
const KEYS: &[&str] = &[
    r"SOFTWARE\Microsoft\PowerShell\1\ShellIds\Microsoft.PowerShell",
    r"SOFTWARE\Policies\Microsoft\Windows\PowerShell",
];

const HELP: &str =
    "remove it; -ExecutionPolicy on the command line, or -Scope Process, holds for the one process";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // Where a part sets it for the last time, and whether that lifts it.
    let mut last: BTreeMap<usize, (u32, bool)> = BTreeMap::new();
    for call in package.calls() {
        if let Some(policy) = of_machine(&call) {
            last.insert(call.part_index, (call.index, lifts(policy)));
        }
    }
    for call in package.calls() {
        let Some(policy) = of_machine(&call).filter(|policy| lifts(policy)) else { continue };
        let is_set_back = last.get(&call.part_index).is_some_and(|(_, lifts)| !lifts);
        let finding = match is_set_back {
            true => findings
                .at(call)
                .say(format!(
                    "the execution policy of the device is {policy} until the script sets it back; \
                     if it breaks off, that stays"
                ))
                .lowered_to(Severity::Advice),
            false => findings.at(call).say(format!(
                "the execution policy of the whole device becomes {policy}, for everybody and for \
                 good"
            )),
        };
        weighed(finding, call.stage(), Some(&call)).help(HELP);
    }
    for change in package.registry_changes() {
        let is_policy = KEYS.iter().any(|key| change.sets_of_machine(key, "ExecutionPolicy"));
        let Some(policy) = change.text().filter(|policy| is_policy && lifts(policy)) else {
            continue;
        };
        let finding = findings.at(change.place.clone()).say(format!(
            "the execution policy of the whole device becomes {policy}, for everybody and for good"
        ));
        weighed(finding, change.stage, change.call.as_ref()).help(HELP);
    }
}

/// The policy that a call sets for the machine.
fn of_machine<'p>(call: &RunCall<'p>) -> Option<&'p str> {
    let call = call.call();
    if !call.is("set-executionpolicy") || call.has_unknown_parameters() {
        return None;
    }
    let by_position = usize::from(call.parameter("ExecutionPolicy").is_none());
    let is_machine =
        call.parameter_or("Scope", by_position).is_none_or(|scope| scope.is("LocalMachine"));
    call.parameter_or("ExecutionPolicy", 0)?.known().filter(|_| is_machine)
}

fn lifts(policy: &str) -> bool {
    ["Unrestricted", "Bypass"].iter().any(|name| name.eq_ignore_ascii_case(policy))
}
