//! `oobe-hidden-no-account`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// The setup screens are skipped and nothing creates an account.
    ///
    /// ## Why it matters
    ///
    /// The setup screens are where a first account is made. A package that skips them has to bring
    /// an account, a join, or a shared-PC mode with guests; else the device ends at a sign-in screen
    /// that nobody can pass, unless the image already holds an account.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>True</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="localadmin">
    ///       <Password>Invented-2026</Password>
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
    /// Shared-PC mode lets guests in:
    ///
    /// ```xml
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>True</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// <SharedPC>
    ///   <AccountManagement>
    ///     <AccountModel>Only guest</AccountModel>
    ///   </AccountManagement>
    ///   <EnableSharedPCMode>True</EnableSharedPCMode>
    /// </SharedPC>
    /// ```
    ///
    /// ## What to do
    ///
    /// Add a local account (`Accounts/Users/User`), at best an administrator whose password is
    /// managed later, or do not hide the setup screens. If the image already holds an account,
    /// ignore this finding and say so.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-oobe>
    pub(crate) OOBE_HIDDEN_NO_ACCOUNT {
        id: "oobe-hidden-no-account", category: Accounts,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(hide) = package.hides_setup() else { return };
    if package.has_unread_settings_or_scripts() || has_way_in(package) {
        return;
    }
    let command = package.first_unclear_command();
    let mut finding = findings
        .at(hide)
        .say("the setup screens are skipped and nothing in the package creates an account")
        .here("after this, only an account that already exists can sign in");
    if command.is_some() {
        finding = finding.lowered_to(Severity::Warning);
    }
    finding.unless(command, "unless what runs here creates one").help(
        "add a local account under Accounts/Users, or leave the setup screens on; if the image \
         holds an account, ignore this with that reason",
    );
}

/// Whether somebody can sign in when the package is through.
fn has_way_in(package: &Package) -> bool {
    package.creates_local_account()
        || package.needs_network().is_some()
        || package.lets_guests_in()
        || package.domain_joiners().next().is_some()
}
