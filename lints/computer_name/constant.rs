//! `computer-name-constant`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Setting};

lint! {
    /// Every device that the package sets up gets the same name.
    ///
    /// ## Why it matters
    ///
    /// A name without a macro is the same on every device. In a domain the second device takes over
    /// the computer account of the first, which then has lost its domain. In Microsoft Entra ID or an
    /// MDM service nobody can tell the devices apart. On one network names clash.
    ///
    /// ## Fires
    ///
    /// An error where a domain is joined, else a warning or, for lack of any of it, advice:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>FRONTDESK</ComputerName>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <DevDetail>
    ///   <DNSComputerName>frontdesk</DNSComputerName>
    /// </DevDetail>
    /// <SharedPC>
    ///   <EnableSharedPCMode>True</EnableSharedPCMode>
    /// </SharedPC>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>FRONTDESK</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>DESK-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// A package for one device:
    ///
    /// ```xml fleet-size=1
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>FRONTDESK</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Put `%SERIAL%` or `%RAND:x%` into the name. If the package is for one device, say so in the
    /// configuration (`fleet-size = 1`).
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    pub(crate) CONSTANT {
        id: "computer-name-constant", category: ComputerName,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let fleet = context.site.fleet_size;
    let names = package.computer_names();
    let Some(name) = names.iter().find(|name| name.is_constant()) else { return };
    if fleet == Some(1) {
        return;
    }
    let domain = package.domain_join().map(|join| join.domain);
    let known_to = domain.or_else(|| is_managed(package));
    let devices = match fleet {
        Some(fleet) => format!("each of the {fleet} devices"),
        None => "every device".to_owned(),
    };
    let what = match (domain.is_some(), known_to.is_some()) {
        (true, _) => "and the second takes over the computer account of the first",
        (false, true) => "and nobody can tell them apart",
        (false, false) => "and on one network the names clash",
    };
    let finding = findings
        .at(name.setting)
        .say(format!("{devices} is called {}, {what}", name.written()))
        .here("no macro in it");
    let mut finding = match (domain.is_some(), known_to.is_some()) {
        (true, _) => finding,
        (false, true) => finding.lowered_to(Severity::Warning),
        (false, false) => finding.lowered_to(Severity::Advice),
    };
    if let Some(written) = known_to.and_then(Setting::shown) {
        finding = finding.label(&written.span, "where the name has to be unique");
    }
    finding.help(
        "put %SERIAL% or %RAND:x% into the name, or state fleet-size = 1 in the configuration",
    );
}

/// What makes the name known beyond the device: Entra ID, an MDM service, a fleet of shared PCs.
fn is_managed(package: &Package) -> Option<&Setting> {
    let token = package.bulk_token().map(|bulk| bulk.token);
    let enrolment = || package.settings_below("Workplace/Enrollments").next();
    let shared = || package.setting("SharedPC/EnableSharedPCMode").filter(|mode| mode.is_true());
    token.or_else(enrolment).or_else(shared)
}
