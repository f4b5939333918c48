//! `wifi-key-plaintext`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The key of a wireless network lies in the package in clear.
    ///
    /// ## Why it matters
    ///
    /// A package keeps the key as text, several times, and is not encrypted unless it is built so.
    /// Whoever finds the USB stick, or reads the share that it lies on, is in the network from then
    /// on. Windows Configuration Designer offers no other way, so this is a risk to be accepted,
    /// not a fault.
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
    ///           <SecurityKey>invented-lanterns-9</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
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
    ///         <authentication>WPA3SAE</authentication>
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
    /// ## Stays quiet
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
    /// What is filled in later is no key yet:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///           <SecurityKey>${WIFI_KEY}</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ```corpus
    /// wifi-enterprise-clean
    /// ```
    ///
    /// ## What to do
    ///
    /// Use a network that is only for setting up devices, from which nothing but the internet is
    /// reached, and change its key after the rollout. With certificates (EAP-TLS) there is no key
    /// to give away.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/wifi-csp>
    pub(crate) KEY_PLAINTEXT {
        id: "wifi-key-plaintext", category: Wifi,
        question: GivesAway,
        severity: Warning, confidence: Certain, attack: ["T1552.001"],
        yields_to: ["wifi-key-on-open"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for network in package.wireless_networks() {
        let Some(key) = network.key.as_ref() else { continue };
        if key.is_protected || key.is_placeholder() {
            continue;
        }
        findings
            .at(key.place.clone())
            .say(format!(
                "the key of {} lies in the package in clear: whoever has the file is in the network",
                network.called()
            ))
            .here("readable without a password")
            .help("use a network for setting up only, and change its key after the rollout");
    }
}
