//! `wifi-auto-open-hotspots`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// Devices join open networks by themselves.
    ///
    /// ## Why it matters
    ///
    /// With this setting a device connects to open networks that it has never seen, so anybody can
    /// offer it one and sit in the middle of what it sends.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WiFiSense>
    ///     <FirstBoot>
    ///       <DefaultAutoConnectOpenState>Enabled</DefaultAutoConnectOpenState>
    ///     </FirstBoot>
    ///   </WiFiSense>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <WiFi>
    ///     <AllowAutoConnectToWiFiSenseHotspots>Yes</AllowAutoConnectToWiFiSenseHotspots>
    ///   </WiFi>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WiFiSense>
    ///     <FirstBoot>
    ///       <DefaultAutoConnectOpenState>Disabled</DefaultAutoConnectOpenState>
    ///     </FirstBoot>
    ///   </WiFiSense>
    /// </ConnectivityProfiles>
    /// <Policies>
    ///   <WiFi>
    ///     <AllowAutoConnectToWiFiSenseHotspots>No</AllowAutoConnectToWiFiSenseHotspots>
    ///   </WiFi>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Set `DefaultAutoConnectOpenState` to `Disabled` and the policy to `No`. The policy allows it
    /// by default, so writing `Yes` changes nothing and is only worth a thought.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-connectivityprofiles>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/policy-csp-wifi>
    pub(crate) AUTO_OPEN_HOTSPOTS {
        id: "wifi-auto-open-hotspots", category: Wifi,
        question: Does,
        severity: Warning, confidence: Certain, attack: ["T1557"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let path = "ConnectivityProfiles/WiFiSense/FirstBoot/DefaultAutoConnectOpenState";
    if let Some(state) = package.setting(path).filter(|state| state.is("1")) {
        findings
            .at(state)
            .say("devices join open networks by themselves")
            .here("anybody can offer one")
            .help("set it to Disabled");
    }
    let path = "Policies/WiFi/AllowAutoConnectToWiFiSenseHotspots";
    if let Some(policy) = package.setting(path).filter(|policy| policy.is("1")) {
        drop(
            findings
                .at(policy)
                .say("devices are allowed to join open networks by themselves, as they are by default")
                // What is so anyhow is not made worse.
                .lowered_to(Severity::Advice)
                .help("set it to No"),
        );
    }
}
