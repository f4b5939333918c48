//! `local-account-with-autologon`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// The device signs an account in by itself, with its password in clear.
    ///
    /// ## Why it matters
    ///
    /// `SMISettings/AutoLogon` is written to the registry, to `DefaultPassword` under Winlogon, in
    /// clear, and every user of the device can read it there. Whoever switches the device on is
    /// signed in. With an administrator, that hands the device over to whoever stands in front of
    /// it.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench">
    ///       <Password>Invented-Sparrow-Gate-1357</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <SMISettings>
    ///   <AutoLogon>
    ///     <Enable>ENABLE</Enable>
    ///     <Password>Invented-Sparrow-Gate-1357</Password>
    ///     <UserName>bench</UserName>
    ///   </AutoLogon>
    /// </SMISettings>
    /// ```
    ///
    /// A standard user, as a kiosk has one, gives a warning:
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
    ///     <UserName>bench</UserName>
    ///   </AutoLogon>
    /// </SMISettings>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The account is there and nothing signs it in:
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
    /// ```
    ///
    /// It is switched off:
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
    ///     <Enable>0</Enable>
    ///     <Password>Invented-Sparrow-Gate-1357</Password>
    ///     <UserName>bench</UserName>
    ///   </AutoLogon>
    /// </SMISettings>
    /// ```
    ///
    /// ## What to do
    ///
    /// For a kiosk take assigned access, which makes an account of its own and keeps no password in
    /// the registry. Else use a standard user that can do nothing else, never an administrator.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-smisettings>
    /// * <https://learn.microsoft.com/windows/configuration/assigned-access/overview>
    pub(crate) LOCAL_ACCOUNT_WITH_AUTOLOGON {
        id: "local-account-with-autologon", category: Accounts,
        question: GivesAway,
        severity: Error, confidence: Certain, attack: ["T1552.002"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(logon) = package.auto_logon() else { return };
    let Some(password) = logon.password else { return };
    let accounts = package.accounts();
    let account = logon.name().filter(|_| !logon.is_domain_account());
    let account = account.and_then(|name| accounts.iter().find(|account| account.is_called(name)));
    let is_administrator = account.is_some_and(|account| account.is_administrator());
    let whose = match account {
        Some(account) if is_administrator => format!("the administrator {}", account.name),
        Some(account) => format!("the account {}", account.name),
        None => "an account".to_owned(),
    };
    let mut finding = findings
        .at(password)
        .say(format!(
            "the device signs {whose} in by itself, and every user can read its password there"
        ))
        .here("kept in clear in the registry, as DefaultPassword of Winlogon");
    match account.and_then(|account| account.group).and_then(|group| group.shown()) {
        Some(group) if is_administrator => {
            finding = finding.label(&group.span, "so who switches it on is an administrator");
        }
        _ => finding = finding.lowered_to(Severity::Warning),
    }
    if account.is_none() {
        // What the account may do is not known.
        finding = finding.with_confidence(Confidence::Likely);
    }
    finding.help(
        "take assigned access for a kiosk, which makes an account of its own; never sign an \
         administrator in by itself",
    );
}
