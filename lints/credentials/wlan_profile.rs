//! `secret-wlan-profile`

use crate::lint::{Context, Findings, lint};
use crate::package::{CarriedKind, Package};

lint! {
    /// A profile among the files holds the key of a wireless network in clear.
    ///
    /// ## Why it matters
    ///
    /// `netsh wlan export profile key=clear` writes the key as text, and a script that adds the
    /// profile on the device needs it so. Whoever finds the package is in the network from then on.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// secret-key-files
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A profile with a key that is encrypted for one computer, and none with a key:
    ///
    /// ```corpus
    /// mal-disguised-assets
    /// ```
    ///
    /// ## What to do
    ///
    /// Use a network that is only for setting up devices, and change its key after the rollout, or
    /// let the MDM service send the profile. Delete the file on the device when it was added.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/win32/nativewifi/wlan-profileschema-schema>
    pub(crate) WLAN_PROFILE {
        id: "secret-wlan-profile", category: Credentials,
        severity: Warning, confidence: Certain, attack: ["T1552.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for secret in package.carried_secrets() {
        let CarriedKind::WirelessKey { profile } = &secret.kind else { continue };
        let Some(span) = &secret.span else { continue };
        let network = match profile {
            Some(name) => format!("the wireless network {name}"),
            None => "a wireless network".to_owned(),
        };
        findings
            .at(span)
            .say(format!("the key of {network} stands in clear in a file of the package"))
            .here("readable by whoever holds the package")
            .help("use a network for setting up only, and change its key after the rollout");
    }
}
