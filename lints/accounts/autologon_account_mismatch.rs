//! `autologon-account-mismatch`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Setting, is_placeholder};

lint! {
    /// The automatic sign-in does not fit the accounts of the package.
    ///
    /// ## Why it matters
    ///
    /// The device signs in with the name and the password that `SMISettings/AutoLogon` gives. Where
    /// the password is not the account's, or there is no such account, the device stops at the
    /// sign-in screen after every start, and wrong passwords can lock the account.
    ///
    /// ## Fires
    ///
    /// The two passwords differ:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench">
    ///       <Password>Invented-Sparrow-Gate-1357</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <SMISettings>
    ///   <AutoLogon>
    ///     <Enable>ENABLE</Enable>
    ///     <Password>Invented-Sparrow-Gate-1358</Password>
    ///     <UserName>bench</UserName>
    ///   </AutoLogon>
    /// </SMISettings>
    /// ```
    ///
    /// There is no such account:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench">
    ///       <Password>Invented-Sparrow-Gate-1357</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <SMISettings>
    ///   <AutoLogon>
    ///     <Enable>ENABLE</Enable>
    ///     <Password>Invented-Sparrow-Gate-1357</Password>
    ///     <UserName>workbench</UserName>
    ///   </AutoLogon>
    /// </SMISettings>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench">
    ///       <Password>Invented-Sparrow-Gate-1357</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <SMISettings>
    ///   <AutoLogon>
    ///     <Enable>ENABLE</Enable>
    ///     <Password>Invented-Sparrow-Gate-1357</Password>
    ///     <UserName>.\Bench</UserName>
    ///   </AutoLogon>
    /// </SMISettings>
    /// ```
    ///
    /// An account of a domain is not the package's to create:
    ///
    /// ```xml
    /// <SMISettings>
    ///   <AutoLogon>
    ///     <DomainName>CORP</DomainName>
    ///     <Enable>ENABLE</Enable>
    ///     <Password>Invented-Sparrow-Gate-1357</Password>
    ///     <UserName>bench</UserName>
    ///   </AutoLogon>
    /// </SMISettings>
    /// ```
    ///
    /// A script creates it:
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c net user bench * /add</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// <SMISettings>
    ///   <AutoLogon>
    ///     <Enable>ENABLE</Enable>
    ///     <Password>Invented-Sparrow-Gate-1357</Password>
    ///     <UserName>bench</UserName>
    ///   </AutoLogon>
    /// </SMISettings>
    /// ```
    ///
    /// ## What to do
    ///
    /// Give `SMISettings/AutoLogon` the name and the password of an account under `Accounts/Users`.
    /// If the image holds the account, ignore this finding with that reason.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-smisettings>
    pub(crate) AUTOLOGON_ACCOUNT_MISMATCH {
        id: "autologon-account-mismatch", category: Accounts,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(logon) = package.auto_logon().filter(|logon| !logon.is_domain_account()) else {
        return;
    };
    let (Some(user), Some(name)) = (logon.user, logon.name()) else { return };
    let accounts = package.accounts();
    let Some(account) = accounts.iter().find(|account| account.is_called(name)) else {
        return unknown(package, user, findings);
    };
    let (Some(theirs), Some(ours)) = (account.password, logon.password) else { return };
    let is_given = |value: &str| !value.trim().is_empty() && !is_placeholder(value);
    if theirs.value() == ours.value() || !is_given(theirs.value()) || !is_given(ours.value()) {
        return;
    }
    findings
        .at(ours)
        .say(format!(
            "the automatic sign-in has another password than its account {}",
            account.name
        ))
        .here("the sign-in fails with this")
        .label_setting(theirs, "the password that the account gets")
        .help("give both the same password");
}

/// Nothing in the package creates the account.
fn unknown(package: &Package, user: &Setting, findings: &mut Findings<'_>) {
    if package.creates_account_elsewhere() || package.has_unread_settings_or_scripts() {
        return;
    }
    let Some(written) = user.shown() else { return };
    findings
        .at(user)
        .say(format!(
            "the device signs in as {}, and nothing in the package creates that account",
            package.shown_value(written)
        ))
        .here("no account of this name stands under Accounts/Users")
        .lowered_to(Severity::Warning)
        .unless(package.first_unclear_command(), "unless what runs here creates it")
        .help(
        "name an account of the package, or create this one; if the image holds it, ignore this \
         with that reason",
    );
}
