//! Until when Windows Update is told to pause.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

use crate::package::RegistryChange;

/// For how long updates are paused, from now on.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Pause {
    /// So many days, which Windows offers too.
    Short(i64),
    /// More days than Windows offers.
    Long(i64),
    /// Until that year, which the device hardly sees.
    Forever(i32),
}

/// Where the settings app keeps the pause.
const KEY: &str = r"SOFTWARE\Microsoft\WindowsUpdate\UX\Settings";

/// The values that hold when it ends; that of feature updates alone lets fixes come.
const ENDS: [&str; 2] = ["PauseUpdatesExpiryTime", "PauseQualityUpdatesEndTime"];

/// The days that Windows offers.
const OFFERED: i64 = 35;

/// More than this is not a pause.
const YEAR: i64 = 366;

/// The pause that a change of the registry sets, if it is not over.
pub(super) fn paused(change: &RegistryChange<'_>, now: DateTime<Utc>) -> Option<Pause> {
    let is_end = ENDS.iter().any(|name| change.sets_of_machine(KEY, name));
    until(change.text().filter(|_| is_end)?, now)
}

fn until(text: &str, now: DateTime<Utc>) -> Option<Pause> {
    let text = text.trim();
    let end = match DateTime::parse_from_rfc3339(text) {
        Ok(end) => end.to_utc(),
        Err(_) => {
            let date = NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
            date.and_time(NaiveTime::MIN).and_utc()
        }
    };
    match end.signed_duration_since(now).num_days() {
        ..=0 => None,
        days @ 1..=OFFERED => Some(Pause::Short(days)),
        days @ ..=YEAR => Some(Pause::Long(days)),
        _ => Some(Pause::Forever(end.year())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_pause_is_measured_from_now() {
        let now = DateTime::UNIX_EPOCH;
        for (text, pause) in [
            ("1970-01-20T00:00:00Z", Some(Pause::Short(19))),
            ("1970-03-01T00:00:00Z", Some(Pause::Long(59))),
            ("2077-01-01", Some(Pause::Forever(2077))),
            ("1969-01-01T00:00:00Z", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(until(text, now), pause, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_none(text in r"([0-9]{4}-[0-9]{2}-[0-9]{2})?.{0,20}") {
            let _ = until(&text, DateTime::UNIX_EPOCH);
        }
    }
}
