//! `local-account-password-policy-conflict`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Setting, is_placeholder};

lint! {
    /// A local account's password breaks the password policy of the same package.
    ///
    /// ## Why it matters
    ///
    /// The package creates an account and sets a policy that its password does not meet. Depending
    /// on which is applied first, the account is refused, or it has to change its password at the
    /// first sign-in: a kiosk or an account that signs in by itself then stands still.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented-26</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <Policies>
    ///   <DeviceLock>
    ///     <DevicePasswordEnabled>Enabled</DevicePasswordEnabled>
    ///     <MinDevicePasswordLength>14</MinDevicePasswordLength>
    ///   </DeviceLock>
    /// </Policies>
    /// ```
    ///
    /// Three kinds of characters are asked for, and it has two:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>invented-walnut-prism-24</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <Policies>
    ///   <DeviceLock>
    ///     <DevicePasswordEnabled>Enabled</DevicePasswordEnabled>
    ///     <MinDevicePasswordComplexCharacters>Three</MinDevicePasswordComplexCharacters>
    ///   </DeviceLock>
    /// </Policies>
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
    /// <Policies>
    ///   <DeviceLock>
    ///     <DevicePasswordEnabled>Enabled</DevicePasswordEnabled>
    ///     <MinDevicePasswordComplexCharacters>Four</MinDevicePasswordComplexCharacters>
    ///     <MinDevicePasswordLength>14</MinDevicePasswordLength>
    ///   </DeviceLock>
    /// </Policies>
    /// ```
    ///
    /// The policies do nothing unless a password is required:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented-26</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <Policies>
    ///   <DeviceLock>
    ///     <MinDevicePasswordLength>14</MinDevicePasswordLength>
    ///   </DeviceLock>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Give the account a password that meets the policy, or lower the policy.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/policy-csp-devicelock>
    pub(crate) LOCAL_ACCOUNT_PASSWORD_POLICY_CONFLICT {
        id: "local-account-password-policy-conflict", category: Accounts,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let policy = |name: &str| package.setting(&format!("Policies/DeviceLock/{name}"));
    // The others have an effect only with this one.
    if !policy("DevicePasswordEnabled").is_some_and(|enabled| enabled.is("0")) {
        return;
    }
    let length = policy("MinDevicePasswordLength");
    let kinds = policy("MinDevicePasswordComplexCharacters");
    for account in package.accounts() {
        let Some(password) = account.password.filter(|password| password.is_set()) else {
            continue;
        };
        let value = password.value();
        if is_placeholder(value) {
            continue;
        }
        let characters = value.chars().count();
        let broken = match (length, kinds) {
            (Some(length), _) if least(length).is_some_and(|least| characters < least) => {
                let least = length.value().trim();
                Some((
                    length,
                    format!("has {characters} characters, and its policy asks for {least}"),
                ))
            }
            (_, Some(kinds)) => missing_kind(kinds, value)
                .map(|kind| (kinds, format!("has no {kind}, and its policy asks for one"))),
            _ => None,
        };
        let Some((policy, reason)) = broken else { continue };
        findings
            .at(password)
            .say(format!("the password of the local account {} {reason}", account.name))
            .here("refused, or to be changed at the first sign-in")
            .label_setting(policy, "the policy of this package")
            .help("give the account a password that meets the policy");
    }
}

fn least(policy: &Setting) -> Option<usize> {
    policy.value().trim().parse().ok()
}

/// The kind of character that the policy asks for and the password has not: digits and small letters
/// from 2 on, capitals from 3 on, others from 4 on.
fn missing_kind(policy: &Setting, password: &str) -> Option<&'static str> {
    let from = |raw: u8| (raw..=4).any(|raw| policy.is(&raw.to_string()));
    let has = |is: fn(char) -> bool| password.chars().any(is);
    let asked: [(bool, bool, &str); 4] = [
        (from(2), has(|ch| ch.is_numeric()), "digit"),
        (from(2), has(char::is_lowercase), "small letter"),
        (from(3), has(char::is_uppercase), "capital letter"),
        (from(4), has(|ch| !ch.is_alphanumeric()), "character that is no letter and no digit"),
    ];
    asked.into_iter().find(|(asked, has, _)| *asked && !has).map(|(.., kind)| kind)
}
