//! `bulk-token-expired`

use chrono::TimeDelta;

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

/// The longest life that WCD lets an author choose for a token, in days.
const LONGEST_LIFE: i64 = 180;

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
    let help = "create the token again in Windows Configuration Designer, build the package again \
                and raise its version";
    if let Some(expiry) = context.token_expiry {
        if expiry <= context.now {
            findings
                .at(bulk.token)
                .say(format!("the bulk token expired on {}, as stated", expiry.format("%Y-%m-%d")))
                .here("this token lets no device join any more")
                .help(help);
        }
        return;
    }
    let Some(built) = package.built(context.now) else { return };
    let age = context.now - built.time;
    if age <= TimeDelta::days(LONGEST_LIFE) {
        return;
    }
    findings
        .at(bulk.token)
        .say(format!(
            "the bulk token has expired: the package was built {} days ago, and a token lives at \
             most {LONGEST_LIFE}",
            age.num_days()
        ))
        .here(format!(
            "requested before {}, as {} says",
            built.time.format("%Y-%m-%d"),
            built.witness
        ))
        .help(help);
}
