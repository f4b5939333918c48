//! `bulk-token-incomplete`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::Package;

const TOKEN: &str = "Accounts/Azure/BPRT";
const AUTHORITY: &str = "Accounts/Azure/Authority";

lint! {
    /// The bulk enrolment lacks its token or its authority.
    ///
    /// ## Why it matters
    ///
    /// A bulk enrolment is two settings: the token, and the authority that it is sent to. The wizard
    /// of Windows Configuration Designer writes both. Without the token no device joins; without the
    /// authority it is not said where to.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT></BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
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
    /// ```
    ///
    /// A package without a bulk enrolment:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority></Authority>
    ///     <BPRT></BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Request the token in the wizard, which writes both settings, instead of editing the XML. If
    /// no enrolment is wanted, remove `Accounts/Azure`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    pub(crate) INCOMPLETE {
        id: "bulk-token-incomplete", category: BulkToken,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    if package.has_unread_settings() {
        return;
    }
    let set = |path: &str| package.settings(path).find(|setting| setting.is_set());
    match (set(AUTHORITY), set(TOKEN)) {
        (Some(authority), None) if !stands_in_variant(package, TOKEN) => {
            // An empty token is the better place to look at.
            let (place, here) = match package.setting(TOKEN) {
                Some(empty) => (empty, "the token belongs here"),
                None => (authority, "the token belongs beside the authority"),
            };
            findings
                .at(place)
                .say("the bulk enrolment has no token, so no device joins")
                .here(here)
                .help("request the token in the wizard, or remove Accounts/Azure");
        }
        (None, Some(token)) if !stands_in_variant(package, AUTHORITY) => {
            findings
                .at(token)
                .say("the bulk enrolment has no authority that its token is sent to")
                .here("the wizard writes Accounts/Azure/Authority beside the token")
                .with_confidence(Confidence::Likely)
                .help("set Accounts/Azure/Authority to https://login.microsoftonline.com/common");
        }
        _ => {}
    }
}

/// Whether some devices get that setting.
fn stands_in_variant(package: &Package, path: &str) -> bool {
    package.settings_of_variants(path).any(|setting| setting.is_set())
}
