//! `domain-join-account-format`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{AccountName, NameForm, NameKind, Package, Place};

lint! {
    /// The account that joins the domain is written in a form that a join does not take.
    ///
    /// ## Why it matters
    ///
    /// A join takes `DOMAIN\user` or `user@domain.example`. Anything else is looked up in the wrong
    /// place or not found at all, and the join fails on every device with a wrong user name or
    /// password. A local account, or one of Microsoft Entra ID, is unknown to the domain.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp/joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>AzureAD\joiner@example.com</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// A warning where only the domain is left out:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>joiner</Account>
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
    ///     <Account>corp.example.com\Join Clients</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>joiner@corp.example.com</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the account as `DOMAIN\user`, with the short name of its domain, or as
    /// `user@domain.example`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/windows/win32/api/lmjoin/nf-lmjoin-netjoindomain>
    pub(crate) ACCOUNT_FORMAT {
        id: "domain-join-account-format", category: DomainJoin,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// What stands for the device itself where a domain belongs.
const LOCAL: [&str; 5] = [".", "localhost", "builtin", "nt authority", "%computername%"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(account) = package.join_setting("Account") else { return };
    let name = AccountName::of(account.value());
    let Some(fault) = fault(package, &name) else { return };
    let part = match fault {
        Fault::Local | Fault::Entra => name.domain.clone().unwrap_or_else(|| name.whole()),
        _ => name.whole(),
    };
    let domain = package.domain_join().map(|join| join.domain_name()).unwrap_or_default();
    let user = name.user();
    let help = match fault {
        Fault::Slash if !name.domain().is_empty() && !user.is_empty() => {
            format!("write it as {}\\{user}", name.domain())
        }
        Fault::Bare if domain.contains('.') => {
            format!("write it as DOMAIN\\{user} or, if that is its domain, {user}@{domain}")
        }
        _ => "write it as DOMAIN\\user or user@domain.example".to_owned(),
    };
    let finding = findings
        .at(Place::part_of(account, &part))
        .say(format!("the domain cannot be joined with this account: {}", fault.message()))
        .here(fault.hint());
    let finding = match fault {
        // That it fails is not documented.
        Fault::Bare | Fault::BothForms => finding.lowered_to(Severity::Warning),
        _ => finding,
    };
    finding.help(help);
}

/// What is wrong with the account.
#[derive(Clone, Copy)]
enum Fault {
    Slash,
    Backslashes,
    BothForms,
    Distinguished,
    Quotes,
    Empty,
    Local,
    Entra,
    Bare,
}

fn fault(package: &Package, name: &AccountName<'_>) -> Option<Fault> {
    let domain = name.domain().to_lowercase();
    let is_device = || {
        package.computer_names().iter().any(|computer| {
            computer.kind == NameKind::Account && computer.written().eq_ignore_ascii_case(&domain)
        })
    };
    match name.form {
        NameForm::Distinguished => Some(Fault::Distinguished),
        _ if [name.user(), &domain].iter().any(|part| part.contains(['"', '“', '”', '„'])) => {
            Some(Fault::Quotes)
        }
        NameForm::Slash => Some(Fault::Slash),
        _ if domain == "azuread" => Some(Fault::Entra),
        NameForm::Mixed if name.user().contains('@') => Some(Fault::BothForms),
        NameForm::Mixed => Some(Fault::Backslashes),
        NameForm::Bare => Some(Fault::Bare),
        _ if domain.is_empty() || name.user().is_empty() => Some(Fault::Empty),
        NameForm::DownLevel if LOCAL.contains(&domain.as_str()) || is_device() => {
            Some(Fault::Local)
        }
        _ => None,
    }
}

impl Fault {
    fn message(self) -> &'static str {
        match self {
            Self::Slash => "a slash stands where a backslash belongs",
            Self::Backslashes => "it holds more than one backslash",
            Self::BothForms => "it mixes DOMAIN\\user with user@domain",
            Self::Distinguished => "it is a distinguished name",
            Self::Quotes => "it holds quotation marks",
            Self::Empty => "one side of it is empty",
            Self::Local => "it is an account of the device itself",
            Self::Entra => "it is an account of Microsoft Entra ID",
            Self::Bare => "it names no domain",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Slash | Self::Backslashes => "one backslash belongs between domain and user",
            Self::BothForms => "one of the two is enough",
            Self::Distinguished => "the name that one signs in with is wanted",
            Self::Quotes => "without quotation marks",
            Self::Empty => "both the domain and the user are wanted",
            Self::Local => "the domain's name belongs here",
            Self::Entra => "a domain does not know this",
            Self::Bare => "of which domain?",
        }
    }
}
