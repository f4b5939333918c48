//! `bulk-token-wrong-client`

use crate::lint::{Context, Findings, lint};
use crate::package::{JOIN_CLIENT, Package};

lint! {
    /// The bulk token was issued to another application than the one that joins devices.
    ///
    /// ## Why it matters
    ///
    /// A bulk token is issued to the application with which devices join. A refresh token of the same
    /// form that names another application is the session of a person, pasted by hand: no device
    /// joins with it, and whoever holds the package can act as that person.
    ///
    /// The application's GUID stands in the token, in a part that is not sealed; what it means is
    /// known from measurement, not from documentation.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// token-of-a-person
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// A token from which nothing can be read:
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
    /// ## What to do
    ///
    /// Revoke the sessions of the person whose token it is, and request a bulk token in the wizard of
    /// Windows Configuration Designer.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    pub(crate) WRONG_CLIENT {
        id: "bulk-token-wrong-client", category: BulkToken,
        severity: Warning, confidence: Heuristic, attack: ["T1528"], since: "0.1.0",
        check,
    }
}

/// Applications that people hold refresh tokens of.
const KNOWN: &[(&str, &str)] = &[
    ("04b07795-8ddb-461a-bbee-02f9e1bf7b46", "the Azure CLI"),
    ("1950a258-227b-4e31-a9cf-717495945fc2", "Azure PowerShell"),
    ("1b730954-1685-4b74-9bfd-dac224a7b894", "Azure AD PowerShell"),
    ("14d82eec-204b-4c2f-b7e8-296a70dab67e", "Microsoft Graph PowerShell"),
    ("d3590ed6-52b3-4102-aeff-aad2292ab01c", "Microsoft Office"),
    ("1fec8e78-bce4-4aaf-ab1b-5451cc387264", "Microsoft Teams"),
    ("29d9ed98-a469-4536-ade2-f981bc1d605e", "the Microsoft Authentication Broker"),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(bulk) = package.bulk_token() else { return };
    let Some(head) = bulk.head().filter(|_| bulk.fault().is_none()) else { return };
    // Random GUIDs say so themselves; bytes that mean something else hardly ever look like two.
    if head.client == JOIN_CLIENT || !is_random(&head.tenant) || !is_random(&head.client) {
        return;
    }
    let known = KNOWN.iter().find(|(client, _)| *client == head.client).map(|(_, name)| *name);
    let client = known.unwrap_or(&head.client);
    findings
        .at(bulk.token)
        .say(format!(
            "the bulk token was issued to {client}, not to the application that joins devices: it \
             seems to be the session of a person"
        ))
        .here("its head names the application")
        .help("revoke the sessions of that person and request a bulk token in the wizard");
}

/// Whether a GUID is of version 4: `xxxxxxxx-xxxx-4xxx-[89ab]xxx-xxxxxxxxxxxx`.
fn is_random(guid: &str) -> bool {
    let mut parts = guid.split('-').skip(2);
    let (version, variant) = (parts.next(), parts.next());
    version.is_some_and(|version| version.starts_with('4'))
        && variant.is_some_and(|variant| variant.starts_with(['8', '9', 'a', 'b']))
}
