//! When a package was built.

use chrono::{DateTime, TimeDelta, Utc};

use super::Package;

/// A witness of the build time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Built {
    /// The time.
    pub time: DateTime<Utc>,
    /// Who says so.
    pub witness: &'static str,
}

/// WCD is younger than this; an earlier time is a clock that was never set.
const EARLIEST: i64 = 1_400_000_000; // 2014-05-13

impl Package {
    /// The latest trustworthy time that the package was built at: of its catalogue and of the WIM's
    /// XML data. Times of zero, of before WCD existed and of after `now` are no witnesses.
    pub fn built(&self, now: DateTime<Utc>) -> Option<Built> {
        // Clocks of two machines may differ by a day, not by more.
        let latest = now + TimeDelta::days(1);
        let catalogue = self.catalogue.as_ref().and_then(|catalogue| catalogue.made);
        let witnesses = [
            (self.metadata.created, "the package's own build time"),
            (self.metadata.modified, "the package's own build time"),
            (catalogue, "its catalogue"),
        ];
        witnesses
            .into_iter()
            .filter_map(|(time, witness)| Some(Built { time: time?, witness }))
            .filter(|built| built.time.timestamp() >= EARLIEST && built.time <= latest)
            .max_by_key(|built| built.time)
    }
}
