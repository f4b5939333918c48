//! `local-account-group-invalid`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The group of a local account is none that a package can give.
    ///
    /// ## Why it matters
    ///
    /// An account of a package becomes a standard user or an administrator: the answer file says
    /// `Standard Users` or `Administrators`, the device gets 1 or 2. Anything else is no choice, so
    /// the package is not built or the account is not what it should be.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Administrator</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="helper">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Power Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///     <User UserName="visitor">
    ///       <Password>Invented-Walnut-Prism-1357</Password>
    ///       <UserGroup>standard users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// Without a group it is a standard user, and the numbers are right as well:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="visitor">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///     </User>
    ///     <User UserName="rescue">
    ///       <Password>Invented-Walnut-Prism-1357</Password>
    ///       <UserGroup>2</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write `Standard Users` or `Administrators`. Membership in another group takes a command or a
    /// policy.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/accounts-csp>
    pub(crate) LOCAL_ACCOUNT_GROUP_INVALID {
        id: "local-account-group-invalid", category: Accounts,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for account in package.accounts() {
        let Some(group) = account.group.filter(|group| group.is_set()) else { continue };
        if group.is("1") || group.is("2") {
            continue;
        }
        let Some(written) = group.shown() else { continue };
        let likely = match group.value().to_lowercase().contains("adm") {
            true => "Administrators",
            false => "Standard Users",
        };
        findings
            .at(group)
            .say(format!(
                "the local account {} is put in the group {}, which a package cannot give",
                account.name,
                package.shown_value(written)
            ))
            .here("Standard Users or Administrators")
            .help(format!("write {likely}; another group takes a command or a policy"));
    }
}
