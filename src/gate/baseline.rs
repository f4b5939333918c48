//! The baseline: findings that are known, so that only new ones count.
//!
//! A finding is known by its fingerprint, which holds nothing of a secret, and by the package that it
//! is of: the same fault in another package is new. What a baseline has of a package that is gone
//! counts for whichever package has the same fingerprint now: it was renamed or moved.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::config::{absolute, relative_to};
use crate::container::Kind;
use crate::lint::{Finding, State, reserved};
use crate::package::Package;
use crate::text::printable;

/// The version of the file's shape.
const SCHEMA_VERSION: u32 = 1;

/// Where a baseline is written when nothing else is said.
pub const BASELINE_NAME: &str = "ppkglint-baseline.json";

/// A baseline, read or about to be written.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    /// The folder that its paths go by.
    base: PathBuf,
    entries: Vec<Entry>,
}

/// One finding that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The package, from the baseline's folder on.
    pub package: String,
    /// The file in it.
    pub file: Option<String>,
    /// The setting.
    pub setting: Option<String>,
    /// The lint.
    pub lint: String,
    /// What it is known by.
    pub fingerprint: String,
    /// How often: once an image.
    pub count: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    schema_version: u32,
    findings: Vec<Entry>,
}

/// A baseline that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// The file cannot be read.
    #[error("the baseline {0} cannot be read: {1}")]
    Unread(PathBuf, std::io::Error),
    /// It holds something else.
    #[error("{0} is no baseline: {1}")]
    Malformed(PathBuf, serde_json::Error),
    /// A newer program wrote it.
    #[error("the baseline {0} has version {1} of the format, and this program knows version 1")]
    Version(PathBuf, u32),
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// The file cannot be read, or is no baseline.
    pub fn read(path: &Path) -> Result<Self, BaselineError> {
        let bytes =
            std::fs::read(path).map_err(|error| BaselineError::Unread(path.to_owned(), error))?;
        // PowerShell writes a mark at the beginning that JSON does not know.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let shape: Shape = serde_json::from_slice(bytes)
            .map_err(|error| BaselineError::Malformed(path.to_owned(), error))?;
        if shape.schema_version != SCHEMA_VERSION {
            return Err(BaselineError::Version(path.to_owned(), shape.schema_version));
        }
        Ok(Self { base: base_of(path), entries: shape.findings })
    }

    /// The baseline, to be kept at `path`, that knows all of these findings. What is ignored needs no
    /// baseline, and what the program says of itself is not to be got used to.
    pub fn of(path: &Path, packages: &[Package], findings: &[Finding]) -> Self {
        let base = base_of(path);
        let wanted = |finding: &&Finding| finding.state != State::Ignored;
        let entries = entries(&base, packages, findings.iter().filter(wanted));
        Self { base, entries }
    }

    /// What it knows.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file: sorted, the same for the same findings.
    pub fn to_json(&self) -> String {
        let mut findings = self.entries.clone();
        findings.sort();
        let shape = Shape { schema_version: SCHEMA_VERSION, findings };
        serde_json::to_string_pretty(&shape).unwrap_or_default() + "\n"
    }

    /// Marks the findings that it knows, among those that count.
    pub fn mark<'f>(
        &self,
        packages: &[Package],
        findings: impl IntoIterator<Item = &'f mut Finding>,
    ) {
        let mut own: HashMap<(String, &str), u32> = HashMap::new();
        let mut moved: HashMap<&str, u32> = HashMap::new();
        let mut gone: HashMap<&str, bool> = HashMap::new();
        for entry in &self.entries {
            let is_gone =
                *gone.entry(&entry.package).or_insert_with(|| self.is_gone(&entry.package));
            let fingerprint = entry.fingerprint.as_str();
            let left = match is_gone {
                true => moved.entry(fingerprint).or_default(),
                false => own.entry((entry.package.to_lowercase(), fingerprint)).or_default(),
            };
            *left = left.saturating_add(entry.count);
        }
        for finding in findings {
            let Some(package) = packages.get(finding.package) else { continue };
            if finding.state != State::New || is_own(finding) {
                continue;
            }
            let fingerprint = finding.fingerprint.as_str();
            let path = package_path(&self.base, package).to_lowercase();
            let of_package = own.get_mut(&(path, fingerprint)).filter(|left| **left > 0);
            let left = of_package.or_else(|| moved.get_mut(fingerprint).filter(|left| **left > 0));
            if let Some(left) = left {
                *left -= 1;
                finding.state = State::Known;
            }
        }
    }

    /// The baseline without what is found no longer, after a run that it marked. What the run did
    /// not look for stays: packages that were not read, or not wholly, and lints that did not run.
    pub fn pruned(
        &self,
        packages: &[Package],
        findings: &[Finding],
        ran: &HashSet<&'static str>,
    ) -> Self {
        let known = findings.iter().filter(|finding| finding.state == State::Known);
        let mut entries = entries(&self.base, packages, known);
        let read: HashSet<String> = packages
            .iter()
            .filter(|package| package.is_complete())
            .map(|package| package_path(&self.base, package).to_lowercase())
            .collect();
        let found: HashSet<(String, String)> = entries
            .iter()
            .map(|entry| (entry.package.to_lowercase(), entry.fingerprint.clone()))
            .collect();
        for entry in &self.entries {
            let path = entry.package.to_lowercase();
            let was_looked_for = read.contains(&path) && ran.contains(entry.lint.as_str());
            let is_found = found.contains(&(path, entry.fingerprint.clone()));
            if !was_looked_for && !is_found && !self.is_gone(&entry.package) {
                entries.push(entry.clone());
            }
        }
        Self { base: self.base.clone(), entries }
    }

    /// Whether the file or folder of a package is there no longer.
    fn is_gone(&self, package: &str) -> bool {
        let outer = package.split_once("!/").map_or(package, |(outer, _)| outer);
        package != "-" && !self.base.join(outer).exists()
    }
}

/// What the program says of itself.
fn is_own(finding: &Finding) -> bool {
    reserved::ALL.iter().any(|lint| lint.id == finding.lint.id)
}

fn base_of(path: &Path) -> PathBuf {
    absolute(path).parent().map(Path::to_owned).unwrap_or_default()
}

/// A package's path from a folder on, with `/`.
fn package_path(base: &Path, package: &Package) -> String {
    printable(&relative_to(base, &package.path))
}

fn entries<'f>(
    base: &Path,
    packages: &[Package],
    findings: impl Iterator<Item = &'f Finding>,
) -> Vec<Entry> {
    let mut counted: BTreeMap<(String, String), Entry> = BTreeMap::new();
    for finding in findings.filter(|finding| !is_own(finding)) {
        let Some(package) = packages.get(finding.package) else { continue };
        if package.kind == Kind::Config {
            continue;
        }
        let path = package_path(base, package);
        let shown = |text: &Option<String>| text.as_deref().map(|text| package.censored(text));
        let key = (path.clone(), finding.fingerprint.clone());
        let entry = counted.entry(key).or_insert_with(|| Entry {
            package: path,
            file: shown(&finding.file),
            setting: shown(&finding.setting),
            lint: finding.lint.id.to_owned(),
            fingerprint: finding.fingerprint.clone(),
            count: 0,
        });
        entry.count += 1;
    }
    counted.into_values().collect()
}
