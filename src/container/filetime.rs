//! Windows file times.

use chrono::{DateTime, Utc};

/// Seconds from 1601-01-01 to 1970-01-01.
const EPOCH: i64 = 11_644_473_600;

/// A FILETIME (100 ns since 1601-01-01 UTC) as a time; none for zero and for what no calendar holds.
pub fn from_filetime(ticks: u64) -> Option<DateTime<Utc>> {
    if ticks == 0 {
        return None;
    }
    let seconds = i64::try_from(ticks / 10_000_000).ok()? - EPOCH;
    let nanos = u32::try_from(ticks % 10_000_000).ok()? * 100;
    DateTime::from_timestamp(seconds, nanos)
}

#[cfg(test)]
mod tests {
    use super::from_filetime;

    #[test]
    fn the_build_time_of_a_real_package() {
        let time = from_filetime(0x01D4_2BFA_F4E3_5A0A).expect("a time");
        assert_eq!(time.to_rfc3339(), "2018-08-04T13:56:35.094580200+00:00");
        assert_eq!(from_filetime(0), None);
    }
}
