//! `wifi-wep`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Security};

lint! {
    /// A wireless network uses WEP or TKIP, which are broken.
    ///
    /// ## Why it matters
    ///
    /// WEP is read along within minutes, and TKIP was withdrawn for the same reason. Current
    /// Windows refuses to connect to such a network, older versions warn: devices that are set up
    /// without anybody at them stay without a connection.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-scanners">
    ///         <WLANXmlSettings>
    ///           <SecurityType>WEP</SecurityType>
    ///           <SecurityKey>inven</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// WPA2 in name, with TKIP:
    ///
    /// ```wlan-profile
    /// <WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">
    ///   <name>fabrikam-scanners</name>
    ///   <SSIDConfig>
    ///     <SSID>
    ///       <name>fabrikam-scanners</name>
    ///     </SSID>
    ///   </SSIDConfig>
    ///   <connectionType>ESS</connectionType>
    ///   <connectionMode>auto</connectionMode>
    ///   <MSM>
    ///     <security>
    ///       <authEncryption>
    ///         <authentication>WPA2PSK</authentication>
    ///         <encryption>TKIP</encryption>
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
    /// ## Stays quiet
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///           <SecurityKey>invented-lanterns-9</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// The first WPA with AES:
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
    ///         <authentication>WPAPSK</authentication>
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
    /// ## What to do
    ///
    /// Set the access point to WPA2 or WPA3 with AES, and the package with it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-connectivityprofiles>
    /// * <https://learn.microsoft.com/windows/win32/nativewifi/wlan-profileschema-schema>
    pub(crate) WEP {
        id: "wifi-wep", category: Wifi,
        severity: Error, confidence: Certain, attack: ["T1557"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for network in package.wireless_networks() {
        let Some(security) = &network.security else { continue };
        let weak = match security.is {
            Security::Wep => "WEP",
            Security::Personal { is_tkip: true, .. } | Security::Enterprise { is_tkip: true } => {
                "TKIP"
            }
            _ => continue,
        };
        findings
            .at(security.place.clone())
            .say(format!(
                "{} is encrypted with {weak}, which is broken and which current Windows refuses",
                network.called()
            ))
            .here("anybody nearby can read along")
            .help("set the access point and the package to WPA2 or WPA3 with AES");
    }
}
