//! `path-requester-note`

use crate::lint::{Context, Findings, Need, lint};
use crate::package::Package;

lint! {
    /// The person who requested the bulk token must stay in the MDM user scope.
    ///
    /// ## Why it matters
    ///
    /// Devices enrol with the token only while the account that requested it is in the MDM user scope
    /// of the tenant. When that person changes groups or leaves, every later device joins Entra ID
    /// and is managed by nobody. No package says who it was.
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
    /// Request the token with an account that stays, keep that account in the MDM user scope until the
    /// rollout is over, and write down which one it is. State the tenant with `--tenant-id`, or
    /// ignore this finding when it is settled.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    pub(crate) REQUESTER_NOTE {
        id: "path-requester-note", category: DeploymentPath,
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
        .say(
            "whoever requested the bulk token must stay in the MDM user scope until the rollout is \
             over",
        )
        .here("the package does not say who that is")
        .help("write down which account it is, and keep it in the scope until the last device");
}
