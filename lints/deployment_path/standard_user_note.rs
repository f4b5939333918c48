//! `path-standard-user-note`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// Whoever signs in is a standard user, and the package brings no administrator.
    ///
    /// ## Why it matters
    ///
    /// On a device that joined Entra ID with a bulk token, everybody who signs in is a standard user.
    /// Nobody joined it in person, so nobody became its administrator by that. When management fails,
    /// nobody can repair the device on site unless an administrator was planned.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    ///   <Users>
    ///     <User UserName="visitor">
    ///       <Password>Invented-2026</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The package brings an administrator:
    ///
    /// ```corpus --now 2026-03-01
    /// clean-bulk-enrolment
    /// ```
    ///
    /// A command makes one:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c net user desk-admin /add /random</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Decide who administers these devices: a local administrator whose password Windows LAPS
    /// manages, or the role Microsoft Entra Joined Device Local Administrator. If that is settled in
    /// the tenant, ignore this finding with that reason.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/entra/identity/devices/assign-local-admin>
    /// * <https://learn.microsoft.com/windows-server/identity/laps/laps-overview>
    pub(crate) STANDARD_USER_NOTE {
        id: "path-standard-user-note", category: DeploymentPath,
        severity: Advice, confidence: Certain,
        yields_to: ["bulk-token-expired", "bulk-token-malformed"],
        since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(bulk) = package.bulk_token() else { return };
    if package.has_unread_settings_or_scripts()
        || package.accounts().iter().any(|account| account.is_administrator())
        || package.creates_account_elsewhere()
    {
        return;
    }
    findings
        .at(bulk.token)
        .say("everybody who signs in is a standard user, and the package brings no administrator")
        .here("joins without a user who would administer the device")
        .unless(package.first_unclear_command(), "unless what runs here makes one")
        .help(
        "decide who administers these devices: a local account with Windows LAPS, or the device \
         administrators of the tenant",
    );
}
