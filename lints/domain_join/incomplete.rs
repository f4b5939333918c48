//! `domain-join-incomplete`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Covers, Package, Setting};

lint! {
    /// The domain join lacks the domain, the account or the password.
    ///
    /// ## Why it matters
    ///
    /// A join needs all three: the domain, an account that may join computers to it, and that
    /// account's password. With one of them missing the join fails on every device.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// An empty value is none:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName></DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// An organisational unit alone joins nothing; a warning:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <AccountOU>OU=Clients,DC=corp,DC=example,DC=com</AccountOU>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A name without a domain is a rename, and no join:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// The organisational unit may be left out:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Set `DomainName`, `Account` and `Password` together under `Accounts/ComputerAccount`, or none
    /// of them.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    pub(crate) INCOMPLETE {
        id: "domain-join-incomplete", category: DomainJoin,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// What a join cannot do without.
const NEEDED: [&str; 3] = ["DomainName", "Account", "Password"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let is_unknown = package.is_unread(Covers::Runtime)
        || (!package.has_runtime && package.is_unread(Covers::Author));
    let set: Vec<&Setting> = NEEDED.iter().filter_map(|leaf| package.join_setting(leaf)).collect();
    let Some(first) = set.first().copied().or_else(|| package.join_setting("AccountOU")) else {
        return;
    };
    if is_unknown || set.len() == NEEDED.len() {
        return;
    }
    let missing: Vec<&str> =
        NEEDED.iter().copied().filter(|leaf| !is_set_anywhere(package, leaf)).collect();
    if missing.is_empty() {
        return;
    }
    let names = missing.join(" and ");
    let verb = if missing.len() == 1 { "is" } else { "are" };
    let mut finding = findings
        .at(first)
        .say(match set.is_empty() {
            true => "an organisational unit is given, and no domain is joined".to_owned(),
            false => format!("the domain join cannot work: {names} {verb} missing"),
        })
        .here(format!("this needs {names}"));
    if set.is_empty() {
        // Nothing fails: there is no join.
        finding = finding.lowered_to(Severity::Warning).with_confidence(Confidence::Likely);
    }
    for leaf in missing {
        let empty = package.setting(&format!("Accounts/ComputerAccount/{leaf}"));
        if let Some(written) = empty.and_then(Setting::shown) {
            finding = finding.label(&written.span, "this is empty");
        }
    }
    finding.help("set DomainName, Account and Password together under Accounts/ComputerAccount");
}

/// Whether that part of the join has a value, be it for some devices only.
fn is_set_anywhere(package: &Package, leaf: &str) -> bool {
    let path = format!("Accounts/ComputerAccount/{leaf}");
    package.settings.iter().any(|setting| setting.path.table() == path && setting.is_set())
}
