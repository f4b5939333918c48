//! `wifi-key-length`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Generation, KeyFault, Package, Security};

lint! {
    /// The key cannot be one of this kind of network.
    ///
    /// ## Why it matters
    ///
    /// A key of WPA2 has 8 to 63 characters of ASCII, or 64 hexadecimal digits; one of WEP has 5 or
    /// 13 characters, or 10 or 26 digits. Windows refuses a profile with any other key, so there is
    /// no network at all: a key that was cut off when it was copied, or has an umlaut in it, stops
    /// every device.
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
    ///           <SecurityKey>seven-7</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// A character that is not ASCII:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///           <SecurityKey>schlüssel-im-schloss</SecurityKey>
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
    ///           <SecurityKey>eight-88</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// 64 hexadecimal digits are the key itself:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///           <SecurityKey>0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// What is filled in later:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///           <SecurityKey>{{k}}</SecurityKey>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// What is encrypted has another length than the key:
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
    /// ## What to do
    ///
    /// Copy the key from the access point again. One with other characters has to be changed there.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/win32/nativewifi/wlan-profileschema-schema>
    pub(crate) KEY_LENGTH {
        id: "wifi-key-length", category: Wifi,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for network in package.wireless_networks() {
        let (Some(security), Some(key)) = (&network.security, &network.key) else { continue };
        if key.is_protected || key.is_placeholder() {
            continue;
        }
        let (fault, wanted) = match security.is {
            Security::Wep => {
                (key.fault_for_wep(), "5 or 13 characters, or 10 or 26 hexadecimal digits")
            }
            Security::Personal { .. } => {
                (key.fault_for_wpa(), "8 to 63 characters, or 64 hexadecimal digits")
            }
            _ => continue,
        };
        let what = match fault {
            Some(KeyFault::Length(1)) => "has 1 character".to_owned(),
            Some(KeyFault::Length(length)) => format!("has {length} characters"),
            Some(KeyFault::Character(at)) => format!("is not ASCII at character {at}"),
            None => continue,
        };
        let finding = findings
            .at(key.place.clone())
            .say(format!(
                "the key of {} {what}, and {} takes {wanted}",
                network.called(),
                security.is.name()
            ))
            .here("Windows refuses the network with this key");
        // The password of SAE may have any length by the standard; Windows keeps to that of WPA2.
        let is_wpa3 =
            matches!(security.is, Security::Personal { generation: Generation::Wpa3, .. });
        match is_wpa3 {
            true => finding.with_confidence(Confidence::Likely),
            false => finding,
        }
        .help("copy the key from the access point again, or change it there");
    }
}
