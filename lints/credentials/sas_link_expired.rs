//! `sas-link-expired`

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;
use crate::script::given::{GivenKind, WebKind};

lint! {
    /// A link to a file in Azure Storage has ended, or ends soon.
    ///
    /// ## Why it matters
    ///
    /// A shared access signature says itself until when it is good (`se=`). Behind that day the
    /// storage answers 403, the download fails, and so does what needs the file, on every device that
    /// is set up from then on.
    ///
    /// ## Fires
    ///
    /// ```powershell --now 2026-06-01
    /// $link = 'https://relecloud.blob.core.windows.net/a/agent.msi?sv=2022-11-02&se=2026-05-01T00%3A00%3A00Z&sr=b&sp=r&sig=aW52ZW50ZWQgc2lnbmF0dXJlIG9mIHRoZSB0ZXN0cyE%3D'
    /// Invoke-WebRequest $link -OutFile C:\agent.msi
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell --now 2026-06-01
    /// $link = 'https://relecloud.blob.core.windows.net/a/agent.msi?sv=2022-11-02&se=2027-05-01T00%3A00%3A00Z&sr=b&sp=r&sig=aW52ZW50ZWQgc2lnbmF0dXJlIG9mIHRoZSB0ZXN0cyE%3D'
    /// Invoke-WebRequest $link -OutFile C:\agent.msi
    /// ```
    ///
    /// ## What to do
    ///
    /// Make a new link that is good until the rollout is over, or put the file into the package.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/rest/api/storageservices/create-service-sas>
    pub(crate) SAS_LINK_EXPIRED {
        id: "sas-link-expired", category: Credentials, question: Works,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Days in which a link ends soon, when nobody says how long the rollout takes.
const SOON: i64 = 30;

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let deploy_until = context.deploy_until.unwrap_or(context.now + Duration::days(SOON));
    for secret in package.given_secrets() {
        let GivenKind::Web(WebKind::SasSignature { until: Some(until) }) = secret.kind else {
            continue;
        };
        let Some(end) = time(until) else { continue };
        let day = end.format("%Y-%m-%d");
        let finding = if end <= context.now {
            findings
                .at(secret.call)
                .say(format!("the link to Azure Storage ended on {day}: the download fails"))
        } else if end < deploy_until {
            let days = (end - context.now).num_days();
            findings
                .at(secret.call)
                .say(format!("the link to Azure Storage ends on {day}, in {days} days"))
                .lowered_to(Severity::Warning)
        } else {
            continue;
        };
        finding
            .here("needs the link")
            .help("make a new link that outlives the rollout, or put the file into the package");
    }
}

/// The forms of ISO 8601 that Azure takes.
fn time(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(day.and_hms_opt(0, 0, 0)?.and_utc());
    }
    ["%Y-%m-%dT%H:%MZ", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S%.fZ"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .map(|time| time.and_utc())
}
