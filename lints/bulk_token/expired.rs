//! `bulk-token-expired`

use crate::lint::{Context, Findings, lint};
use crate::package::{LONGEST_LIFE, Package, TokenEnd};

lint! {
    /// The bulk token has expired.
    ///
    /// ## Why it matters
    ///
    /// A bulk token is the only thing that lets the device join Microsoft Entra ID. When it has
    /// expired the join fails on every device, and with it the enrolment; where the setup screens
    /// are skipped, nobody can sign in afterwards. The token itself carries no date that can be
    /// read. But it is requested before the package is built and lives at most 180 days, so a
    /// package that was built longer ago cannot work. A younger one may have expired as well.
    ///
    /// A date that is stated counts for more than the age of the package, and the date in a JSON web
    /// token for more than both.
    ///
    /// ## Fires
    ///
    /// The package of the corpus was built on 2026-01-15:
    ///
    /// ```corpus --now 2026-11-23
    /// showcase
    /// ```
    ///
    /// An answer file has no build time; there only a stated date counts:
    ///
    /// ```xml --now 2026-06-01 --token-expiry 2026-05-31
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// A JSON web token, which is no bulk token either, says that it ended on 2026-01-01:
    ///
    /// ```xml --now 2026-06-01
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>eyJhbGciOiJub25lIn0.eyJleHAiOjE3NjcyMjU2MDB9.aW52ZW50ZWQ</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus --now 2026-03-01
    /// showcase
    /// ```
    ///
    /// ```xml --now 2026-06-01 --token-expiry 2026-06-30
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
    /// Create the token again in Windows Configuration Designer, build the package again, and raise
    /// its version. When the token's date is known, state it with `--token-expiry`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    pub(crate) EXPIRED {
        id: "bulk-token-expired", category: BulkToken,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let Some(bulk) = package.bulk_token() else { return };
    let (message, here) = match package.token_end(context.token_expiry, context.now) {
        TokenEnd::Stated(end) if end <= context.now => (
            format!("the bulk token expired on {}, as stated", end.format("%Y-%m-%d")),
            "this token lets no device join any more".to_owned(),
        ),
        TokenEnd::Written(end) if end <= context.now => (
            format!("the bulk token expired on {}, as it says itself", end.format("%Y-%m-%d")),
            "this token lets no device join any more".to_owned(),
        ),
        TokenEnd::AtTheLatest(end, built) if end < context.now => (
            format!(
                "the bulk token has expired: the package was built {} days ago, and a token lives \
                 at most {LONGEST_LIFE}",
                (context.now - built.time).num_days()
            ),
            format!(
                "requested before {}, as {} says",
                built.time.format("%Y-%m-%d"),
                built.witness
            ),
        ),
        _ => return,
    };
    findings.at(bulk.token).say(message).here(here).help(
        "create the token again in Windows Configuration Designer, build the package again and \
         raise its version",
    );
}
