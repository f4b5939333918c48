//! `domain-join-ou-syntax`

use std::ops::Range;

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{DnFault, DnFaultKind, Package, Place, Setting, examine_dn};

lint! {
    /// The organisational unit is no distinguished name that a join accepts.
    ///
    /// ## Why it matters
    ///
    /// The join takes the full distinguished name of an organisational unit and nothing else. With a
    /// path, a slip of the pen or a container instead, the join fails on every device, or the
    /// computer ends up where no policy reaches it.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///     <AccountOU>corp.example.com/Clients/Berlin</AccountOU>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```corpus
    /// domain-join-bad-ou
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///     <AccountOU>OU=Berlin\, Mitte, ou=Clients, DC=corp,DC=example,DC=com</AccountOU>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```corpus
    /// domain-join-clean
    /// ```
    ///
    /// ## What to do
    ///
    /// Copy the distinguished name from the unit's attributes in Active Directory, or leave the
    /// setting out: then the computer goes where the domain puts new computers.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/troubleshoot/windows-server/active-directory/naming-conventions-for-computer-domain-site-ou>
    pub(crate) OU_SYNTAX {
        id: "domain-join-ou-syntax", category: DomainJoin,
        severity: Error, confidence: Certain,
        yields_to: ["domain-join-ou-domain-mismatch"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(ou) = package.domain_join().and_then(|join| join.ou) else { return };
    for DnFault { kind, part, corrected } in examine_dn(ou.value()) {
        report(ou, kind, &part, corrected, findings);
    }
}

fn report(
    ou: &Setting,
    kind: DnFaultKind,
    part: &Range<usize>,
    corrected: Option<String>,
    findings: &mut Findings<'_>,
) {
    let finding = findings
        .at(Place::part_of(ou, part))
        .say(format!("the organisational unit is not accepted: {}", kind.message()))
        .here(kind.hint());
    let finding = match kind.is_fatal() {
        true => finding,
        false => finding.lowered_to(Severity::Warning),
    };
    match corrected {
        Some(corrected) => finding.help(format!("write it as {corrected}")),
        None => finding
            .help("copy the distinguished name from the unit's attributes in Active Directory"),
    };
}
