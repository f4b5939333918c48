//! `domain-join-hideoobe-without-admin`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Account, Package};

lint! {
    /// Setup is skipped, a domain is joined, and no local administrator is there if that fails.
    ///
    /// ## Why it matters
    ///
    /// A join fails when no domain controller is in reach, when a password was changed, when a name
    /// is taken. With the setup screens skipped and no local administrator, nobody can sign in then
    /// and find out why: the device has to be reset. Microsoft recommends a local administrator and a
    /// computer name for just this combination.
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
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>True</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// Advice where only the computer name is missing:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    ///   <Users>
    ///     <User UserName="localadmin">
    ///       <Password>Invented-2027</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>True</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// domain-join-clean
    /// ```
    ///
    /// With the setup screens on, a first account is made there:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>False</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// ## What to do
    ///
    /// Add a local administrator (`Accounts/Users/User`) whose password is managed or changed after
    /// the rollout, and a computer name.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-oobe>
    pub(crate) HIDEOOBE_WITHOUT_ADMIN {
        id: "domain-join-hideoobe-without-admin", category: DomainJoin,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(join) = package.domain_join() else { return };
    let Some(hide) = package.hides_setup() else {
        return;
    };
    if package.has_unread_settings_or_scripts() {
        return;
    }
    let accounts = package.accounts();
    let has_admin =
        accounts.iter().any(Account::is_administrator) || package.creates_account_elsewhere();
    let has_name = !package.computer_names().is_empty();
    let (say, help) = match (has_admin, accounts.is_empty()) {
        (true, _) if has_name => return,
        (true, _) => (
            "setup is skipped and the domain is joined, and no setting names the computer",
            "set a computer name, such as PC-%SERIAL%, so that the device can be told from others",
        ),
        (false, true) => (
            "if the join fails nobody can sign in: setup is skipped and there is no local \
             administrator",
            "add a local administrator under Accounts/Users, and change or manage its password \
             after the rollout",
        ),
        (false, false) => (
            "if the join fails nobody can repair it: setup is skipped and no local account is an \
             administrator",
            "make one account under Accounts/Users a member of Administrators, and change or \
             manage its password after the rollout",
        ),
    };
    let mut finding = findings.at(join.domain).say(say).here("when this fails");
    if has_admin {
        finding = finding.lowered_to(Severity::Advice);
    }
    finding
        .unless(package.first_unclear_command(), "unless what runs here sees to it")
        .label_setting(hide, "the setup screens are skipped here")
        .help(help);
}
