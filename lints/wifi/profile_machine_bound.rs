//! `wifi-profile-machine-bound`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The key of a profile is encrypted for the computer that exported it.
    ///
    /// ## Why it matters
    ///
    /// `netsh wlan export profile` without `key=clear` writes the key encrypted, and only the
    /// computer that exported it can decrypt it. On every other device the profile is there and the
    /// network is not.
    ///
    /// ## Fires
    ///
    /// ```wlan-profile
    /// <WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">
    ///   <name>fabrikam-setup</name>
    ///   <SSIDConfig>
    ///     <SSID>
    ///       <name>fabrikam-setup</name>
    ///     </SSID>
    ///   </SSIDConfig>
    ///   <connectionType>ESS</connectionType>
    ///   <connectionMode>auto</connectionMode>
    ///   <MSM>
    ///     <security>
    ///       <authEncryption>
    ///         <authentication>WPA2PSK</authentication>
    ///         <encryption>AES</encryption>
    ///         <useOneX>false</useOneX>
    ///       </authEncryption>
    ///       <sharedKey>
    ///         <keyType>passPhrase</keyType>
    ///         <protected>true</protected>
    ///         <keyMaterial>01000000D08C9DDF0115D1118C7A00C04FC297EB01</keyMaterial>
    ///       </sharedKey>
    ///     </security>
    ///   </MSM>
    /// </WLANProfile>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```wlan-profile
    /// <WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">
    ///   <name>fabrikam-setup</name>
    ///   <SSIDConfig>
    ///     <SSID>
    ///       <name>fabrikam-setup</name>
    ///     </SSID>
    ///   </SSIDConfig>
    ///   <connectionType>ESS</connectionType>
    ///   <connectionMode>auto</connectionMode>
    ///   <MSM>
    ///     <security>
    ///       <authEncryption>
    ///         <authentication>WPA2PSK</authentication>
    ///         <encryption>AES</encryption>
    ///         <useOneX>false</useOneX>
    ///       </authEncryption>
    ///       <sharedKey>
    ///         <keyType>passPhrase</keyType>
    ///         <protected>false</protected>
    ///         <keyMaterial>invented-lanterns-9</keyMaterial>
    ///       </sharedKey>
    ///     </security>
    ///   </MSM>
    /// </WLANProfile>
    /// ```
    ///
    /// With 802.1X there is no key to encrypt:
    ///
    /// ```corpus
    /// wifi-enterprise-clean
    /// ```
    ///
    /// ## What to do
    ///
    /// Export the profile again with `netsh wlan export profile name="…" key=clear folder=.` and
    /// import that file. The key then lies in it, and in the package, in clear.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/win32/nativewifi/wlan-profileschema-schema>
    pub(crate) PROFILE_MACHINE_BOUND {
        id: "wifi-profile-machine-bound", category: Wifi,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for network in package.wireless_networks() {
        let Some(key) = network.key.as_ref().filter(|key| key.is_protected) else { continue };
        findings
            .at(key.place.clone())
            .say(format!(
                "the key of {} is encrypted for the computer that exported the profile, and no other \
                 can read it",
                network.called()
            ))
            .here("protected is true")
            .help("export the profile again with `netsh wlan export profile key=clear`");
    }
}
