//! `local-account-name-invalid`

use crate::lint::{Context, Findings, lint};
use crate::package::{Account, Package, at_element};

lint! {
    /// Windows does not take the name of a local account.
    ///
    /// ## Why it matters
    ///
    /// The name of a local account has at most 20 characters, none of `" / \ [ ] : ; | = , + * ? <
    /// > @`, is not made of dots and blanks, does not end in a dot, and is not the name of another
    /// account, of a local group or of the computer. Otherwise the account is not created, on every
    /// device.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="reception-desk-entrance">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="desk@example.com">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// It is a local group:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="Users">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// It is there twice:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="desk">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///     <User UserName="Desk">
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
    ///     <User UserName="reception-desk-north">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///     <User UserName="Anna-Lena Müller">
    ///       <Password>Invented-Walnut-Prism-1357</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// The computer's name begins alike, and the serial number goes on:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>desk%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    ///   <Users>
    ///     <User UserName="desk">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Take a short name of letters, digits, `-` and `_` that nothing else on the device has.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/powershell/module/microsoft.powershell.localaccounts/new-localuser>
    pub(crate) LOCAL_ACCOUNT_NAME_INVALID {
        id: "local-account-name-invalid", category: Accounts,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// What no name may hold.
const FORBIDDEN: &str = "\"/\\[]:;|=,+*?<>@";

const LONGEST: usize = 20;

/// The groups that every Windows has, by the names of an English one.
const GROUPS: &[&str] = &[
    "Administrators",
    "Backup Operators",
    "Device Owners",
    "Distributed COM Users",
    "Event Log Readers",
    "Guests",
    "Hyper-V Administrators",
    "Network Configuration Operators",
    "Performance Log Users",
    "Performance Monitor Users",
    "Power Users",
    "Remote Desktop Users",
    "Remote Management Users",
    "Replicator",
    "System Managed Accounts Group",
    "Users",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let computer = package.computer_names().first().map(|name| name.setting);
    for account in package.accounts() {
        if let Some(again) = account.again {
            let mut finding = findings
                .at(at_element(again))
                .say(format!("the local account {} is created twice", account.name))
                .here("the same name again; Windows does not tell names apart by case");
            if let Some(first) = account.place().span {
                finding = finding.label(&first, "here for the first time");
            }
            finding.help("rename one of the two, or take it out");
        }
        let Some(fault) = fault(&account) else {
            let same = computer.filter(|computer| account.is_called(computer.value().trim()));
            if let Some(written) = same.and_then(|computer| computer.shown()) {
                findings
                    .at(account.place())
                    .say(format!("the local account {} is called as the computer is", account.name))
                    .here("Windows refuses an account with the name of the computer")
                    .label(&written.span, "the name of the computer")
                    .help("rename the account or the computer");
            }
            continue;
        };
        findings
            .at(account.place())
            .say(format!("the account name {:?} is none that Windows takes: {fault}", account.name))
            .here("the account of this name is not created")
            .help("take at most 20 letters, digits, - and _, and no name that Windows has already");
    }
}

fn fault(account: &Account<'_>) -> Option<String> {
    let name = account.name;
    let length = name.chars().count();
    if length > LONGEST {
        return Some(format!("it has {length} characters, and {LONGEST} is the most"));
    }
    if let Some(ch) = name.chars().find(|ch| FORBIDDEN.contains(*ch)) {
        return Some(format!("it holds {ch}"));
    }
    if name.chars().any(char::is_control) {
        return Some("it holds a control character".to_owned());
    }
    if name.chars().all(|ch| matches!(ch, '.' | ' ')) {
        return Some("it has nothing but dots and blanks".to_owned());
    }
    if name.ends_with('.') {
        return Some("it ends in a dot".to_owned());
    }
    let is_group = GROUPS.iter().any(|group| account.is_called(group));
    is_group.then(|| "a local group is called so".to_owned())
}
