//! `local-account-missing-password`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// A local account has no password.
    ///
    /// ## Why it matters
    ///
    /// Windows Configuration Designer requires a password for every local account. Without one the
    /// package is not built, or the account is not created. A password that is written as an
    /// attribute of `User` is not read at all.
    ///
    /// ## Fires
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
    /// As an attribute it does not count:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue" Password="Invented-2026" />
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// It is empty:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password></Password>
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
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the password into an element of its own: `<User
    /// UserName="…"><Password>…</Password></User>`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    pub(crate) LOCAL_ACCOUNT_MISSING_PASSWORD {
        id: "local-account-missing-password", category: Accounts,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // The password may stand in the part that could not be read.
    if package.has_unread_settings() {
        return;
    }
    for account in package.accounts() {
        let (place, reason) = match account.password {
            None => (account.place(), "has no password"),
            Some(password) if !password.is_set() => (password.into(), "has an empty password"),
            Some(_) => continue,
        };
        findings
            .at(place)
            .say(format!("the local account {} {reason}, and is not created without", account.name))
            .here("a Password element with a value belongs in here")
            .help("add <Password>…</Password> inside User; an attribute of that name is not read");
    }
}
