//! `local-account-42-days`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The password of a local account ends after 42 days.
    ///
    /// ## Why it matters
    ///
    /// Unless a policy says otherwise, Windows lets a local password end after 42 days. Microsoft's
    /// page about provisioning says so of accounts from a package: change the password within that
    /// time, or the account may be locked out. The spare account that is needed in the sixth month
    /// then wants a new password before it helps, and a kiosk that signs in by itself stops.
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
    /// The answer to it stands in a command:
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
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>powershell -Command Set-LocalUser -Name rescue -PasswordNeverExpires $true</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// There is no local account:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>FABRIKAM-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Let Windows LAPS manage the password, which keeps it fresh, or remove the account when it is
    /// no longer needed. An account that must stay as it is needs `Set-LocalUser
    /// -PasswordNeverExpires`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provision-pcs-for-initial-deployment>
    pub(crate) LOCAL_ACCOUNT_42_DAYS {
        id: "local-account-42-days", category: Accounts,
        severity: Advice, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let accounts = package.accounts();
    let mut with_password = accounts.iter().filter(|account| account.password.is_some());
    let Some(first) = with_password.next() else { return };
    let more = with_password.count();
    if package.stops_expiry_by_script() {
        return;
    }
    let whose = match more {
        0 => format!("the password of the local account {} ends", first.name),
        more => format!("the passwords of {} local accounts end", more + 1),
    };
    findings
        .at(first.place())
        .say(format!("{whose} after 42 days, unless a policy says otherwise"))
        .here("from then on it has to be changed before it lets anybody in")
        .help("let Windows LAPS manage it, or remove the account when it is no longer needed");
}
