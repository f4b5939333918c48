//! Ignores of the configuration: which findings a person accepted, why, and until when.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};

use super::glob::{PathPattern, SettingPattern, name_pattern};
use crate::lint::Finding;
use crate::package::{Package, plain_guid};

/// One `[[ignore-finding]]`.
#[derive(Debug, Clone, Default)]
pub(super) struct Ignore {
    /// The id of the lint.
    pub(super) lint: &'static str,
    pub(super) package: Option<PackagePattern>,
    pub(super) path: Option<PathPattern>,
    pub(super) setting: Option<SettingPattern>,
    pub(super) reason: String,
    /// The last day on which it counts, and where that is written.
    pub(super) expires: Option<(NaiveDate, Range<u32>)>,
    /// Where it names its lint.
    pub(super) at: Range<u32>,
}

/// Which package is meant: by its GUID, its name or its path.
#[derive(Debug, Clone)]
pub(super) struct PackagePattern {
    id: String,
    name: globset::GlobMatcher,
    path: PathPattern,
}

impl PackagePattern {
    pub(super) fn new(text: &str) -> Result<Self, String> {
        let (name, path) = (name_pattern(text)?, PathPattern::new(text)?);
        Ok(Self { id: plain_guid(text), name, path })
    }

    fn fits(&self, package: &Package, input: &str) -> bool {
        let is_named = |name: &str| self.name.is_match(name.to_lowercase());
        package.id().is_some_and(|id| id == self.id)
            || package.name().is_some_and(is_named)
            || self.path.fits(input)
    }
}

impl Ignore {
    /// The last day, when that is over.
    pub(super) fn expired(&self, now: DateTime<Utc>) -> Option<(NaiveDate, Range<u32>)> {
        self.expires.clone().filter(|(last, _)| now.date_naive() > *last)
    }

    /// Whether it says where it counts.
    pub(super) fn names_a_place(&self) -> bool {
        self.package.is_some() || self.path.is_some()
    }

    /// Whether it is about this package, or a file in it. `input` is the package's path as the
    /// patterns of the configuration see it.
    pub(super) fn is_about(&self, package: &Package, input: &str) -> bool {
        let holds = |path: &PathPattern| {
            path.fits(input)
                || package.sources().iter().any(|source| is_at(path, package, input, source.name()))
        };
        self.package.as_ref().is_none_or(|wanted| wanted.fits(package, input))
            && self.path.as_ref().is_none_or(holds)
    }

    /// Whether it accepts this finding.
    pub(super) fn fits(&self, finding: &Finding, package: &Package, input: &str) -> bool {
        let file = finding.file.as_deref().unwrap_or_default();
        let at_setting = |wanted: &SettingPattern| {
            finding.setting.as_deref().is_some_and(|setting| wanted.fits(setting))
        };
        finding.lint.id == self.lint
            && self.setting.as_ref().is_none_or(at_setting)
            && self.package.as_ref().is_none_or(|wanted| wanted.fits(package, input))
            && self.path.as_ref().is_none_or(|path| is_at(path, package, input, file))
    }
}

/// Whether a pattern fits an input, or a file in it by its own path or its whole one.
fn is_at(pattern: &PathPattern, package: &Package, input: &str, file: &str) -> bool {
    use crate::container::Kind;
    let between = match package.kind {
        Kind::Folder | Kind::Project => "/",
        _ => "!/",
    };
    match file {
        "" => pattern.fits(input),
        _ => pattern.fits(&format!("{input}{between}{file}")) || pattern.fits(file),
    }
}
