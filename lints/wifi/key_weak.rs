//! `wifi-key-weak`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Security};

lint! {
    /// The key of a wireless network is easy to guess.
    ///
    /// ## Why it matters
    ///
    /// Who records one device connecting can try keys at home, millions a second. A common
    /// password, a name that everybody sees on the air, or eight digits fall within minutes, and
    /// everybody who uses the network then knows its traffic.
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
    ///           <SecurityKey>password1</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// The key is made from the name of the network:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///           <SecurityKey>Fabrikam-Setup-2026</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// Digits only:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///           <SecurityKey>40718293650172</SecurityKey>
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
    /// A key of 64 hexadecimal digits is no word:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///           <SecurityKey>0123456701234567012345670123456701234567012345670123456701234567</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## What to do
    ///
    /// Use a long random key for the network that devices are set up in (20 characters, or five
    /// words), and change it after the rollout.
    pub(crate) KEY_WEAK {
        id: "wifi-key-weak", category: Wifi,
        question: GivesAway,
        severity: Warning, confidence: Certain, attack: ["T1110.002"], since: "0.1.0",
        check,
    }
}

/// Characters from which on a key is long enough to be typed without thinking of guessing.
const LONG: usize = 12;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for network in package.wireless_networks() {
        let (Some(security), Some(key)) = (&network.security, &network.key) else { continue };
        let is_personal = matches!(security.is, Security::Personal { .. });
        let has_fault = key.fault_for_wpa().is_some();
        if !is_personal || has_fault || key.is_protected || key.is_placeholder() {
            continue;
        }
        let length = key.text.chars().count();
        let is_of_name =
            network.ssid.as_ref().is_some_and(|ssid| key.is_made_from(&ssid.is.text()));
        let (why, confidence, severity) = match () {
            // Which of the two it is would tell the key.
            () if key.is_common() || is_of_name => (
                "it is a common password, or made from the name of the network".to_owned(),
                Confidence::Certain,
                Severity::Warning,
            ),
            () if length < 64 && key.text.bytes().all(|byte| byte.is_ascii_digit()) => {
                ("it has digits only".to_owned(), Confidence::Likely, Severity::Warning)
            }
            () if length < LONG => {
                (format!("it has {length} characters"), Confidence::Heuristic, Severity::Advice)
            }
            () => continue,
        };
        drop(
            findings
                .at(key.place.clone())
                .say(format!("the key of {} is easy to guess: {why}", network.called()))
                .with_confidence(confidence)
                .lowered_to(severity)
                .help("use a long random key, and change it after the rollout"),
        );
    }
}
