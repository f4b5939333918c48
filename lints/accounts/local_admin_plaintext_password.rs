//! `local-admin-plaintext-password`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, is_placeholder};

lint! {
    /// The password of a local administrator stands in clear.
    ///
    /// ## Why it matters
    ///
    /// Windows Configuration Designer writes the password of a local account in clear into the
    /// package, in three files of it, and gives every device the same one. Whoever finds the
    /// package is an administrator of all of them, until the password is changed on each. There is
    /// no other way to bring an account with a package, so this is a risk to accept or to end soon,
    /// not a mistake.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A standard user:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="visitor">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// A placeholder, which is filled in when the package is built:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>{{RESCUE_PASSWORD}}</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// No password at all is the matter of `local-account-missing-password`:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Let Windows LAPS take over the account as soon as the device is enrolled, or remove the
    /// account then. Keep the package under the same control as the password, and use the password
    /// nowhere else.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/identity/laps/laps-overview>
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    pub(crate) LOCAL_ADMIN_PLAINTEXT_PASSWORD {
        id: "local-admin-plaintext-password", category: Accounts,
        question: GivesAway,
        severity: Warning, confidence: Certain, attack: ["T1552.001", "T1078.003"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for account in package.accounts().iter().filter(|account| account.is_administrator()) {
        let Some(password) = account.password.filter(|password| password.is_set()) else {
            continue;
        };
        if is_placeholder(password.value()) {
            continue;
        }
        let copies = match password.copies().count() {
            1 => "in clear".to_owned(),
            copies => format!("in clear, {copies} times"),
        };
        let length = password.value().chars().count();
        findings
            .at(password)
            .say(format!(
                "the password of the local administrator {} stands {copies}, and every device gets \
                 the same",
                account.name
            ))
            .here(format!("{length} characters that open every device"))
            .help(
                "let Windows LAPS change it on the first day or remove the account then, and keep \
                 the package like the password",
            );
    }
}
