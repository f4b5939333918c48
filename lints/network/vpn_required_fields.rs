//! `vpn-required-fields`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Covers, Package, Setting, VpnProfile};

lint! {
    /// A VPN profile lacks what its kind needs.
    ///
    /// ## Why it matters
    ///
    /// A Native profile needs a server, a protocol, a sign-in and its routing, one of a VPN app needs the
    /// app and its servers, a proxy its address. Without, the profile is refused, or is there and never
    /// connects.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <VPN>
    ///     <VPNSetting>
    ///       <VPNConfig VPNProfileName="Branch" Name="Branch">
    ///         <VPNSettings>
    ///           <ProfileType>Native</ProfileType>
    ///           <NativeProtocolType>IKEv2</NativeProtocolType>
    ///           <RoutingPolicyType>Split Tunnel</RoutingPolicyType>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// A proxy that is to be found, and nothing that says where:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <VPN>
    ///     <VPNSetting>
    ///       <VPNConfig VPNProfileName="Branch" Name="Branch">
    ///         <VPNSettings>
    ///           <ProfileType>Native</ProfileType>
    ///           <NativeProtocolType>IKEv2</NativeProtocolType>
    ///           <AuthenticationMachineMethod>Certificate</AuthenticationMachineMethod>
    ///           <RoutingPolicyType>Split Tunnel</RoutingPolicyType>
    ///           <Server>vpn.adatum.example</Server>
    ///           <Proxy>Automatic</Proxy>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// EAP without its configuration:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <VPN>
    ///     <VPNSetting>
    ///       <VPNConfig VPNProfileName="Branch" Name="Branch">
    ///         <VPNSettings>
    ///           <ProfileType>Native</ProfileType>
    ///           <NativeProtocolType>IKEv2</NativeProtocolType>
    ///           <AuthenticationUserMethod>EAP</AuthenticationUserMethod>
    ///           <RoutingPolicyType>Split Tunnel</RoutingPolicyType>
    ///           <Server>vpn.adatum.example</Server>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A sign-in of the machine does without one of the user; what is empty is `schema-empty-value`:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <VPN>
    ///     <VPNSetting>
    ///       <VPNConfig VPNProfileName="Branch" Name="Branch">
    ///         <VPNSettings>
    ///           <ProfileType>Native</ProfileType>
    ///           <NativeProtocolType>IKEv2</NativeProtocolType>
    ///           <AuthenticationMachineMethod>Certificate</AuthenticationMachineMethod>
    ///           <RoutingPolicyType>Split Tunnel</RoutingPolicyType>
    ///           <Server>vpn.adatum.example</Server>
    ///           <Proxy>Manual</Proxy>
    ///           <ProxyServer>proxy.adatum.example:8080</ProxyServer>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <VPN>
    ///     <VPNSetting>
    ///       <VPNConfig VPNProfileName="Branch" Name="Branch">
    ///         <VPNSettings>
    ///           <ProfileType>Third Party</ProfileType>
    ///           <PluginProfilePackageFamilyName>F5 VPN Client</PluginProfilePackageFamilyName>
    ///           <PluginProfileServerUrlList>vpn.adatum.example</PluginProfileServerUrlList>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## What to do
    ///
    /// Fill in what is missing, or remove the profile.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-connectivityprofiles>
    pub(crate) VPN_REQUIRED_FIELDS {
        id: "vpn-required-fields", category: Network,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// What a choice made in a profile calls for: the setting, its value, what is needed, one of each.
/// A sign-in of the machine does without one of the user.
const BRANCHES: &[(&str, &str, &[&[&str]])] = &[
    (
        "ProfileType",
        "Native",
        &[
            &["Server"],
            &["NativeProtocolType"],
            &["AuthenticationUserMethod", "AuthenticationMachineMethod"],
            &["RoutingPolicyType"],
        ],
    ),
    (
        "ProfileType",
        "ThirdParty",
        &[&["PluginProfilePackageFamilyName"], &["PluginProfileServerUrlList"]],
    ),
    ("Proxy", "Manual", &[&["ProxyServer"]]),
    ("Proxy", "Auto", &[&["ProxyAutoConfigUrl"]]),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    if !package.has_author || package.is_unread(Covers::Author) {
        return;
    }
    for profile in package.vpn_profiles() {
        for (choice, value, needs) in BRANCHES {
            let Some(setting) = profile.get_if(choice, value) else { continue };
            let missing: Vec<String> = needs
                .iter()
                .filter(|names| !names.iter().any(|name| profile.has(name)))
                .map(|names| names.join(" or "))
                .collect();
            if !missing.is_empty() {
                let missing = missing.join(", ");
                findings
                    .at(setting)
                    .say(format!(
                        "the VPN {}, whose {choice} is {value}, lacks {missing}",
                        profile.name()
                    ))
                    .here(format!("calls for {missing}"))
                    .help(format!("fill in {missing}, or remove the profile"));
            }
        }
        if profile.get_if("ProfileType", "Native").is_some() {
            eap(&profile, findings);
        }
    }
}

/// EAP is nothing without its XML.
fn eap(profile: &VpnProfile<'_>, findings: &mut Findings<'_>) {
    let methods = ["AuthenticationUserMethod", "AuthenticationMachineMethod"];
    let Some(method) = methods.iter().find_map(|name| profile.get_if(name, "Eap")) else { return };
    let configuration = profile.get("EAPConfiguration");
    let is_xml = |setting: &Setting| {
        let value = setting.value().trim_start_matches('\u{feff}').trim_start();
        value.is_empty() || value.starts_with('<') || value.starts_with("&lt;")
    };
    let help = "paste the EAP XML of a connection that works (Get-VpnConnection) into it";
    match configuration {
        None => {
            findings
                .at(method)
                .say(format!(
                    "the VPN {} signs in by EAP and lacks EAPConfiguration",
                    profile.name()
                ))
                .here("calls for EAPConfiguration")
                .lowered_to(Severity::Warning)
                .with_confidence(Confidence::Likely)
                .help(help);
        }
        Some(found) if !is_xml(found) => {
            findings
                .at(found)
                .say(format!("the EAPConfiguration of the VPN {} is no XML", profile.name()))
                .here("no EapHostConfig")
                .help(help);
        }
        Some(_) => {}
    }
}
