//! `domain-join-password-plaintext`

use crate::lint::{Context, Findings, lint};
use crate::package::{AccountName, Package};

lint! {
    /// The password of the account that joins the domain can be read in the package.
    ///
    /// ## Why it matters
    ///
    /// A package is no safe: whoever holds the file, or the stick that it lies on, reads the password
    /// with an unpacker and has an account of the domain. Windows Configuration Designer offers no
    /// other way, so what counts is how little the account may do, and for how long.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```corpus
    /// domain-join-clean
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%SERIAL%</ComputerName>
    ///     <Password></Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Join with an account that may only create computers in one organisational unit, and that
    /// nobody signs in with. Change its password when the rollout is over. Encrypt the package, and
    /// keep it out of shared folders and version control.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-packages>
    pub(crate) PASSWORD_PLAINTEXT {
        id: "domain-join-password-plaintext", category: DomainJoin, question: GivesAway,
        severity: Warning, confidence: Certain, attack: ["T1552.001", "T1078.002"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(password) = package.setting("Accounts/ComputerAccount/Password") else { return };
    // A copy that the device does not apply can be read just as well.
    if password.copies().all(|copy| copy.text().trim().is_empty()) {
        return;
    }
    let account = package.join_setting("Account");
    let whose = match account {
        Some(account) if !AccountName::of(account.value()).user().is_empty() => {
            AccountName::of(account.value()).user()
        }
        _ => "the account that joins the domain",
    };
    findings
        .at(password)
        .say(format!("the password of {whose} can be read by whoever holds the package"))
        .here("in clear, as Windows Configuration Designer writes it")
        .label_setting(account, "the account that it opens")
        .help(
            "take an account that may only join computers to one organisational unit, change its \
         password after the rollout, and encrypt the package",
        );
}
