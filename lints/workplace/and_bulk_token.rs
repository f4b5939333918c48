//! `workplace-and-bulk-token`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The package enrols twice: with a bulk token and with a management service by name.
    ///
    /// ## Why it matters
    ///
    /// A device is enrolled with one service. The bulk token enrols it where the tenant says; the
    /// second enrolment then fails, as a rule with 0x8018000a (already enrolled). Which of the two
    /// comes first decides who manages the device.
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
    ///       <AuthPolicy>OnPremise</AuthPolicy>
    ///       <Secret>Invented-2026</Secret>
    ///     </UPN>
    ///   </Enrollments>
    /// </Workplace>
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep the bulk token if the devices are managed by the service of the tenant, such as Intune;
    /// else keep the enrolment by name.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/bulk-enrollment-using-windows-provisioning-tool>
    pub(crate) AND_BULK_TOKEN {
        id: "workplace-and-bulk-token", category: Workplace,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(bulk) = package.bulk_token() else { return };
    let Some(enrolment) = package.enrolments().into_iter().next() else { return };
    findings
        .at(enrolment.place())
        .say("the package enrols the device twice, and a device is enrolled with one service")
        .here("enrols with this service")
        .label_setting(bulk.token, "enrols with the service of the tenant")
        .help("keep the bulk token or the enrolment under Workplace, not both");
}
