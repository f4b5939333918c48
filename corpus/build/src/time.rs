//! The time a package was built, in the forms that a package holds.

use std::str::FromStr;

use crate::Error;

/// Seconds from the first day of a FILETIME to that of Unix.
const TO_1601: u64 = 11_644_473_600;

/// A moment in UTC, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    year: u64,
    month: u64,
    day: u64,
    /// Seconds since midnight.
    second: u64,
}

impl FromStr for Time {
    type Err = Error;

    /// Reads `2026-01-15T09:12:44Z`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::Recipe(format!("{text} is no time such as 2026-01-15T09:12:44Z"));
        let (date, time) = text.trim_end_matches('Z').split_once('T').ok_or_else(wrong)?;
        let numbers = |text: &str, separator| -> Result<[u64; 3], Error> {
            let parts: Result<Vec<u64>, _> = text.split(separator).map(str::parse).collect();
            parts.map_err(|_| wrong())?.try_into().map_err(|_| wrong())
        };
        let [year, month, day] = numbers(date, '-')?;
        let [hour, minute, second] = numbers(time, ':')?;
        if !(1970..2100).contains(&year) || !(1..=12).contains(&month) {
            return Err(wrong());
        }
        Ok(Self { year, month, day, second: (hour * 60 + minute) * 60 + second })
    }
}

impl Time {
    /// As Windows writes it: steps of 100 ns since 1601.
    pub(crate) fn filetime(self) -> u64 {
        let leap = |year: u64| {
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
        };
        let february = if leap(self.year) { 29 } else { 28 };
        let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let years: u64 = (1970..self.year).map(|year| if leap(year) { 366 } else { 365 }).sum();
        let days: u64 = months.iter().zip(1..self.month).map(|(days, _)| days).sum();
        let day = years + days + self.day - 1;
        (day * 86_400 + self.second + TO_1601) * 10_000_000
    }

    /// As a catalogue writes it: `UTCTime`, two digits a part.
    pub(crate) fn utc_time(self) -> String {
        let (hour, rest) = (self.second / 3600, self.second % 3600);
        format!(
            "{:02}{:02}{:02}{hour:02}{:02}{:02}Z",
            self.year % 100,
            self.month,
            self.day,
            rest / 60,
            rest % 60
        )
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::Time;

    #[test]
    fn a_filetime_is_that_of_windows() {
        let time: Time = "2016-02-19T02:12:45Z".parse().unwrap();
        // From a package built then: 0x01D16ABB059CE109, cut to the second.
        assert_eq!(time.filetime() / 10_000_000, 0x01D1_6ABB_059C_E109 / 10_000_000);
        assert_eq!(time.utc_time(), "160219021245Z");
    }
}
