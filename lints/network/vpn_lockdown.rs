//! `vpn-lockdown`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// A VPN profile leaves the device without a network until its tunnel is up.
    ///
    /// ## Why it matters
    ///
    /// LockDown lets nothing out but what goes through the tunnel: while the device is set up, enrolment
    /// and downloads are cut off as long as the tunnel lacks a certificate or a sign-in. A tunnel that is
    /// always on and takes all traffic, by a certificate that the package does not bring, starts to do
    /// so whenever the certificate arrives, perhaps in the middle of the enrolment.
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
    ///           <AuthenticationMachineMethod>Certificate</AuthenticationMachineMethod>
    ///           <RoutingPolicyType>Force Tunnel</RoutingPolicyType>
    ///           <Server>vpn.adatum.example</Server>
    ///           <LockDown>True</LockDown>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// The second case is advice:
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
    ///           <RoutingPolicyType>Force Tunnel</RoutingPolicyType>
    ///           <Server>vpn.adatum.example</Server>
    ///           <AlwaysOn>True</AlwaysOn>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## Stays quiet
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
    ///           <AlwaysOn>True</AlwaysOn>
    ///           <LockDown>False</LockDown>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## What to do
    ///
    /// Let the device management set up the tunnel after enrolment; or use Split Tunnel, and put the
    /// certificate of the device into the package.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/vpnv2-csp>
    pub(crate) VPN_LOCKDOWN {
        id: "vpn-lockdown", category: Network,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let certificates = "Certificates/ClientCertificates/ClientCertificate";
    let has_certificate = package.settings_below(certificates).next().is_some();
    for profile in package.vpn_profiles() {
        let name = profile.name();
        if let Some(lock) = profile.switched_on("LockDown") {
            findings
                .at(lock)
                .say(format!(
                    "until the VPN {name} is connected, the device has no network at all: enrolment \
                     and everything else wait for it"
                ))
                .here("nothing goes past the tunnel")
                .help("let the device management set this up after enrolment");
            continue;
        }
        let routing = profile.get_if("RoutingPolicyType", "ForceTunnel");
        let always = profile.switched_on("AlwaysOn");
        let may_have = has_certificate || package.has_unread_settings();
        let by_certificate = profile.get_if("AuthenticationMachineMethod", "Certificate").is_some();
        if let (Some(always), Some(routing), true, false) =
            (always, routing, by_certificate, may_have)
        {
            findings
                .at(always)
                .say(format!(
                    "the VPN {name} is always on, takes all traffic and needs a certificate of the \
                     device, which the package does not bring"
                ))
                .here("connects by itself")
                .label_setting(routing, "all traffic")
                .lowered_to(Severity::Advice)
                .with_confidence(Confidence::Likely)
                .unless(package.first_unclear_command(), "unless this brings the certificate")
                .help("add the certificate, or use Split Tunnel until the device is enrolled");
        }
    }
}
