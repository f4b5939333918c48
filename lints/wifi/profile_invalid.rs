//! `wifi-profile-invalid`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, ProfileFault, ProfileFaultKind};

lint! {
    /// A WLAN profile is refused, or says two things.
    ///
    /// ## Why it matters
    ///
    /// Windows checks a profile against a schema in which even the order of the elements counts,
    /// and refuses it whole. Where a name is written twice and differs, the one in hexadecimal
    /// counts, which is not the one that people read.
    ///
    /// ## Fires
    ///
    /// `SSIDConfig` belongs before `connectionType`:
    ///
    /// ```wlan-profile
    /// <WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">
    ///   <name>fabrikam-guests</name>
    ///   <connectionType>ESS</connectionType>
    ///   <SSIDConfig>
    ///     <SSID>
    ///       <name>fabrikam-guests</name>
    ///     </SSID>
    ///   </SSIDConfig>
    ///   <MSM>
    ///     <security>
    ///       <authEncryption>
    ///         <authentication>open</authentication>
    ///         <encryption>none</encryption>
    ///       </authEncryption>
    ///     </security>
    ///   </MSM>
    /// </WLANProfile>
    /// ```
    ///
    /// The name in hexadecimal is that of another network:
    ///
    /// ```wlan-profile
    /// <WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">
    ///   <name>fabrikam-setup</name>
    ///   <SSIDConfig>
    ///     <SSID>
    ///       <hex>66616272696B616D2D6F6666696365</hex>
    ///       <name>fabrikam-setup</name>
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
    /// ```corpus
    /// wifi-bad-profiles
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```wlan-profile
    /// <WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">
    ///   <name>fabrikam-guests</name>
    ///   <SSIDConfig>
    ///     <SSID>
    ///       <hex>66616272696B616D2D677565737473</hex>
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
    /// ```corpus
    /// every-feature
    /// ```
    ///
    /// ## What to do
    ///
    /// Set the network up on one computer, export it (`netsh wlan export profile key=clear
    /// folder=.`), and import that file without changing its order.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/wifi-csp>
    /// * <https://learn.microsoft.com/windows/win32/nativewifi/wlan-profileschema-schema>
    pub(crate) PROFILE_INVALID {
        id: "wifi-profile-invalid", category: Wifi,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for network in package.wireless_networks() {
        for ProfileFault { kind, place } in &network.faults {
            let (what, is_refused) = told(kind);
            let message = match is_refused {
                true => {
                    format!("the profile of {} is refused by Windows: {what}", network.called())
                }
                false => format!("the profile of {} says two things: {what}", network.called()),
            };
            let finding = findings.at(place.clone()).say(message);
            let finding = match is_refused {
                true => finding,
                false => finding.lowered_to(Severity::Warning).with_confidence(Confidence::Likely),
            };
            finding.help("export the profile of a computer that connects, and import that file");
        }
    }
}

/// What is wrong, and whether Windows refuses the profile for it.
fn told(kind: &ProfileFaultKind) -> (String, bool) {
    match kind {
        ProfileFaultKind::NotXml(why) => (format!("it is no XML: {why}"), true),
        ProfileFaultKind::NotAProfile(root) => {
            (format!("its root is {root}, and not WLANProfile of the namespace of version 1"), true)
        }
        ProfileFaultKind::OutOfOrder(element, behind) => {
            (format!("{element} stands behind {behind} and belongs before it"), true)
        }
        ProfileFaultKind::Missing(element, parent) => (format!("{parent} has no {element}"), true),
        ProfileFaultKind::Misspelt(element, right) => {
            (format!("{element} has to be written {right}, the case of letters counts"), true)
        }
        ProfileFaultKind::NotHex => {
            ("the hexadecimal name of the network is none".to_owned(), true)
        }
        ProfileFaultKind::OneXMissing => {
            ("it uses 802.1X, and there is no OneX that says how".to_owned(), true)
        }
        ProfileFaultKind::OneXOff(authentication) => {
            (format!("{authentication} is 802.1X, and useOneX does not say so"), true)
        }
        ProfileFaultKind::HexIsOtherName => (
            "the name in hexadecimal is another one than that in letters, and it is what counts"
                .to_owned(),
            false,
        ),
        ProfileFaultKind::ProfileHasOtherName => (
            "it is named otherwise than the network, and the two should be the same".to_owned(),
            false,
        ),
    }
}
