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

use std::cmp::Ordering;
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
pub struct Table {
    settings: &'static [Setting],
    folded: OnceLock<Vec<u32>>,
    groups: OnceLock<Vec<(&'static str, u32)>>,
    names: OnceLock<runtime::Names>,
}

impl Table {
    fn load(sources: &[&'static str]) -> Self {
        let mut settings = Vec::with_capacity(2800);
        for source in sources {
            settings.extend(source.lines().filter_map(Setting::read));
        }
        // Nearly in order already, which a stable sort makes use of.
        settings.sort_by_key(|setting| setting.path);
        // The table lives as long as the program.
        let settings = settings.leak();
        Self { settings, folded: OnceLock::new(), groups: OnceLock::new(), names: OnceLock::new() }
    }

    /// The setting of exactly this path. WCD writes names in one spelling only.
    pub fn get(&self, path: &str) -> Option<&'static Setting> {
        let found = self.settings.binary_search_by(|setting| setting.path.cmp(path)).ok()?;
        self.settings.get(found)
    }

    /// The setting of this path, whatever the case of its letters. No two paths of the table
    /// differ in case alone.
    pub fn get_ignoring_case(&self, path: &str) -> Option<&'static Setting> {
        let folded = self.folded.get_or_init(|| {
            let mut order: Vec<u32> = (0..).take(self.settings.len()).collect();
            order.sort_by(|a, b| compare_folded(self.path(*a), self.path(*b)));
            order
        });
        let found = folded.binary_search_by(|at| compare_folded(self.path(*at), path)).ok()?;
        self.at(*folded.get(found)?)
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
        let start = self.settings.partition_point(|setting| setting.path < path);
        self.settings
            .iter()
            .skip(start)
            .take_while(move |setting| setting.path.starts_with(path))
            .filter(move |setting| is_below(setting.path))
    }

    /// Every setting, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = &'static Setting> + use<> {
        self.settings.iter()
    }

    /// The setting that a `SettingsGroup` of RunTime.xml names: a GUID in any case, in braces or
    /// not, with or without the `_n` that WCD appends to the second of a kind. Builds of 2015 and
    /// 2016 write the name of the first group instead (`Policies`). The group may be that of an
    /// element above the setting the file holds (`Accounts` for a computer name).
    pub fn by_settings_group(&self, group: &str) -> Option<&'static Setting> {
        let groups = self.groups.get_or_init(|| {
            let mut groups: Vec<_> =
                self.settings.iter().map(Setting::settings_group).zip(0..).collect();
            groups.sort_unstable();
            groups
        });
        let group = group.trim();
        let group = group.split_once('_').map_or(group, |(guid, _)| guid);
        let group = group.trim_matches(['{', '}']).to_ascii_lowercase();
        match groups.binary_search_by(|(known, _)| (*known).cmp(&group)) {
            Ok(found) => groups.get(found).and_then(|(_, at)| self.at(*at)),
            Err(_) => self.get_ignoring_case(&group).filter(|setting| setting.depth() == 0),
        }
    }

    fn at(&self, at: u32) -> Option<&'static Setting> {
        self.settings.get(usize::try_from(at).ok()?)
    }

    fn path(&self, at: u32) -> &'static str {
        self.at(at).map_or("", |setting| setting.path)
    }
}

fn compare_folded(a: &str, b: &str) -> Ordering {
    let [a, b] = [a, b].map(|text| text.bytes().map(|byte| byte.to_ascii_lowercase()));
    a.cmp(b)
}

#[cfg(test)]
mod tests;
