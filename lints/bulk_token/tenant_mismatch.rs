//! `bulk-token-tenant-mismatch`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, plain_guid};

lint! {
    /// The bulk token belongs to another tenant than the one that is stated.
    ///
    /// ## Why it matters
    ///
    /// A device joins the tenant that issued the token, whatever else the package says. With a token
    /// of another tenant (a test tenant, a former customer, somebody else's) it is managed by that
    /// organisation, and only that organisation can let it go.
    ///
    /// The tenant's GUID stands in the token, in a part that is not sealed. It is read from tokens of
    /// the known form only, and nothing is sent anywhere. That it means the tenant is known from
    /// measurement, not from documentation.
    ///
    /// ## Fires
    ///
    /// ```corpus --tenant-id 6f1d2a90-4c3b-4e87-9a15-0b8c7d6e5f43
    /// clean-bulk-enrolment
    /// ```
    ///
    /// The authority names the other tenant:
    ///
    /// ```xml --tenant-id 6f1d2a90-4c3b-4e87-9a15-0b8c7d6e5f43
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/2b6e9a14-8c3d-4f70-9b52-d7e81c6a0f35</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus --tenant-id 2b6e9a14-8c3d-4f70-b5e1-51aa0c0de002
    /// clean-bulk-enrolment
    /// ```
    ///
    /// A token from which no tenant can be read:
    ///
    /// ```xml --tenant-id 6f1d2a90-4c3b-4e87-9a15-0b8c7d6e5f43
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Request the token while signed in to the right tenant, and build the package again. If the
    /// token is right, correct `--tenant-id`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    pub(crate) TENANT_MISMATCH {
        id: "bulk-token-tenant-mismatch", category: BulkToken,
        severity: Error, confidence: Likely, attack: ["T1078.004"],
        needs: [TenantId], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let (Some(bulk), Some(stated)) = (package.bulk_token(), &context.tenant_id) else { return };
    let stated = plain_guid(stated);
    let help = "request the token while signed in to the right tenant, or correct --tenant-id";
    match (bulk.tenant(), bulk.authority, bulk.authority_tenant()) {
        (Some(tenant), ..) if tenant != stated => {
            findings
                .at(bulk.token)
                .say(format!(
                    "the bulk token belongs to the tenant {tenant}, and devices are to join {stated}"
                ))
                .here("its head names the tenant")
                .help(help);
        }
        (None, Some(authority), Some(tenant)) if tenant != stated => {
            findings
                .at(authority)
                .say(format!(
                    "the bulk token is sent to the tenant {tenant}, and devices are to join {stated}"
                ))
                .here("names the tenant")
                .help(help);
        }
        _ => {}
    }
}
