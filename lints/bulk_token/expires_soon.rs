//! `bulk-token-expires-soon`

use chrono::{DateTime, TimeDelta, Utc};

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{LONGEST_LIFE, Package, TokenEnd};

lint! {
    /// The bulk token ends before the rollout does, or soon.
    ///
    /// ## Why it matters
    ///
    /// From its end on the token lets no device join. The devices that are set up on the last days
    /// of a rollout then fail, with the same package that worked on the first. The end is the date
    /// that is stated; where none is, it is the latest possible one: 180 days after the package was
    /// built, which the token cannot outlive and may not reach.
    ///
    /// ## Fires
    ///
    /// The stated end lies before the end of the rollout:
    ///
    /// ```corpus --now 2026-03-01 --token-expiry 2026-03-20 --deploy-until 2026-04-30
    /// clean-bulk-enrolment
    /// ```
    ///
    /// Nobody states an end. The package was built on 2026-02-20, so the token ends on 2026-08-19 at
    /// the latest:
    ///
    /// ```corpus --now 2026-06-01 --deploy-until 2026-09-30
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ```corpus --now 2026-08-10
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ```xml --now 2026-06-01 --token-expiry 2026-06-20 token-warn-days=30
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
    /// ```corpus --now 2026-06-01
    /// clean-bulk-enrolment
    /// ```
    ///
    /// The end is near, and the rollout ends before it:
    ///
    /// ```corpus --now 2026-06-01 --token-expiry 2026-06-10 --deploy-until 2026-06-05
    /// clean-bulk-enrolment
    /// ```
    ///
    /// It has expired already, which `bulk-token-expired` says:
    ///
    /// ```corpus --now 2026-09-01 --deploy-until 2026-09-30
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## What to do
    ///
    /// Request a new token that outlives the rollout, build the package again with it and raise its
    /// version, or end the rollout earlier. How near an end is near is `token-warn-days` in the
    /// configuration, 14 unless it says otherwise.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    pub(crate) EXPIRES_SOON {
        id: "bulk-token-expires-soon", category: BulkToken,
        severity: Error, confidence: Certain, yields_to: ["bulk-token-expired"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let Some(bulk) = package.bulk_token() else { return };
    let (end, latest, here) = match package.token_end(context.token_expiry, context.now) {
        TokenEnd::Stated(end) => (end, "", "this token, as stated".to_owned()),
        TokenEnd::Written(end) => (end, "", "this token, as it says itself".to_owned()),
        TokenEnd::AtTheLatest(end, built) => (
            end,
            " at the latest",
            format!(
                "requested before {}, as {} says; a token lives at most {LONGEST_LIFE} days",
                day(built.time),
                built.witness
            ),
        ),
        TokenEnd::Unknown => return,
    };
    if end <= context.now {
        return;
    }
    // A rollout that is over says nothing of the devices of today.
    let rollout = context.deploy_until.filter(|until| *until >= context.now);
    let (message, severity) = match rollout {
        Some(until) if end < until => (
            format!(
                "the bulk token ends on {}{latest}, and devices are to be set up until {}",
                day(end),
                day(until)
            ),
            Severity::Error,
        ),
        None if end - context.now <= TimeDelta::days(context.site.token_warn_days.into()) => {
            let days = (end - context.now).num_days();
            let when = match days {
                0 => "within a day".to_owned(),
                1 => "in 1 day".to_owned(),
                days => format!("in {days} days"),
            };
            (format!("the bulk token ends {when}{latest}, on {}", day(end)), Severity::Warning)
        }
        _ => return,
    };
    findings.at(bulk.token).say(message).here(here).lowered_to(severity).help(
        "request a token that outlives the rollout, build the package again and raise its version, \
         or end the rollout earlier",
    );
}

fn day(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%d").to_string()
}
