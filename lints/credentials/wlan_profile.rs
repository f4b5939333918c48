//! `secret-wlan-profile`

use crate::lint::{Context, Findings, lint};
use crate::package::{CarriedKind, Package, Place};
use crate::script::reading::UNKNOWN;

lint! {
    /// A wireless profile, carried or written by a script, holds its key in clear.
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
    /// ```powershell
    /// @'
    /// <WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">
    ///   <name>Setup</name>
    ///   <MSM><security><sharedKey>
    ///     <keyType>passPhrase</keyType><protected>false</protected>
    ///     <keyMaterial>invented-lantern</keyMaterial>
    ///   </sharedKey></security></MSM>
    /// </WLANProfile>
    /// '@ | Set-Content C:\Windows\Temp\setup.xml
    /// netsh wlan add profile filename=C:\Windows\Temp\setup.xml
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
        if let Some(span) = &secret.span {
            report(findings, Place::from(span), &secret.kind, "in a file of the package");
        }
    }
    for (place, kind) in package.written_secrets() {
        report(findings, place, &kind, "in the profile that a script writes");
    }
}

fn report(findings: &mut Findings<'_>, place: Place, kind: &CarriedKind, where_: &str) {
    let CarriedKind::WirelessKey { profile } = kind else { return };
    let network = match profile {
        // What cannot be known stands in it.
        Some(name) if !name.contains(UNKNOWN) => format!("the wireless network {name}"),
        _ => "a wireless network".to_owned(),
    };
    findings
        .at(place)
        .say(format!("the key of {network} stands in clear {where_}"))
        .here("readable by whoever holds the package")
        .help("use a network for setting up only, and change its key after the rollout");
}
