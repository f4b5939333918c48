//! `bulk-token-and-domain-join`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The package joins both Microsoft Entra ID and an Active Directory domain.
    ///
    /// ## Why it matters
    ///
    /// A device is joined to one of the two. The wizard of Windows Configuration Designer offers them
    /// as alternatives; a package that has both fails at the second, after the first has restarted
    /// the device. A hybrid join is made by the domain and Entra Connect, never by a package.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A computer name alone is a rename, not a join:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```corpus
    /// domain-join-clean
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep one of the two. Devices that belong in both join the domain with a package, and Entra ID
    /// through Entra Connect.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    /// * <https://learn.microsoft.com/entra/identity/devices/concept-hybrid-join>
    pub(crate) AND_DOMAIN_JOIN {
        id: "bulk-token-and-domain-join", category: BulkToken,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let (Some(bulk), Some(join)) = (package.bulk_token(), package.domain_join()) else { return };
    findings
        .at(join.domain)
        .say(
            "the package joins an Active Directory domain and Entra ID, and a device is joined to \
             one of them",
        )
        .here("joins this domain")
        .label_setting(bulk.token, "joins Entra ID")
        .help("keep one of the two; a hybrid join is made by Entra Connect, not by a package");
}
