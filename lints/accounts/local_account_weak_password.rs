//! `local-account-weak-password`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Weakness, is_placeholder};

lint! {
    /// The password of a local account is weak.
    ///
    /// ## Why it matters
    ///
    /// Every device of the rollout gets the same password, and a local account is not always locked
    /// after a few wrong ones. A password that is short, made of digits, a word from the head of
    /// every list, or the name of its account is tried before any other. With an administrator that
    /// opens every device.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>q7Tz</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// It holds the name of the account:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="reception">
    ///       <Password>Reception-Desk-1</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// It is one of the first that are tried, and a season and a year:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>P@ssw0rd2026!</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///     <User UserName="desk">
    ///       <Password>Summer2026!</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// In a package that is built, a placeholder is the password:
    ///
    /// ```corpus
    /// accounts-weak-passwords
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
    /// A word that is common alone is not weak within a phrase:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="desk">
    ///       <Password>Passwords-Fade-At-Dawn-61</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// A placeholder in an answer file says nothing of the password:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>%PW%</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Take a random password of 14 characters or more, and let Windows LAPS replace it. A kiosk
    /// needs no password of yours: assigned access can make its own account.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/identity/laps/laps-overview>
    pub(crate) LOCAL_ACCOUNT_WEAK_PASSWORD {
        id: "local-account-weak-password", category: Accounts,
        question: GivesAway,
        severity: Error, confidence: Certain, attack: ["T1110.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let names = package.computer_names();
    let computer = names.first().map(|name| name.written());
    for account in package.accounts() {
        // What is empty is missing, and another lint's.
        let Some(password) = account.password.filter(|password| password.is_set()) else {
            continue;
        };
        let value = password.value();
        let weakness = match is_placeholder(value) {
            // Before the package is built, somebody may still put a password in.
            true => package.has_runtime.then_some(Weakness::Placeholder),
            false => Weakness::of(value, account.name, computer),
        };
        let Some(weakness) = weakness else { continue };
        let of = if account.is_administrator() { "administrator" } else { "account" };
        let mut finding = findings
            .at(password)
            .say(format!(
                "the password of the local {of} {} is weak: {}",
                account.name,
                weakness.reason()
            ))
            .here("every device gets this password");
        if !account.is_administrator() {
            finding = finding.lowered_to(Severity::Warning);
        }
        if !weakness.is_fact() {
            finding = finding.with_confidence(Confidence::Likely);
        }
        finding.help("take a random one of 14 characters or more, and let Windows LAPS replace it");
    }
}
