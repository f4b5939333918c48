//! Times and GUIDs as people type them, on the command line and in the configuration.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::package::plain_guid;

/// RFC 3339 (`2026-11-23T10:00:00Z`), or a date (`2026-11-23`), which is its first moment in UTC.
///
/// # Errors
/// It is neither.
pub fn parse_time(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.to_utc());
    }
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| "expected a date (2026-11-23) or a time (2026-11-23T10:00:00Z)".to_owned())?;
    Ok(date.and_time(NaiveTime::MIN).and_utc())
}

/// A GUID, with or without braces, as a lint compares it.
///
/// # Errors
/// It is none.
pub fn parse_guid(text: &str) -> Result<String, String> {
    let plain = plain_guid(text);
    let parts: Vec<usize> = plain.split('-').map(str::len).collect();
    let is_hex = plain.chars().all(|ch| ch == '-' || ch.is_ascii_hexdigit());
    match parts == [8, 4, 4, 4, 12] && is_hex {
        true => Ok(plain),
        false => Err("write it as 01234567-89ab-cdef-0123-456789abcdef".to_owned()),
    }
}
