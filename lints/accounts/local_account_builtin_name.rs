//! `local-account-builtin-name`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// A local account has the name of one that Windows brings along.
    ///
    /// ## Why it matters
    ///
    /// Windows has accounts of its own, and the setting creates new ones only: it does not set the
    /// password of one that is there, and it does not enable it. So the account of the package is
    /// not created, and with `Administrator` the built-in one stays disabled: nobody gets in by it.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="Administrator">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Administrators</UserGroup>
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
    ///     <User UserName="Administrator2">
    ///       <Password>Invented-Walnut-Prism-1357</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Choose another name. To use the built-in administrator, enable it by a policy
    /// (`LocalPoliciesSecurityOptions`) and let Windows LAPS manage its password.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-default-user-accounts>
    pub(crate) LOCAL_ACCOUNT_BUILTIN_NAME {
        id: "local-account-builtin-name", category: Accounts,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Accounts of every Windows, by the names of an English one, and those of the system itself.
const BUILT_IN: &[&str] = &[
    "Administrator",
    "DefaultAccount",
    "defaultuser0",
    "Guest",
    "LOCAL SERVICE",
    "NETWORK SERVICE",
    "SYSTEM",
    "WDAGUtilityAccount",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for account in package.accounts() {
        if !BUILT_IN.iter().any(|name| account.is_called(name)) {
            continue;
        }
        findings
            .at(account.place())
            .say(format!(
                "the local account {} is one that Windows brings along, so it is not created",
                account.name
            ))
            .here("its password and its group stay as Windows has them")
            .help("choose another name");
    }
}
