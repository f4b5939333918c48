//! `domain-join-hybrid-expectation`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;

lint! {
    /// A package that joins a domain also tries to start the hybrid join or the enrolment.
    ///
    /// ## Why it matters
    ///
    /// A domain-joined device becomes hybrid joined when Entra Connect has written its account to Entra ID
    /// and the device finds the service connection point: a task of Windows does that, some time after the
    /// first restart. Until then `dsregcmd /join` and `deviceenroller.exe /AutoEnrollMDM` fail, since there
    /// is neither an account in the cloud nor a user with a licence.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <Account>ADATUM\svc-join</Account>
    ///     <DomainName>corp.adatum.example</DomainName>
    ///     <Password>Invented-Granite-Kettle-9043</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c dsregcmd /join</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <Account>ADATUM\svc-join</Account>
    ///     <DomainName>corp.adatum.example</DomainName>
    ///     <Password>Invented-Granite-Kettle-9043</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c dsregcmd /status</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Leave it to Entra Connect and to the group policy for automatic enrolment, which act when the device
    /// is ready.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/entra/identity/devices/how-to-hybrid-join>
    pub(crate) HYBRID_EXPECTATION {
        id: "domain-join-hybrid-expectation", category: DomainJoin,
        severity: Warning, confidence: Heuristic, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let join = package.domain_join();
    let by_script = package.domain_joiners().find(RunCall::is_now);
    if join.is_none() && by_script.is_none() {
        return;
    }
    let places = package.calls().filter(expects_it).map(|call| call.place());
    let key = r"SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\MDM";
    let changes = package.registry_changes().into_iter();
    let changes = changes.filter(|change| change.sets_of_machine(key, "AutoEnrollMDM"));
    for place in places.chain(changes.map(|change| change.place)) {
        findings
            .at(place)
            .say("this starts the hybrid join or the enrolment, for which a device that has just joined the domain is not ready")
            .label_setting(join.as_ref().map(|join| join.domain), "the domain that it joins")
            .help("leave it to Entra Connect and to the group policy for automatic enrolment");
    }
}

fn expects_it(call: &RunCall<'_>) -> bool {
    match call.name.as_str() {
        "dsregcmd" => call.has_switch(&["join"]),
        "schtasks" => {
            call.has_switch(&["run"]) && call.option("tn").is_some_and(|name| is_task(&name))
        }
        "start-scheduledtask" => {
            let order = &["taskname", "taskpath"];
            call.bound(order, "taskname").is_some_and(is_task)
        }
        "deviceenroller" => call.has_switch(&["autoenrollmdm"]),
        _ => false,
    }
}

/// The task of Windows that registers a device of a domain in Entra ID.
fn is_task(name: &Value) -> bool {
    name.text().to_ascii_lowercase().ends_with("automatic-device-join")
}
