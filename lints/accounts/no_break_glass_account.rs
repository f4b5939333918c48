//! `no-break-glass-account`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// The package joins a directory and creates no local account.
    ///
    /// ## Why it matters
    ///
    /// People sign in with accounts of the directory only after the device has joined it. When the
    /// join or the enrolment fails (an expired token, no network, a wrong domain), a device without
    /// a local account lets nobody in, and only a reset helps. That is worst where the setup
    /// screens are skipped, because they are the other place where an account could be made.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>True</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// Where the setup screens are shown, it is advice:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A local account is there to get in with:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>True</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// A script creates it:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c net user rescue * /add</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// Guests of a shared PC get in without a join:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <SharedPC>
    ///   <AccountManagement>
    ///     <AccountModel>Domain-joined and guest</AccountModel>
    ///   </AccountManagement>
    ///   <EnableSharedPCMode>True</EnableSharedPCMode>
    /// </SharedPC>
    /// ```
    ///
    /// A domain join with the setup screens skipped is the matter of
    /// `domain-join-hideoobe-without-admin`:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <Account>corp\joiner</Account>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Password>Invented-Join-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>True</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// An enrolment alone takes nobody's account away:
    ///
    /// ```xml
    /// <Workplace>
    ///   <Enrollments>
    ///     <UPN UPN="enrol@example.com">
    ///       <AuthPolicy>OnPremise</AuthPolicy>
    ///       <DiscoveryServiceFullUrl>https://mdm.example.com/discovery.svc</DiscoveryServiceFullUrl>
    ///       <Secret>Invented-2026</Secret>
    ///     </UPN>
    ///   </Enrollments>
    /// </Workplace>
    /// ```
    ///
    /// ## What to do
    ///
    /// Add a local administrator under `Accounts/Users`, and let Windows LAPS take over its
    /// password or remove it once the device has joined. If the image already holds such an
    /// account, ignore this finding with that reason.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    pub(crate) NO_BREAK_GLASS_ACCOUNT {
        id: "no-break-glass-account", category: Accounts,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(join) = package.needs_network() else { return };
    let hide = package.hides_setup();
    let has_domain = package.domain_join().is_some();
    let enrols_only = package.bulk_token().is_none() && !has_domain;
    // `domain-join-hideoobe-without-admin` says it of a domain, and an enrolment does not lock out.
    if (has_domain && hide.is_some()) || (enrols_only && hide.is_none()) {
        return;
    }
    if package.has_unread_settings_or_scripts()
        || package.creates_local_account()
        || package.lets_guests_in()
    {
        return;
    }
    let mut finding = findings
        .at(join)
        .say("the package creates no local account: where the join fails, nobody can sign in")
        .here("people can sign in only after this has worked");
    if hide.is_none() {
        // The setup screens still offer one, and a device in use has one.
        finding = finding.lowered_to(Severity::Advice);
    }
    finding
        .label_setting(hide, "no account is made in the setup screens")
        .unless(package.first_unclear_command(), "unless what runs here creates one")
        .help(
        "add a local administrator under Accounts/Users whose password Windows LAPS takes over; if \
         the image holds one, ignore this with that reason",
    );
}
