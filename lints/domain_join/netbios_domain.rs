//! `domain-join-netbios-domain`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The domain is given by its short NetBIOS name.
    ///
    /// ## Why it matters
    ///
    /// A device finds a domain controller by asking DNS for the domain, and DNS knows it by its full
    /// name. A short name is looked for by broadcast or WINS, which end at the next router or are
    /// switched off; the join then fails with 0x54b or 0x80070774, "the domain could not be
    /// contacted".
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>CORP</DomainName>
    ///     <Account>CORP\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>CORP\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the domain as DNS knows it, such as `corp.example.com`. A domain whose full name has one
    /// part only exists; then ignore this finding and say so.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/troubleshoot/windows-server/active-directory/naming-conventions-for-computer-domain-site-ou>
    pub(crate) NETBIOS_DOMAIN {
        id: "domain-join-netbios-domain", category: DomainJoin,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(join) = package.domain_join().filter(|join| !join.is_dns_domain()) else { return };
    findings
        .at(join.domain)
        .say(format!(
            "the domain is given as {}, without a dot: a device finds it by broadcast or WINS only",
            join.domain_name()
        ))
        .here("DNS knows the domain by its full name")
        .help("write the full name, such as corp.example.com");
}
