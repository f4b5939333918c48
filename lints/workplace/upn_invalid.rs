//! `workplace-upn-invalid`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// The account that enrols is no user name that can be found.
    ///
    /// ## Why it matters
    ///
    /// Windows enrols with a user principal name, `user@domain`. The domain leads to the service
    /// where no address is stated, and the service looks the account up by it. A name without a
    /// domain, or with one that exists only inside (`.local`), ends in 0x8018002b.
    ///
    /// A domain that exists only inside is a warning where the address of the service is stated: an
    /// own service may know it.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Workplace>
    ///   <Enrollments>
    ///     <UPN UPN="FABRIKAM\enrol">
    ///       <AuthPolicy>OnPremise</AuthPolicy>
    ///       <DiscoveryServiceFullUrl>https://mdm.fabrikam.example/Discovery.svc</DiscoveryServiceFullUrl>
    ///       <Secret>Invented-2026</Secret>
    ///     </UPN>
    ///   </Enrollments>
    /// </Workplace>
    /// ```
    ///
    /// ```xml
    /// <Workplace>
    ///   <Enrollments>
    ///     <UPN UPN="enrol@fabrikam.local">
    ///       <AuthPolicy>OnPremise</AuthPolicy>
    ///       <Secret>Invented-2026</Secret>
    ///     </UPN>
    ///   </Enrollments>
    /// </Workplace>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Workplace>
    ///   <Enrollments>
    ///     <UPN UPN="bulk.enrol+lab@devices.fabrikam.example">
    ///       <AuthPolicy>OnPremise</AuthPolicy>
    ///       <Secret>Invented-2026</Secret>
    ///     </UPN>
    ///   </Enrollments>
    /// </Workplace>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the account as `user@domain`, with a domain that the service knows and that is verified in
    /// the tenant.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-workplace>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/provisioning-csp>
    pub(crate) UPN_INVALID {
        id: "workplace-upn-invalid", category: Workplace,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Ends of domains that exist only inside an organisation.
const INSIDE: &[&str] = &["local", "lan", "internal", "corp", "home", "intranet", "localdomain"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for enrolment in package.enrolments() {
        let upn = enrolment.upn.trim();
        let help = "write the account as user@domain, with a domain that the service knows";
        if let Some(fault) = fault(upn) {
            findings
                .at(enrolment.place())
                .say(format!("the account that enrols is no user principal name: {fault}"))
                .here("user@domain belongs here")
                .help(help);
            continue;
        }
        let end = upn.rsplit('.').next().unwrap_or_default();
        if INSIDE.iter().any(|inside| end.eq_ignore_ascii_case(inside)) {
            let finding = findings
                .at(enrolment.place())
                .say(format!(
                    "the account that enrols has a domain in .{}, which exists only inside the \
                     organisation",
                    end.to_lowercase()
                ))
                .here("no service outside finds this domain")
                .with_confidence(Confidence::Likely);
            let is_stated = enrolment.discovery.is_some_and(|discovery| discovery.is_set());
            let finding = match is_stated {
                true => finding.lowered_to(Severity::Warning),
                false => finding,
            };
            finding.help(help);
        }
    }
}

fn fault(upn: &str) -> Option<&'static str> {
    let Some((user, domain)) = upn.split_once('@') else {
        return Some(match upn.contains('\\') {
            true => "it is written as domain\\user",
            false => "it has no @",
        });
    };
    if domain.contains('@') {
        return Some("it has more than one @");
    }
    if user.is_empty() || domain.is_empty() {
        return Some("one side of the @ is empty");
    }
    if upn.contains(char::is_whitespace) {
        return Some("it holds a blank");
    }
    if !domain.contains('.') {
        return Some("its domain has no dot");
    }
    if domain.split('.').any(str::is_empty) {
        return Some("a part of its domain is empty");
    }
    None
}
