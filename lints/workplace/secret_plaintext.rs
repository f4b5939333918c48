//! `workplace-secret-plaintext`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::Package;

lint! {
    /// Whoever holds the package can read the password that enrols devices.
    ///
    /// ## Why it matters
    ///
    /// With the policy OnPremise the secret is the password of the account that enrols, and stands in
    /// clear in every package that is not encrypted. Whoever copies the file can enrol devices of
    /// their own, and sign in wherever that account may.
    ///
    /// Windows Configuration Designer has no other way to write it, so this is a risk to accept, not
    /// a fault. With a certificate the secret is a thumbprint, and gives nothing away.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Workplace>
    ///   <Enrollments>
    ///     <UPN UPN="enrol@fabrikam.example">
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
    ///     <UPN UPN="enrol@fabrikam.example">
    ///       <AuthPolicy>Certificate</AuthPolicy>
    ///       <Secret>0000000000000000000000000000000000000000</Secret>
    ///     </UPN>
    ///   </Enrollments>
    /// </Workplace>
    /// ```
    ///
    /// ```xml
    /// <Workplace>
    ///   <Enrollments>
    ///     <UPN UPN="enrol@fabrikam.example">
    ///       <AuthPolicy>OnPremise</AuthPolicy>
    ///       <Secret></Secret>
    ///     </UPN>
    ///   </Enrollments>
    /// </Workplace>
    /// ```
    ///
    /// ## What to do
    ///
    /// Enrol with a certificate (`AuthPolicy` Certificate), or with an account that may enrol and
    /// nothing else, and change its password after the rollout.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-workplace>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/provisioning-csp>
    pub(crate) SECRET_PLAINTEXT {
        id: "workplace-secret-plaintext", category: Workplace, question: GivesAway,
        severity: Warning, confidence: Certain, attack: ["T1552.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for enrolment in package.enrolments() {
        let Some(secret) = enrolment.secret.filter(|secret| secret.is_set()) else { continue };
        let is_stated = enrolment.auth_policy.is_some_and(|policy| policy.is("0"));
        // Where nothing says what it is, the form of a thumbprint is taken for one.
        if enrolment.uses_certificate() || (!is_stated && is_thumbprint(secret.value())) {
            continue;
        }
        let finding = findings
            .at(secret)
            .say(format!(
                "whoever holds this file can read the password with which {} enrols devices",
                enrolment.upn
            ))
            .here("in clear");
        let finding = match is_stated {
            true => finding,
            false => finding.with_confidence(Confidence::Likely),
        };
        finding.help(
            "enrol with a certificate, or with an account that may enrol and nothing else, and \
             change its password after the rollout",
        );
    }
}

/// 40 hexadecimal digits, with or without blanks.
fn is_thumbprint(text: &str) -> bool {
    let digits = || text.chars().filter(|ch| !ch.is_whitespace());
    digits().count() == 40 && digits().all(|ch| ch.is_ascii_hexdigit())
}
