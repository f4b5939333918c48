//! `wifi-ssid-invalid`

use std::collections::{HashMap, hash_map::Entry};

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Place};

lint! {
    /// The name of a wireless network cannot be right.
    ///
    /// ## Why it matters
    ///
    /// The name must be the network's, byte for byte. It has 1 to 32 bytes of UTF-8, and an umlaut
    /// takes two; a longer one is refused. A blank at the end or a quotation mark from a word
    /// processor looks right and is another network, and the same name twice leaves open which of
    /// the two counts.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="Fabrikam Besprechungsräume und Säle">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// None at all:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// A blank at the end:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup ">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// A quotation mark that no keyboard types:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="Fabrikam’s devices">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// The same twice:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///       <WLANConfig SSID="fabrikam-setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// 32 bytes; and two names that differ in case, which are two networks:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="Fabrikam Säle: Haus 1, Etage 2B">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///       <WLANConfig SSID="fabrikam">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///       <WLANConfig SSID="Fabrikam">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## What to do
    ///
    /// Copy the name from the access point, and count bytes rather than letters.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/wifi-csp>
    /// * <https://learn.microsoft.com/windows/win32/nativewifi/wlan-profileschema-schema>
    pub(crate) SSID_INVALID {
        id: "wifi-ssid-invalid", category: Wifi,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Bytes that a name may have.
const MAX: usize = 32;

/// Quotation marks and dashes that word processors put in the place of those on the keyboard.
const TYPESET: &[char] = &['‘', '’', '“', '”', '–', '—', '\u{a0}'];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut seen: HashMap<&[u8], &Place> = HashMap::new();
    for network in package.wireless_networks() {
        let Some(ssid) = &network.ssid else { continue };
        let bytes = ssid.is.bytes.as_slice();
        let text = ssid.is.text();
        if bytes.is_empty() {
            let finding = findings.at(ssid.place.clone());
            drop(
                finding
                    .say("the network has no name")
                    .help("give its name as the access point has it"),
            );
            continue;
        }
        if bytes.len() > MAX {
            findings
                .at(ssid.place.clone())
                .say(format!(
                    "the name of {} has {} bytes, and a network's name has at most {MAX}",
                    network.called(),
                    bytes.len()
                ))
                .here(format!("{} characters of UTF-8", text.chars().count()))
                .help("give the name as the access point has it, or shorten it there");
        } else if text.trim() != text {
            looks_right(&ssid.place, "begins or ends with a blank", &text, findings);
        } else if let Some(ch) = text.chars().find(|ch| TYPESET.contains(ch)) {
            let what = format!("holds U+{:04X}, which word processors put in", u32::from(ch));
            looks_right(&ssid.place, &what, &text, findings);
        }
        match seen.entry(bytes) {
            Entry::Vacant(entry) => drop(entry.insert(&ssid.place)),
            Entry::Occupied(first) => {
                let finding = findings
                    .at(ssid.place.clone())
                    .say(format!(
                        "{} is set up twice, and one of the two is lost",
                        network.called()
                    ))
                    .lowered_to(Severity::Warning)
                    .with_confidence(Confidence::Likely);
                match &first.get().span {
                    Some(span) => finding.label(span, "the first time"),
                    None => finding,
                }
                .help("keep the one that is right");
            }
        }
    }
}

fn looks_right(place: &Place, what: &str, text: &str, findings: &mut Findings<'_>) {
    drop(
        findings
            .at(place.clone())
            .say(format!("the name `{text}` {what}: without it, it is the name of another network"))
            .lowered_to(Severity::Warning)
            .with_confidence(Confidence::Likely)
            .help("copy the name from the access point; if it is like this there, ignore this"),
    );
}
