//! `domain-join-account-reuse`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// A device that is set up again joins under the name of its old computer account.
    ///
    /// ## Why it matters
    ///
    /// A name with the serial number, or one that never changes, is the same after a reset, and the
    /// domain still holds the computer account of the first time. Since the updates of October 2022
    /// Windows takes over such an account only for the account that created it, or where an
    /// administrator of the domain created it, or somebody whom a policy trusts. When the join
    /// account was changed in between, the join fails with 0xaac.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%SERIAL%</ComputerName>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// The one device of its kind keeps its name too:
    ///
    /// ```xml fleet-size=1
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>GATEHOUSE</ComputerName>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Random digits make a new name each time:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%RAND:8%</ComputerName>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// Without a domain there is no computer account:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep joining with the same account, or delete the computer account before a device is set up
    /// again, or name the old join account in the policy "Domain controller: Allow computer account
    /// re-use during domain join".
    ///
    /// ## References
    ///
    /// * <https://support.microsoft.com/help/5020276>
    pub(crate) ACCOUNT_REUSE {
        id: "domain-join-account-reuse", category: DomainJoin,
        severity: Advice, confidence: Likely,
        yields_to: ["computer-name-constant"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(join) = package.domain_join() else { return };
    let names = package.computer_names();
    let Some(name) = names
        .iter()
        .find(|name| name.is_understood() && (name.uses_serial() || name.is_constant()))
    else {
        return;
    };
    findings
        .at(name.setting)
        .say(
            "a device that is set up again meets its old computer account, which another join \
             account may not take over",
        )
        .here("the same name after every reset")
        .label_setting(join.account, "this has to be the account of the first time")
        .help(
        "keep the join account, or delete the computer account before a device is set up again, or \
         name the old one in the policy \"Allow computer account re-use during domain join\"",
    );
}
