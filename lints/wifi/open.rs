//! `wifi-open`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Security};

lint! {
    /// A wireless network is open.
    ///
    /// ## Why it matters
    ///
    /// What goes over an open network can be read by anybody nearby, and anybody can pretend to be
    /// it: a device connects by itself to whatever has that name. A page that asks for a click
    /// before it lets one through stops the enrolment as well, for nobody is there to click.
    ///
    /// ## Fires
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
    ///         <authentication>open</authentication>
    ///         <encryption>none</encryption>
    ///         <useOneX>false</useOneX>
    ///       </authEncryption>
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
    /// Enhanced Open encrypts without a key:
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
    /// Use a network with a key that is changed after the rollout. If an open one is meant, make
    /// sure that it has no sign-in page, and that it lies apart from everything else.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-connectivityprofiles>
    pub(crate) OPEN {
        id: "wifi-open", category: Wifi,
        severity: Warning, confidence: Certain, attack: ["T1557"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for network in package.wireless_networks() {
        let Some(security) = &network.security else { continue };
        // With a key beside it, the type is what is wrong: `wifi-key-on-open`.
        if security.is != Security::Open || network.key.is_some() {
            continue;
        }
        findings
            .at(security.place.clone())
            .say(format!(
                "{} is open: nothing on it is encrypted, and anybody can pretend to be it",
                network.called()
            ))
            .here("a sign-in page would also stop an unattended setup")
            .help("use a network with a key for setting up, and change the key after the rollout");
    }
}
