//! Times as people type them.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

/// RFC 3339 (`2026-11-23T10:00:00Z`), or a date (`2026-11-23`), which is its first moment in UTC.
///
/// # Errors
/// It is neither.
pub(super) fn parse(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.to_utc());
    }
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| "expected a date (2026-11-23) or a time (2026-11-23T10:00:00Z)".to_owned())?;
    Ok(date.and_time(NaiveTime::MIN).and_utc())
}
