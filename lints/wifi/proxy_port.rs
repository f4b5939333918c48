//! `wifi-proxy-port`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// A proxy is set for one wireless network, which PCs do not take.
    ///
    /// ## Why it matters
    ///
    /// A proxy in the settings of one network was for Windows 10 Mobile. On the editions for PCs
    /// the setting fails, and where it does not fail it has no effect: devices that reach the
    /// internet only through the proxy then reach nothing.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <ProxyServerPort>proxy.fabrikam.example:8080</ProxyServerPort>
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
    /// An empty setting sets nothing:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <ProxyServerPort></ProxyServerPort>
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
    /// ## What to do
    ///
    /// Take it out. Set the proxy for the whole device, with the NetworkProxy CSP from the MDM or in a
    /// command, or let it be found with WPAD.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-connectivityprofiles>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/wifi-csp>
    pub(crate) PROXY_PORT {
        id: "wifi-proxy-port", category: Wifi,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for (place, name) in package.wireless_proxies() {
        findings
            .at(place)
            .say(format!("the setting {name} is a proxy for one wireless network, which fails on PCs"))
            .here("Windows 10 Mobile took this")
            .help("take it out, and set the proxy for the whole device with the NetworkProxy CSP or a command");
    }
}
