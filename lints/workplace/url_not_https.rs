//! `workplace-url-not-https`

use std::ops::Range;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Place, Setting, WebAddress};

lint! {
    /// The address of a management service is not one of https.
    ///
    /// ## Why it matters
    ///
    /// Over `http` everybody on the way reads the secret with which the device enrols, and can answer
    /// in the service's place; whoever manages a device owns it. Windows refuses to be sent from
    /// https on to http (0x8018001a). An IP address has hardly ever a certificate that devices trust.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Workplace>
    ///   <Enrollments>
    ///     <UPN UPN="enrol@fabrikam.example">
    ///       <AuthPolicy>OnPremise</AuthPolicy>
    ///       <DiscoveryServiceFullUrl>http://mdm.fabrikam.example/Discovery.svc</DiscoveryServiceFullUrl>
    ///       <Secret>Invented-2026</Secret>
    ///     </UPN>
    ///   </Enrollments>
    /// </Workplace>
    /// ```
    ///
    /// One of a list of servers:
    ///
    /// ```xml
    /// <DMClient>
    ///   <UpdateManagementServiceAddress>https://a.fabrikam.example;http://b.fabrikam.example</UpdateManagementServiceAddress>
    /// </DMClient>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Two of the three addresses may be empty, the discovery tells them:
    ///
    /// ```xml
    /// <Workplace>
    ///   <Enrollments>
    ///     <UPN UPN="enrol@fabrikam.example">
    ///       <AuthPolicy>OnPremise</AuthPolicy>
    ///       <DiscoveryServiceFullUrl>HTTPS://mdm.fabrikam.example/Discovery.svc</DiscoveryServiceFullUrl>
    ///       <EnrollmentServiceFullUrl></EnrollmentServiceFullUrl>
    ///       <Secret>Invented-2026</Secret>
    ///     </UPN>
    ///   </Enrollments>
    /// </Workplace>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the address with `https://` and the name that the service's certificate is for.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/provisioning-csp>
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-workplace>
    pub(crate) URL_NOT_HTTPS {
        id: "workplace-url-not-https", category: Workplace,
        severity: Error, confidence: Certain, attack: ["T1557"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for address in package.enrolments().iter().flat_map(|enrolment| enrolment.addresses()) {
        examine(address, &(0..address.value().len()), true, findings);
    }
    // A list of servers, of which the first is asked.
    for servers in package.settings("DMClient/UpdateManagementServiceAddress") {
        let mut start = 0;
        for server in servers.value().split(';') {
            examine(servers, &(start..start + server.len()), false, findings);
            start += server.len() + 1;
        }
    }
    for address in package.settings("DeviceManagement/Accounts/Account/Address") {
        examine(address, &(0..address.value().len()), false, findings);
    }
}

fn examine(setting: &Setting, part: &Range<usize>, is_url: bool, findings: &mut Findings<'_>) {
    let text = setting.value().get(part.clone()).unwrap_or_default();
    let at = |inner: &Range<usize>| part.start + inner.start..part.start + inner.end;
    let Some(address) = WebAddress::parse(text) else {
        // A list of servers may name hosts, and an address of the phone age numbers.
        if is_url {
            findings
                .at(Place::part_of(setting, part))
                .say("the address of the management service does not begin with https://")
                .here("https:// and a host belong here")
                .help("write the whole address, with https:// and the host");
        }
        return;
    };
    if address.scheme != "https" {
        findings
            .at(Place::part_of(setting, &at(&address.scheme_range)))
            .say(format!(
                "devices talk to the management service {} over {}, so that others can read along \
                 and answer in its place",
                address.host, address.scheme
            ))
            .here("https belongs here")
            .help("write https:// and see that the service answers there");
    } else if address.is_ip() {
        findings
            .at(Place::part_of(setting, &at(&address.authority_range)))
            .say(format!(
                "the management service is named by its IP address {}, for which there is hardly \
                 ever a certificate",
                address.host
            ))
            .here("a host's name belongs here")
            .lowered_to(Severity::Warning)
            .with_confidence(Confidence::Likely)
            .help("write the name that the service's certificate is for");
    }
}
