//! `vpn-weak`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};

lint! {
    /// A VPN profile uses a protocol or a sign-in that can be broken.
    ///
    /// ## Why it matters
    ///
    /// PPTP is encrypted with a key that comes out of the MS-CHAPv2 exchange, and that exchange can be
    /// broken offline whatever the password: who records the connection reads all of it. In a tunnel of
    /// IKEv2 the exchange is inside of the encryption, and still goes to whoever presents a certificate
    /// that the device trusts; what it gives away there is a password to guess.
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
    ///           <NativeProtocolType>PPTP</NativeProtocolType>
    ///           <AuthenticationUserMethod>MSChapv2</AuthenticationUserMethod>
    ///           <RoutingPolicyType>Split Tunnel</RoutingPolicyType>
    ///           <Server>vpn.adatum.example</Server>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// With IKEv2 it is a warning:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <VPN>
    ///     <VPNSetting>
    ///       <VPNConfig VPNProfileName="Branch" Name="Branch">
    ///         <VPNSettings>
    ///           <ProfileType>Native</ProfileType>
    ///           <NativeProtocolType>IKEv2</NativeProtocolType>
    ///           <AuthenticationUserMethod>MSChapv2</AuthenticationUserMethod>
    ///           <RoutingPolicyType>Split Tunnel</RoutingPolicyType>
    ///           <Server>vpn.adatum.example</Server>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ```powershell
    /// Add-VpnConnection -Name Branch -ServerAddress vpn.adatum.example -TunnelType L2tp -L2tpPsk $key
    /// ```
    ///
    /// ```powershell
    /// Set-VpnConnection -Name Branch -TunnelType Sstp -AuthenticationMethod Pap -Force
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Add-VpnConnection -Name Branch -ServerAddress vpn.adatum.example -TunnelType Ikev2 -AuthenticationMethod MachineCertificate
    /// ```
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
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// The profile of a VPN app has its own protocol:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <VPN>
    ///     <VPNSetting>
    ///       <VPNConfig VPNProfileName="Branch" Name="Branch">
    ///         <VPNSettings>
    ///           <ProfileType>Third Party</ProfileType>
    ///           <NativeProtocolType>PPTP</NativeProtocolType>
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
    /// Use IKEv2 and a certificate for the device or the user.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/security/operating-system-security/network-security/vpn/vpn-authentication>
    pub(crate) VPN_WEAK {
        id: "vpn-weak", category: Network,
        severity: Error, confidence: Certain, attack: ["T1557"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for profile in package.vpn_profiles() {
        if profile.get_if("ProfileType", "ThirdParty").is_some() {
            continue;
        }
        let name = profile.name();
        if let Some(protocol) = profile.get_if("NativeProtocolType", "Pptp") {
            findings
                .at(protocol)
                .say(format!("the VPN {name} uses PPTP, whose encryption can be broken offline"))
                .here("can be read by who records it")
                .help("use IKEv2 with certificates");
            continue;
        }
        let is_tunnel = ["Ikev2", "Automatic"]
            .iter()
            .any(|protocol| profile.get_if("NativeProtocolType", protocol).is_some());
        let method = profile.get_if("AuthenticationUserMethod", "Mschapv2");
        if let (true, Some(method)) = (is_tunnel, method) {
            findings
                .at(method)
                .say(format!(
                    "the users of the VPN {name} sign in with a password by MS-CHAPv2, which can be \
                     guessed offline by whoever poses as the server"
                ))
                .here("a password, and an old exchange for it")
                .label_setting(profile.get("NativeProtocolType"), "the protocol")
                .lowered_to(Severity::Warning)
                .with_confidence(Confidence::Likely)
                .help("sign in with a certificate: EAP-TLS");
        }
    }
    for call in package.calls().filter(|call| call.is_any(MAKERS)) {
        of_script(&call, findings);
    }
}

const MAKERS: &[&str] = &["add-vpnconnection", "set-vpnconnection"];

/// What a script makes with `Add-VpnConnection`, or changes.
fn of_script(call: &RunCall<'_>, findings: &mut Findings<'_>) {
    let is = |name: &str, value: &str| call.parameter(name).is_some_and(|found| found.is(value));
    let signs_in = |by: &str| {
        let methods = call.parameter("authenticationmethod");
        methods.is_some_and(|methods| methods.each().iter().any(|method| method.is(by)))
    };
    let help = "use IKEv2 with certificates";
    if is("tunneltype", "pptp") {
        findings
            .at(call)
            .say("the VPN uses PPTP, whose encryption can be broken offline")
            .help(help);
    } else if is("tunneltype", "l2tp") && call.parameter("l2tppsk").is_some() {
        findings
            .at(call)
            .say("the VPN uses L2TP with one key for all devices, which lets whoever has it pose as the server")
            .help(help);
    } else if signs_in("pap") {
        findings
            .at(call)
            .say("the users of the VPN sign in by PAP, which hands the password itself to whoever poses as the server")
            .help("sign in with a certificate: EAP-TLS");
    } else if signs_in("mschapv2") {
        findings
            .at(call)
            .say("the users of the VPN sign in with a password by MS-CHAPv2, which can be guessed offline")
            .lowered_to(Severity::Warning)
            .with_confidence(Confidence::Likely)
            .help("sign in with a certificate: EAP-TLS");
    }
}
