//! `path-default-restriction-note`

use crate::lint::{Context, Findings, Need, lint};
use crate::package::Package;

lint! {
    /// Only the default enrolment restriction of the tenant is asked.
    ///
    /// ## Why it matters
    ///
    /// A bulk enrolment has no user, so that of all enrolment restrictions of Intune only the default
    /// one applies. If it blocks Windows, or an old version of it, every device is refused,
    /// whatever a restriction with a higher priority allows.
    ///
    /// ## Fires
    ///
    /// ```corpus --now 2026-03-01
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Who states the tenant knows where to look:
    ///
    /// ```corpus --now 2026-03-01 --tenant-id 2b6e9a14-8c3d-4f70-b5e1-51aa0c0de002
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ```corpus --now 2026-03-01
    /// domain-join-clean
    /// ```
    ///
    /// ## What to do
    ///
    /// Look in Intune whether the default restriction ("All Users") allows Windows (MDM) and the
    /// versions of your devices. State the tenant with `--tenant-id`, or ignore this finding when it
    /// is settled.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/enrollment-restrictions-set>
    pub(crate) DEFAULT_RESTRICTION_NOTE {
        id: "path-default-restriction-note", category: DeploymentPath,
        severity: Advice, confidence: Certain,
        yields_to: ["bulk-token-expired", "bulk-token-malformed"],
        since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let Some(bulk) = package.bulk_token().filter(|_| !context.has(Need::TenantId)) else { return };
    findings
        .at(bulk.token)
        .say("a bulk enrolment has no user: of the enrolment restrictions only the default applies")
        .here("enrols without a user")
        .help("see in Intune that the default restriction allows Windows (MDM) and your versions");
}
