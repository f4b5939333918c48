//! `bulk-token-unprotected`

use std::collections::BTreeSet;

use crate::lint::{Context, Findings, lint};
use crate::package::{JOIN_CLIENT, Package};

lint! {
    /// Whoever holds the package can join devices to the tenant.
    ///
    /// ## Why it matters
    ///
    /// The bulk token stands in clear in every package that is not encrypted, up to three times.
    /// Until it ends, everybody who copies the file (from a share, a USB stick, a repository) can
    /// join devices of their own to the tenant and enrol them, and receive what the organisation
    /// sends to its devices. Do not count on the limit of devices per user to stop them.
    ///
    /// Windows Configuration Designer has no other way to write a token, so this is a risk to accept,
    /// not a fault.
    ///
    /// ## Fires
    ///
    /// ```corpus --now 2026-03-01
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A text that stands for a token gives nothing away:
    ///
    /// ```xml --now 2026-03-01
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>$(BulkToken)</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ```corpus --now 2026-03-01
    /// domain-join-clean
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep the file like a password: on media that are counted, not in a repository or on an open
    /// share. Encrypt the package where somebody is there to type the password. Choose a short life for
    /// the token, and revoke it after the rollout: disable or delete its user in the tenant, which is
    /// called `package_` and a GUID. Then ignore this finding with that reason.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-create-package>
    pub(crate) UNPROTECTED {
        id: "bulk-token-unprotected", category: BulkToken, question: GivesAway,
        severity: Warning, confidence: Certain, attack: ["T1552.001", "T1098.005"],
        // A dead token opens nothing.
        yields_to: ["bulk-token-expired"],
        since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(bulk) = package.bulk_token().filter(|bulk| !bulk.is_placeholder()) else { return };
    let files: BTreeSet<&str> = bulk
        .token
        .copies()
        .filter_map(|copy| package.source(copy.span.source))
        .map(|source| source.name())
        .collect();
    let shown = bulk.token.shown().and_then(|copy| package.source(copy.span.source));
    let others: Vec<&str> = files
        .into_iter()
        .filter(|name| shown.is_none_or(|shown| shown.name() != *name))
        .map(|name| name.rsplit('/').next().unwrap_or(name))
        .collect();
    let here = match others.is_empty() {
        true => "not encrypted".to_owned(),
        false => format!("not encrypted; also in {}", others.join(" and ")),
    };
    let is_for_joining = bulk.head().is_none_or(|head| head.client == JOIN_CLIENT);
    let what = match is_for_joining {
        true => "join devices to the tenant until the bulk token ends",
        // Then `bulk-token-wrong-client` says what it seems to be.
        false => "use the token in it until it ends",
    };
    findings.at(bulk.token).say(format!("whoever holds this file can {what}")).here(here).help(
        "keep the file like a password, and revoke the token after the rollout by deleting its \
             package_… user",
    );
}
