//! `wifi-enterprise-no-server-validation`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{AuthMode, Package};

lint! {
    /// Devices do not make sure which server they hand credentials to.
    ///
    /// ## Why it matters
    ///
    /// With 802.1X a device must know the certificate authority and the name of the server that it
    /// authenticates with. If it does not, anybody can set up an access point of the same name and
    /// is handed passwords; if it asks the user instead, nobody is there to answer, or somebody
    /// clicks yes.
    ///
    /// ## Fires
    ///
    /// No root is named, and the check is switched off:
    ///
    /// ```corpus
    /// wifi-enterprise-user
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The root and the names of the servers are given, and nobody is asked:
    ///
    /// ```corpus
    /// wifi-enterprise-clean
    /// ```
    ///
    /// A network with a key has no server:
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
    /// ## What to do
    ///
    /// Name the root (`TrustedRootCA`) and the servers (`ServerNames`), set
    /// `DisableUserPromptForServerValidation` to `true`, and export the profile again.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/eap-configuration>
    pub(crate) ENTERPRISE_NO_SERVER_VALIDATION {
        id: "wifi-enterprise-no-server-validation", category: Wifi,
        question: GivesAway,
        severity: Warning, confidence: Certain, attack: ["T1557"], since: "0.1.0",
        check,
    }
}

const HELP: &str = "name the root and the servers that are trusted, and let nobody be asked";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for network in package.wireless_networks() {
        let Some(one_x) = &network.one_x else { continue };
        let Some(eap) = &one_x.eap else { continue };
        let Some(validation) = &eap.validation else { continue };
        let message =
            |what: &str| format!("with {}, devices in {} {what}", eap.name(), network.called());
        if let Some(off) = &validation.switched_off {
            findings
                .at(off.clone())
                .say(message("hand their credential to any server: the check is switched off"))
                .help(HELP);
        } else if !validation.is_there {
            findings
                .at(validation.place.clone())
                .say(message("hand their credential to any server: nothing says which to trust"))
                .with_confidence(Confidence::Likely)
                .help(HELP);
        } else if validation.roots.is_empty() {
            let (what, confidence) = match &validation.names {
                None => (
                    "trust any server with a certificate: neither a root nor a name is given",
                    Confidence::Certain,
                ),
                Some(_) => (
                    "trust a server that any root on the device vouches for: no root is given",
                    Confidence::Likely,
                ),
            };
            findings
                .at(validation.place.clone())
                .say(message(what))
                .with_confidence(confidence)
                .help(HELP);
        } else if let Some(asks) = &validation.asks_user {
            let mode = one_x.mode.as_ref().map(|mode| mode.is);
            // While the computer itself authenticates nobody is asked.
            if mode != Some(AuthMode::Machine) {
                drop(
                    findings
                        .at(asks.clone())
                        .say(message("ask the user whether to trust an unknown server"))
                        .lowered_to(Severity::Advice)
                        .help(HELP),
                );
            }
        }
    }
}
