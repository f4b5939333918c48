//! `computer-name-set-twice`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{ComputerName, Package};

lint! {
    /// The package names the computer twice.
    ///
    /// ## Why it matters
    ///
    /// `Accounts/ComputerAccount/ComputerName` and `DevDetail/DNSComputerName` both name the device,
    /// and a script can as well. Which one wins is a matter of order; random digits are drawn twice.
    /// After a join, a second name leaves a computer account that no device belongs to.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <DevDetail>
    ///   <DNSComputerName>laptop-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// Advice where both are the same:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <DevDetail>
    ///   <DNSComputerName>PC-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// A warning for a command that renames:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>powershell -Command Rename-Computer -NewName Desk7</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <DevDetail>
    ///   <DNSComputerName></DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>powershell -Command Rename-Computer -NewName Desk7</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep one: `DNSComputerName` from Windows 10, version 2004 on, `ComputerName` where a domain is
    /// joined or older versions are set up.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/accounts-csp>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/devdetail-csp>
    pub(crate) SET_TWICE {
        id: "computer-name-set-twice", category: ComputerName,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let names = package.computer_names();
    let Some(last) = names.last() else { return };
    if let [first, second] = names.as_slice() {
        by_settings(first, second, findings);
    }
    by_script(package, last, findings);
}

fn by_settings(first: &ComputerName<'_>, second: &ComputerName<'_>, findings: &mut Findings<'_>) {
    let is_same = first.written().eq_ignore_ascii_case(second.written());
    // Digits that are drawn twice differ.
    let is_same = is_same && first.random_digits().is_none();
    let finding = findings.at(second.setting);
    let mut finding = match is_same {
        true => finding
            .say("two settings give the computer its name, the same one")
            .here("one of the two is enough")
            .lowered_to(Severity::Advice),
        false => finding
            .say(format!(
                "two settings give the computer different names: {} and {}",
                first.written(),
                second.written()
            ))
            .here("only one of the two can be its name"),
    };
    finding = finding.label_setting(first.setting, "the other name");
    finding.help("keep ComputerName where a domain is joined, else DNSComputerName");
}

fn by_script(package: &Package, name: &ComputerName<'_>, findings: &mut Findings<'_>) {
    let Some(rename) = package.renamed_by_script() else { return };
    findings
        .at(name.setting)
        .say("a setting gives the computer its name, and a script renames it")
        .here("only one of the two can be its name")
        .lowered_to(Severity::Warning)
        // Whether the script gets there is not known yet.
        .with_confidence(Confidence::Heuristic)
        .label(&rename, "this gives another")
        .help("leave the naming to the setting or to the script");
}
