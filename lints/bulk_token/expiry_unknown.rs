//! `bulk-token-expiry-unknown`

use chrono::{DateTime, TimeDelta, Utc};

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{BulkToken, LONGEST_LIFE, Package, TokenEnd};

lint! {
    /// The end of the bulk token is not known.
    ///
    /// ## Why it matters
    ///
    /// No package says when its token ends, and the token cannot be read. What is proved is the
    /// latest possible end: the token was requested before the package was built and lives at most
    /// 180 days. What is possible is any day before it: whoever requests a token picks its life,
    /// older versions of Windows Configuration Designer gave it 30 days, and it can be revoked at any
    /// time. A rollout that counts on the latest day may find the token dead.
    ///
    /// A package that was built less than 30 days ago is only mentioned, as advice.
    ///
    /// ## Fires
    ///
    /// Built on 2026-02-20, so it may work until 2026-08-19 and may have stopped long ago:
    ///
    /// ```corpus --now 2026-05-01
    /// clean-bulk-enrolment
    /// ```
    ///
    /// An answer file does not even say when it was written:
    ///
    /// ```xml --now 2026-05-01
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// The stated end lies more than 180 days after the package was built, so it is that of another
    /// token:
    ///
    /// ```corpus --now 2026-05-01 --token-expiry 2026-12-31
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus --now 2026-05-01 --token-expiry 2026-06-30
    /// clean-bulk-enrolment
    /// ```
    ///
    /// The latest possible end decides already; `bulk-token-expires-soon` says how:
    ///
    /// ```corpus --now 2026-05-01 --deploy-until 2026-09-30
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## What to do
    ///
    /// Note the date that the wizard shows when the token is requested, and state it with
    /// `--token-expiry`, or as `token-expiry` in the configuration. Where nobody noted it, request a
    /// new token. The tenant knows too: the token's user is called `package_` and a GUID.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    pub(crate) EXPIRY_UNKNOWN {
        id: "bulk-token-expiry-unknown", category: BulkToken,
        severity: Warning, confidence: Certain,
        yields_to: ["bulk-token-expired", "bulk-token-expires-soon", "bulk-token-malformed"],
        since: "0.1.0",
        check,
    }
}

/// The life of a token that older versions of WCD requested, in days; few are shorter.
const SHORT_LIFE: i64 = 30;

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let Some(bulk) = package.bulk_token() else { return };
    // A rollout that is over says nothing of the devices of today.
    let rollout = context.deploy_until.filter(|until| *until >= context.now);
    let horizon = rollout.unwrap_or(context.now);
    let help = "state the date that the wizard showed with --token-expiry, or request a new token";
    match package.token_end(context.token_expiry, context.now) {
        TokenEnd::Written(_) => {}
        TokenEnd::Stated(end) => doubt(package, &bulk, end, context, findings),
        // Only `bulk-token-expired` and `bulk-token-expires-soon` have more to say.
        TokenEnd::AtTheLatest(end, _) if end < horizon => {}
        TokenEnd::AtTheLatest(end, built) => {
            let days = (context.now - built.time).num_days().max(0);
            let age = match days {
                0 => "built today".to_owned(),
                1 => "built 1 day ago".to_owned(),
                days => format!("built {days} days ago"),
            };
            let finding = findings
                .at(bulk.token)
                .say(format!(
                    "the end of the bulk token cannot be read; {age}, it ends on {} at the latest \
                     and may end much earlier",
                    day(end)
                ))
                .here(format!(
                    "requested before {}, as {} says, for {LONGEST_LIFE} days or fewer",
                    day(built.time),
                    built.witness
                ));
            // Within the shortest usual life it is rarely a concern.
            let finding = match horizon - built.time < TimeDelta::days(SHORT_LIFE) {
                true => finding.lowered_to(Severity::Advice),
                false => finding,
            };
            finding.help(help);
        }
        TokenEnd::Unknown => {
            findings
                .at(bulk.token)
                .say(format!(
                    "the end of the bulk token is unknown: it cannot be read, and nothing here \
                     says when it was requested; a token lives at most {LONGEST_LIFE} days from \
                     then"
                ))
                .here("valid or expired: nothing in the file tells")
                .help(help);
        }
    }
}

/// A stated end that no token of this package can have.
fn doubt(
    package: &Package,
    bulk: &BulkToken<'_>,
    stated: DateTime<Utc>,
    context: &Context,
    findings: &mut Findings<'_>,
) {
    let Some((latest, built)) = package.latest_token_end(context.now) else { return };
    // A date is its first moment somewhere, and clocks of two machines differ.
    if stated <= latest + TimeDelta::days(1) {
        return;
    }
    findings
        .at(bulk.token)
        .say(format!(
            "the stated end of the bulk token, {}, is not that of this token: the package was built \
             on {}, so its token ends on {} at the latest",
            day(stated),
            day(built.time),
            day(latest)
        ))
        .here(format!("requested before {}, as {} says", day(built.time), built.witness))
        .with_confidence(Confidence::Likely)
        .help("state the end of the token that this package holds, or build it again with the new one");
}

fn day(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%d").to_string()
}
