//! `wifi-hidden`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// Devices announce the name of a hidden network wherever they are.
    ///
    /// ## Why it matters
    ///
    /// A network that does not send its name is found by asking for it: every device then calls the
    /// name out at home, in trains and at conferences, for anybody to hear, or to answer to. It
    /// hides nothing from those who look for it.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-back-office">
    ///         <WLANXmlSettings>
    ///           <HiddenNetwork>True</HiddenNetwork>
    ///           <SecurityType>WPA2-Personal</SecurityType>
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
    ///       <WLANConfig SSID="fabrikam-back-office">
    ///         <WLANXmlSettings>
    ///           <HiddenNetwork>False</HiddenNetwork>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///           <SecurityKey>invented-lanterns-9</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## What to do
    ///
    /// Let the access point send the name, and set `HiddenNetwork` to `False` then. As long as the
    /// network is hidden the setting is right.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-connectivityprofiles>
    pub(crate) HIDDEN {
        id: "wifi-hidden", category: Wifi,
        question: GivesAway,
        severity: Advice, confidence: Certain, attack: ["T1040"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for network in package.wireless_networks() {
        let Some(hidden) = network.is_hidden.as_ref().filter(|hidden| hidden.is) else { continue };
        findings
            .at(hidden.place.clone())
            .say(format!(
                "devices call out for {} wherever they are, because it is hidden",
                network.called()
            ))
            .here("hiding the name protects nothing")
            .help("let the access point send the name, and set this to False then");
    }
}
