//! `wifi-key-missing`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// A wireless network needs a key and has none.
    ///
    /// ## Why it matters
    ///
    /// Without its key the network cannot be joined, so whatever needs a connection fails: the
    /// enrolment, the join, the download. The settings alone look complete.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// An imported profile without a `sharedKey`:
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
    ///     </security>
    ///   </MSM>
    /// </WLANProfile>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// An open network has no key:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-guests">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// Nor has one that is encrypted without one:
    ///
    /// ```wlan-profile
    /// <WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">
    ///   <name>fabrikam-guests</name>
    ///   <SSIDConfig>
    ///     <SSID>
    ///       <name>fabrikam-guests</name>
    ///     </SSID>
    ///   </SSIDConfig>
    ///   <connectionType>ESS</connectionType>
    ///   <connectionMode>auto</connectionMode>
    ///   <MSM>
    ///     <security>
    ///       <authEncryption>
    ///         <authentication>OWE</authentication>
    ///         <encryption>AES</encryption>
    ///         <useOneX>false</useOneX>
    ///       </authEncryption>
    ///     </security>
    ///   </MSM>
    /// </WLANProfile>
    /// ```
    ///
    /// ## What to do
    ///
    /// Add the key, or set the security type to `Open` if the network truly is open.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-connectivityprofiles>
    /// * <https://learn.microsoft.com/windows/win32/nativewifi/wlan-profileschema-schema>
    pub(crate) KEY_MISSING {
        id: "wifi-key-missing", category: Wifi,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for network in package.wireless_networks() {
        let Some(security) = &network.security else { continue };
        if !security.is.needs_key() || network.key.is_some() {
            continue;
        }
        let key = if network.is_imported { "sharedKey" } else { "SecurityKey" };
        findings
            .at(security.place.clone())
            .say(format!(
                "{} is protected with {} and has no key",
                network.called(),
                security.is.name()
            ))
            .here("this needs a key")
            .help(format!("add {key}, or make the network open if it is"));
    }
}
