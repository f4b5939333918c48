//! `wifi-key-on-open`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Security};

lint! {
    /// An open wireless network has a key.
    ///
    /// ## Why it matters
    ///
    /// A network is either open or has a key. Mostly the wrong security type was picked, and then
    /// devices do not connect; if the network truly is open, the key lies in the package for
    /// nothing.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///           <SecurityKey>invented-lanterns-9</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
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
    /// A key that was emptied is none:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-guests">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///           <SecurityKey></SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## What to do
    ///
    /// Set the security type to `WPA2-Personal`, or take the key out.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-connectivityprofiles>
    pub(crate) KEY_ON_OPEN {
        id: "wifi-key-on-open", category: Wifi,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for network in package.wireless_networks() {
        let (Some(security), Some(key)) = (&network.security, &network.key) else { continue };
        if !matches!(security.is, Security::Open | Security::EnhancedOpen) {
            continue;
        }
        let finding = findings
            .at(key.place.clone())
            .say(format!("{} is set to open and has a key, which does nothing", network.called()))
            .here("an open network takes no key");
        match &security.place.span {
            Some(span) => finding.label(span, "open, as it is set here"),
            None => finding,
        }
        .help("set the security type to WPA2-Personal, or take the key out");
    }
}
