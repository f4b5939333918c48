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

/// Keys that every list of passwords begins with; in lower case, 8 characters or more.
const COMMON: &[&str] = &[
    "00000000",
    "0123456789",
    "0987654321",
    "11111111",
    "12341234",
    "12345678",
    "123456789",
    "1234567890",
    "12345678910",
    "123123123",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "87654321",
    "88888888",
    "98765432",
    "987654321",
    "99999999",
    "administrator",
    "admin123",
    "admin1234",
    "adminadmin",
    "asdfasdf",
    "asdfghjkl",
    "baseball",
    "changeme",
    "changeme1",
    "changeme123",
    "computer",
    "default1",
    "dragon123",
    "football",
    "guest123",
    "guestguest",
    "hello123",
    "iloveyou",
    "internet",
    "letmein1",
    "letmein123",
    "p@ssw0rd",
    "p@ssword",
    "p@ssw0rd1",
    "p@ssw0rd123",
    "pa$$w0rd",
    "passw0rd",
    "passw0rd1",
    "password",
    "password!",
    "password1",
    "password12",
    "password123",
    "password1234",
    "princess",
    "qwer1234",
    "qwertyui",
    "qwerty12",
    "qwerty123",
    "qwertyuiop",
    "secret123",
    "starwars",
    "summer2025",
    "summer2026",
    "sunshine",
    "superman",
    "test1234",
    "testtest",
    "welcome1",
    "welcome12",
    "welcome123",
    "welcome2026",
    "wireless",
    "wifi1234",
    "wifipassword",
    "zaq12wsx",
];

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
        let lower = key.text.to_lowercase();
        let length = key.text.chars().count();
        let ssid = network.ssid.as_ref().map(|ssid| ssid.is.text().to_lowercase());
        let is_of_name = ssid.is_some_and(|ssid| is_made_from(&lower, &ssid));
        let (why, confidence, severity) = match () {
            // Which of the two it is would tell the key.
            () if COMMON.contains(&lower.as_str()) || is_of_name => (
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

/// Whether a key holds the name of its network, or the name the key; both in lower case.
fn is_made_from(key: &str, ssid: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|ch| ch.is_alphanumeric()).collect::<String>();
    let (key, ssid) = (plain(key), plain(ssid));
    // A name of three letters stands in any key by chance.
    ssid.chars().count() >= 5 && (key.contains(&ssid) || (key.len() >= 5 && ssid.contains(&key)))
}
