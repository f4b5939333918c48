//! `domain-join-ou-domain-mismatch`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place, domain_part};

lint! {
    /// The organisational unit lies in another domain than the one that is joined.
    ///
    /// ## Why it matters
    ///
    /// A join creates the computer's account in the domain that is joined. A unit of another domain
    /// does not exist there, so the join fails on every device.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///     <AccountOU>OU=Clients,DC=corp,DC=example,DC=local</AccountOU>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// A unit of the domain above is one of another domain:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///     <AccountOU>OU=Clients,DC=example,DC=com</AccountOU>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>Corp.Example.com.</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///     <AccountOU>OU=Clients, dc=corp, dc = example, dc=COM</AccountOU>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// The short name of a domain need not be a part of its long one:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>EMEA</DomainName>
    ///     <Account>EMEA\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///     <AccountOU>OU=Clients,DC=europe,DC=example,DC=com</AccountOU>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Copy the distinguished name of the unit from the domain that is joined, or correct the domain.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/windows/win32/api/lmjoin/nf-lmjoin-netjoindomain>
    pub(crate) OU_DOMAIN_MISMATCH {
        id: "domain-join-ou-domain-mismatch", category: DomainJoin,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(join) = package.domain_join().filter(|join| join.is_dns_domain()) else { return };
    let Some(ou) = join.ou else { return };
    let Some(part) = domain_part(ou.value()) else { return };
    let joined = join.domain_name();
    if part.name.to_lowercase() == joined.to_lowercase() {
        return;
    }
    let expected: Vec<String> = joined.split('.').map(|label| format!("DC={label}")).collect();
    findings
        .at(Place::part_of(ou, &part.range))
        .say(format!(
            "the organisational unit lies in {}, and the domain that is joined is {joined}",
            part.name
        ))
        .here(format!("this is {}", part.name))
        .label_setting(join.domain, "the domain that is joined")
        .help(format!(
            "end the unit with {}, or correct the domain: one of the two is wrong",
            expected.join(",")
        ));
}
