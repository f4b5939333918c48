//! `bulk-token-mdm-blocked`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The package enrols the device and forbids enrolment.
    ///
    /// ## Why it matters
    ///
    /// The policy DisableMDMEnrollment refuses every enrolment with an MDM service, also that of the
    /// bulk token. The device may join Entra ID, but nothing manages it.
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
    /// <Policies>
    ///   <DeviceManagement>
    ///     <DisableMDMEnrollment>Yes</DisableMDMEnrollment>
    ///   </DeviceManagement>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <Policies>
    ///   <DeviceManagement>
    ///     <DisableMDMEnrollment>No</DisableMDMEnrollment>
    ///   </DeviceManagement>
    /// </Policies>
    /// ```
    ///
    /// A package that does not enrol may forbid enrolment:
    ///
    /// ```xml
    /// <Policies>
    ///   <DeviceManagement>
    ///     <DisableMDMEnrollment>Yes</DisableMDMEnrollment>
    ///   </DeviceManagement>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove the policy. To keep people from ending the management, set it in the MDM service after
    /// the enrolment.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-policies>
    pub(crate) MDM_BLOCKED {
        id: "bulk-token-mdm-blocked", category: BulkToken,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(bulk) = package.bulk_token() else { return };
    let policy = package.setting("Policies/DeviceManagement/DisableMDMEnrollment");
    let Some(policy) = policy.filter(|policy| policy.is("1")) else { return };
    findings
        .at(policy)
        .say("the package enrols the device with its bulk token and forbids every enrolment")
        .here("refuses every enrolment")
        .label_setting(bulk.token, "enrols the device")
        .help("remove the policy DisableMDMEnrollment, or the bulk token");
}
