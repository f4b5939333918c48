//! `domain-join-wifi-race`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The domain is joined over the Wi-Fi that the same package sets up.
    ///
    /// ## Why it matters
    ///
    /// Windows Configuration Designer declares that the join of Microsoft Entra ID waits for the
    /// Wi-Fi settings of its package; for the join of a domain it declares no such thing. The join
    /// may be tried before the device is connected, and fails then. Windows tries a failed package
    /// again, so that it may work later, or never.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="setup" Name="setup">
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
    /// Where devices are known to be set up at a cable:
    ///
    /// ```xml network=wired
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="setup" Name="setup">
    ///         <WLANXmlSettings>
    ///           <SecurityType>Open</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// A package that brings no Wi-Fi is meant for a network that is there already:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Plug the devices in for the first start, and say so in the configuration
    /// (`network = "wired"`). Else join from a script that waits for a domain controller.
    pub(crate) WIFI_RACE {
        id: "domain-join-wifi-race", category: DomainJoin,
        severity: Warning, confidence: Heuristic, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let Some(join) = package.domain_join() else { return };
    let Some(wifi) = package.settings_below("ConnectivityProfiles/WLAN").next() else { return };
    if context.site.is_wired {
        return;
    }
    let mut finding = findings
        .at(join.domain)
        .say("the domain may be joined before the Wi-Fi of this package is connected")
        .here("nothing makes this wait for the Wi-Fi");
    // The network's own line says more than its first setting.
    let network = wifi.path.segments().iter().position(|step| step.key.is_some());
    let place = network.and_then(|at| wifi.steps.get(at));
    if let Some(place) = place.or(wifi.shown().map(|written| &written.tag)) {
        finding = finding.label(place, "the network that it needs");
    }
    finding.help(
        "plug the devices in for the first start and state network = \"wired\" in the \
         configuration, or join from a script that waits for a domain controller",
    );
}
