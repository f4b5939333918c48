//! `secret-package-unencrypted`

use std::collections::HashSet;

use crate::container::Kind;
use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place};

lint! {
    /// The package holds secrets and is not encrypted.
    ///
    /// ## Why it matters
    ///
    /// Windows Configuration Designer can encrypt a package when it is exported. This one is not:
    /// whoever has the file has every password and key in it. Encryption has its price, since
    /// somebody must type the password when the package is applied.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// domain-join-clean
    /// ```
    ///
    /// ```corpus
    /// every-feature
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// There is no secret:
    ///
    /// ```corpus
    /// kiosk-oobe-hidden
    /// ```
    ///
    /// An answer file or a project is never encrypted, so this says nothing of them:
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
    /// ## What to do
    ///
    /// Encrypt the package in the export wizard, or keep the file where you keep passwords: not on
    /// a share that everybody reads, not in a repository, not on a stick that stays behind.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-create-package>
    pub(crate) SECRET_PACKAGE_UNENCRYPTED {
        id: "secret-package-unencrypted", category: Credentials,
        severity: Warning, confidence: Certain, attack: ["T1552.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // Only what the export wizard writes can be encrypted.
    if package.kind != Kind::Wim {
        return;
    }
    let secrets = package.secrets();
    // One password in two settings is one secret.
    let values: HashSet<&str> =
        secrets.iter().map(|secret| secret.setting.value().trim()).collect();
    // Of a bulk token alone, bulk-token-unprotected says it.
    if secrets.iter().all(|secret| secret.setting.path.table() == "Accounts/Azure/BPRT") {
        return;
    }
    let name = package.config.as_ref().and_then(|config| config.name.as_ref());
    let count = match values.len() {
        1 => "a secret".to_owned(),
        count => format!("{count} secrets"),
    };
    findings
        .at(name.map_or_else(Place::package, Place::from))
        .say(format!("the package holds {count} and is not encrypted"))
        .here("whoever has this file has what stands in it")
        .help("encrypt it in the export wizard, or keep it where passwords are kept");
}
