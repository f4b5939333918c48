//! `wifi-autoconnect-off`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// No device connects by itself, and the package needs a network.
    ///
    /// ## Why it matters
    ///
    /// A device is enrolled or joined before anybody has signed in. With connecting switched off,
    /// somebody has to pick the network and click, and while a package is applied nobody can: the
    /// enrolment fails for want of a connection.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AInvented.AgABInvented</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <AutoConnect>False</AutoConnect>
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
    /// Nothing in the package needs a network:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <AutoConnect>False</AutoConnect>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///           <SecurityKey>invented-lanterns-9</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// Another network connects by itself:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AInvented.AgABInvented</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-office">
    ///         <WLANXmlSettings>
    ///           <AutoConnect>False</AutoConnect>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///           <SecurityKey>invented-lanterns-9</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
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
    /// The devices are plugged in:
    ///
    /// ```xml network=wired
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AInvented.AgABInvented</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <AutoConnect>False</AutoConnect>
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
    /// Set `AutoConnect` to `True`, or state `network = "wired"` in the configuration if the
    /// devices are plugged in while they are set up.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-connectivityprofiles>
    pub(crate) AUTOCONNECT_OFF {
        id: "wifi-autoconnect-off", category: Wifi,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let Some(needs) = package.needs_network() else { return };
    if context.site.is_wired || package.may_connect_unattended() {
        return;
    }
    let switches = package.wireless_networks().iter().filter_map(|network| {
        let switch = network.is_automatic.as_ref().filter(|automatic| !automatic.is)?;
        Some((network, switch))
    });
    let command = package.first_unclear_command();
    for (network, switch) in switches {
        findings
            .at(switch.place.clone())
            .say(format!(
                "no device connects to {} by itself, and {} needs a connection",
                network.called(),
                needs.path
            ))
            .here("nobody is there to connect by hand")
            .label_setting(needs, "this needs a network")
            .unless(command, "unless what runs here connects the device")
            .help("set AutoConnect to True; state network = \"wired\" if devices are plugged in");
    }
}
