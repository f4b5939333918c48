//! `secret-in-setting`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Setting};

lint! {
    /// A setting holds a password or key in clear.
    ///
    /// ## Why it matters
    ///
    /// What a package is given it keeps in clear: as the author wrote it, repeated in another file,
    /// and once more as the device applies it. Whoever finds the package can read it. Lints of
    /// their own speak of the bulk token, the join, local accounts, enrolments, Wi-Fi and product
    /// keys; this one of all the rest.
    ///
    /// ## Fires
    ///
    /// The password of a proxy:
    ///
    /// ```xml
    /// <Connections>
    ///   <Proxies>
    ///     <Proxy ProxyName="corp">
    ///       <Password>Invented-Proxy-2026</Password>
    ///       <UserName>svc-proxy</UserName>
    ///     </Proxy>
    ///   </Proxies>
    /// </Connections>
    /// ```
    ///
    /// The password of a certificate with its key:
    ///
    /// ```corpus
    /// every-feature
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A local account has lints of its own:
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
    /// A placeholder and an empty value are no secrets:
    ///
    /// ```xml
    /// <Connections>
    ///   <Proxies>
    ///     <Proxy ProxyName="corp">
    ///       <Password>{{PROXY_PASSWORD}}</Password>
    ///       <UserName>svc-proxy</UserName>
    ///     </Proxy>
    ///   </Proxies>
    /// </Connections>
    /// ```
    ///
    /// ```xml
    /// <Connections>
    ///   <Proxies>
    ///     <Proxy ProxyName="corp">
    ///       <Password></Password>
    ///       <UserName>svc-proxy</UserName>
    ///     </Proxy>
    ///   </Proxies>
    /// </Connections>
    /// ```
    ///
    /// ## What to do
    ///
    /// Ask whether the device needs it before it is enrolled; what an MDM service can send later
    /// does not belong in a package. Else use an account or a key that can do this one thing, and
    /// change it when the rollout is over.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-create-package>
    pub(crate) SECRET_IN_SETTING {
        id: "secret-in-setting", category: Credentials,
        severity: Warning, confidence: Certain, attack: ["T1552.001"], since: "0.1.0",
        check,
    }
}

/// What other lints speak of.
const COVERED: &[&str] = &[
    // bulk-token-unprotected
    "Accounts/Azure/BPRT",
    // domain-join-password-plaintext
    "Accounts/ComputerAccount/Password",
    // local-admin-plaintext-password, local-account-weak-password
    "Accounts/Users/User/Password",
    // The certificate's password says it already.
    "Certificates/ClientCertificates/ClientCertificate/CertificatePath",
    // wifi-key-plaintext
    "ConnectivityProfiles/WLAN/Profiles/Profile",
    "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/WLANXmlSettings",
    "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/WLANXmlSettings/SecurityKey",
    // edition-key-exposed
    "EditionUpgrade/ChangeProductKey",
    "EditionUpgrade/UpgradeEditionWithProductKey",
    // workplace-secret-plaintext
    "Workplace/Enrollments/UPN/Secret",
];

/// What local-account-with-autologon speaks of, while it is switched on.
const SIGN_IN: &str = "SMISettings/AutoLogon/Password";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let signs_in = package.auto_logon().is_some();
    let is_covered = |setting: &Setting| {
        let path = setting.path.table();
        // The others look at what every device gets.
        let is_seen = setting.path.variant.is_none() || path.starts_with("EditionUpgrade/");
        is_seen && (COVERED.contains(&path) || (path == SIGN_IN && signs_in))
    };
    for secret in package.secrets() {
        let setting = secret.setting;
        if is_covered(setting) {
            continue;
        }
        let times = match setting.copies().count() {
            0 | 1 => String::new(),
            copies => format!(", {copies} times"),
        };
        let length = setting.value().chars().count();
        findings
            .at(setting)
            .say(format!(
                "the value of {} stands in clear{times}: {length} characters",
                setting.path
            ))
            .here("readable by whoever holds the package")
            .help(
                "leave it out if it can come later from the MDM service; else use one that can do \
                 nothing else, and change it after the rollout",
            );
    }
}
