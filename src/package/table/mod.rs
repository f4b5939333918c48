//! The settings a provisioning package can hold: what each is called, what may stand in it, and
//! under which name the device receives it.
//!
//! # Where the facts come from
//! * `settings.tsv`: the settings store of Windows Configuration Designer (WCD) of 2020, facts
//!   only, with what Microsoft's pages and real packages corrected. `rekey.py` writes it.
//! * `newer.tsv`: settings of later stores, each with the package it was seen in. There are more
//!   than these, so **a path that is not in the table is not wrong**.
//! * `runtime.tsv`: names on the device that the store does not give.
//!
//! A row is a path, a kind, the GUID by which `RunTime.xml` names the setting, and tags. The GUID
//! is the name-based UUID (version 5, the DNS name space) of the path with every `/` written `_`
//! and one `_` before it; that was found by trying, and holds for every path of the store and for
//! newer ones.
//!
//! # How an element of an answer file becomes a path
//! The names of the elements below `Common` (or below `Variant/Settings`), joined by `/`, **are**
//! the path; no element is left out and none is added. Attributes are never part of it:
//!
//! * A row of kind [`KeyedList`](Kind::KeyedList) is the element around the items. It carries no
//!   attribute; its only child is the item, and the item carries the attribute that column `key`
//!   of the *list* names. WCD repeats the key in `Name`, which AnswerFile.xml leaves out.
//!   `Accounts/Users` has the key `UserName`, so
//!   `<Users><User UserName="admin" Name="admin"><Password>…` is `Accounts/Users/User/Password`.
//! * The item may be a value itself:
//!   `<StartupBackgroundTasks><ToAdd><Add PackageName="…">` or
//!   `<AreaName><PolicyName AreaName="…"><SetAdmxPolicy PolicyName="…">`. As this shows, an
//!   element may carry the key of the list around it while it is itself a list with another key.
//! * A row of kind [`List`](Kind::List) has items without a key, told apart by `Name` alone:
//!   `<Command><CommandConfig Name="…">`, `<DependencyPackages><Dependency Name="…">`. In
//!   AnswerFile.xml these carry no attribute at all, and on the device they are numbered.
//!
//! Of the 57 paths that 13 real packages and 29 answer files hold, the store has all but one, and
//! that one is newer. [`Setting::key_attribute`] names the attribute of an item; `Name` on any other
//! element means nothing.

mod nearest;
mod runtime;
mod setting;
mod values;

use std::sync::{LazyLock, OnceLock};

pub use self::nearest::{Reason, Suggestion};
pub use self::runtime::{Mapped, Runtime};
pub use self::setting::{Audience, Edition, Kind, Setting};

static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::load(&[include_str!("settings.tsv"), include_str!("newer.tsv")]));

/// The table, loaded once.
pub fn table() -> &'static Table {
    &TABLE
}

/// Every known setting, in the order of the paths.
///
/// Every run of the program loads it, and most runs ask little of a few rows: so a row is read when
/// it is asked for, and what finds rows by something else than their path is made at its first use.
pub struct Table {
    rows: &'static [Row],
    folded: OnceLock<Vec<(u64, u32)>>,
    by_name: OnceLock<Vec<(u64, u32)>>,
    groups: OnceLock<Vec<(u64, u32)>>,
    names: OnceLock<runtime::Names>,
}

/// A line of the table.
struct Row {
    path: &'static str,
    line: &'static str,
    setting: OnceLock<Option<Box<Setting>>>,
}

impl Row {
    fn of(line: &'static str) -> Self {
        let end = memchr::memchr(b'\t', line.as_bytes()).unwrap_or(line.len());
        Self { path: line.get(..end).unwrap_or(line), line, setting: OnceLock::new() }
    }

    /// What stands behind so many tabs.
    fn column(&self, number: usize) -> Option<&'static str> {
        let mut tabs = memchr::memchr_iter(b'\t', self.line.as_bytes());
        let start = tabs.nth(number.checked_sub(1)?)? + 1;
        self.line.get(start..tabs.next().unwrap_or(self.line.len()))
    }

    /// The last part of the path.
    fn name(&self) -> &'static str {
        let start = memchr::memrchr(b'/', self.path.as_bytes()).map_or(0, |slash| slash + 1);
        self.path.get(start..).unwrap_or_default()
    }

    fn setting(&'static self) -> Option<&'static Setting> {
        self.setting.get_or_init(|| Setting::read(self.line).map(Box::new)).as_deref()
    }
}

impl Table {
    fn load(sources: &[&'static str]) -> Self {
        let mut rows = Vec::with_capacity(2800);
        for source in sources {
            let mut start = 0;
            let ends = memchr::memchr_iter(b'\n', source.as_bytes()).chain([source.len()]);
            rows.extend(ends.filter_map(|end| {
                let line = source.get(start..end)?.trim_end_matches('\r');
                start = end + 1;
                (!line.is_empty()).then(|| Row::of(line))
            }));
        }
        // Nearly in order already, which a stable sort makes use of.
        rows.sort_by_key(|row| row.path);
        // The table lives as long as the program.
        let rows = rows.leak();
        Self {
            rows,
            folded: OnceLock::new(),
            by_name: OnceLock::new(),
            groups: OnceLock::new(),
            names: OnceLock::new(),
        }
    }

    /// The setting of exactly this path. WCD writes names in one spelling only.
    pub fn get(&self, path: &str) -> Option<&'static Setting> {
        self.row(path)?.setting()
    }

    fn row(&self, path: &str) -> Option<&'static Row> {
        let found = self.rows.binary_search_by(|row| row.path.cmp(path)).ok()?;
        self.rows.get(found)
    }

    /// The setting of this path, whatever the case of its letters. No two paths of the table
    /// differ in case alone.
    pub fn get_ignoring_case(&self, path: &str) -> Option<&'static Setting> {
        if let Some(found) = self.get(path) {
            return Some(found);
        }
        let folded = self.folded.get_or_init(|| self.sorted_by(|row| folded_hash(row.path)));
        let mut same = self.with_key(folded, folded_hash(path));
        same.find(|row| row.path.eq_ignore_ascii_case(path))?.setting()
    }

    /// The settings directly below a path; those of `""` are the groups WCD shows first.
    pub fn children<'a>(&self, path: &'a str) -> impl Iterator<Item = &'static Setting> + use<'a> {
        self.below(path).filter(move |setting| setting.parent() == path)
    }

    /// Every setting below a path, at any depth.
    pub fn below<'a>(&self, path: &'a str) -> impl Iterator<Item = &'static Setting> + use<'a> {
        let is_below = move |candidate: &str| {
            let rest = candidate.strip_prefix(path);
            path.is_empty() || rest.is_some_and(|rest| rest.starts_with('/'))
        };
        // Paths that begin alike stand together, but `A/B-C` comes before `A/B/C`.
        let start = self.rows.partition_point(|row| row.path < path);
        self.rows
            .iter()
            .skip(start)
            .take_while(move |row| row.path.starts_with(path))
            .filter(move |row| is_below(row.path))
            .filter_map(Row::setting)
    }

    /// Every setting, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = &'static Setting> + use<> {
        self.rows.iter().filter_map(Row::setting)
    }

    /// Whether any setting, or element around settings, has this name, whatever the case of its
    /// letters.
    pub fn has_name(&self, name: &str) -> bool {
        let by_name = self.by_name.get_or_init(|| self.sorted_by(|row| folded_hash(row.name())));
        self.with_key(by_name, folded_hash(name)).any(|row| row.name().eq_ignore_ascii_case(name))
    }

    /// The setting that a `SettingsGroup` of RunTime.xml names: a GUID in any case, in braces or
    /// not, with or without the `_n` that WCD appends to the second of a kind. Builds of 2015 and
    /// 2016 write the name of the first group instead (`Policies`). The group may be that of an
    /// element above the setting the file holds (`Accounts` for a computer name).
    pub fn by_settings_group(&self, group: &str) -> Option<&'static Setting> {
        let groups = self
            .groups
            .get_or_init(|| self.sorted_by(|row| row.column(2).map_or(0, first_letters)));
        let group = group.trim();
        let group = group.split_once('_').map_or(group, |(guid, _)| guid);
        let group = group.trim_matches(['{', '}']).to_ascii_lowercase();
        let same = self.with_key(groups, first_letters(&group));
        let mut settings = same.filter_map(Row::setting);
        settings
            .find(|setting| setting.settings_group() == group)
            .or_else(|| self.get_ignoring_case(&group).filter(|setting| setting.depth() == 0))
    }

    /// The rows by a key: the sorting compares numbers, the whole is compared when one is found.
    fn sorted_by(&self, key: impl Fn(&Row) -> u64) -> Vec<(u64, u32)> {
        let mut sorted: Vec<(u64, u32)> = self.rows.iter().map(key).zip(0..).collect();
        sorted.sort_unstable();
        sorted
    }

    fn with_key(&self, sorted: &[(u64, u32)], key: u64) -> impl Iterator<Item = &'static Row> {
        let start = sorted.partition_point(|(known, _)| *known < key);
        let same = sorted.iter().skip(start).take_while(move |(known, _)| *known == key);
        same.filter_map(|(_, at)| self.rows.get(usize::try_from(*at).ok()?))
    }
}

/// A number for a text whatever the case of its letters (FNV-1a).
fn folded_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The first eight letters as a number.
fn first_letters(text: &str) -> u64 {
    text.bytes().take(8).fold(0, |letters, byte| letters << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests;
