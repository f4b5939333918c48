//! What a package writes to the registry, by whatever means.

use super::registry_calls::{number, of_call};
use super::{RunCall, Stage};
use crate::package::{Package, Place};
use crate::script::Language;
use crate::script::reading::Unit;
use crate::script::registry_file::{self, Change, Data};
use crate::script::registry_key::{Hive, RegistryKey};

/// A change of the registry.
#[derive(Debug, Clone)]
pub struct RegistryChange<'p> {
    /// The key. Its path may hold what cannot be known.
    pub key: RegistryKey,
    /// The value's name; none for the key's own value and for the key as a whole.
    pub name: Option<String>,
    /// What becomes of it.
    pub to: RegistryData,
    /// Where all of it stands.
    pub place: Place,
    /// Where the key stands.
    pub key_place: Place,
    /// When it is done.
    pub stage: Stage,
    /// Where the part that does it stands in the run.
    pub part_index: usize,
    /// The command that does it; none in a registry file.
    pub call: Option<RunCall<'p>>,
}

/// What becomes of a key or value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistryData {
    /// The key is made.
    Key,
    /// The value is set to this text, or to this number as written.
    Text(String),
    /// The value is set to something that cannot be known, or is no text and no number.
    Other,
    /// The value is deleted.
    ValueDeleted,
    /// The key is deleted, with all below it.
    KeyDeleted,
}

impl RegistryChange<'_> {
    /// Whether it sets that value of that key; case does not count.
    pub fn sets(&self, hive: &Hive, path: &str, name: &str) -> bool {
        self.is_named(name) && self.key.is(hive, path)
    }

    /// Whether it sets that value of that key in the hive of the machine.
    pub fn sets_of_machine(&self, path: &str, name: &str) -> bool {
        self.sets(&Hive::LocalMachine, path, name)
    }

    /// Whether it sets a value of that name; case does not count.
    pub fn is_named(&self, name: &str) -> bool {
        let is_set = matches!(self.to, RegistryData::Text(_) | RegistryData::Other);
        is_set && self.name.as_ref().is_some_and(|found| found.eq_ignore_ascii_case(name))
    }

    /// The number that it is set to, in decimal or after `0x` or `&H`.
    pub fn number(&self) -> Option<u64> {
        number(self.text()?)
    }

    /// The text that it is set to.
    pub fn text(&self) -> Option<&str> {
        match &self.to {
            RegistryData::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is done while the package is applied.
    pub fn is_now(&self) -> bool {
        self.stage == Stage::Now
    }
}

/// A change as the package keeps it: the command by its place in its part.
#[derive(Debug, Clone)]
pub(in crate::package) struct KeptChange {
    change: RegistryChange<'static>,
    call: Option<u32>,
}

impl KeptChange {
    fn of(change: RegistryChange<'_>) -> Self {
        let RegistryChange { key, name, to, place, key_place, stage, part_index, call } = change;
        let call = call.map(|call| call.index);
        let change =
            RegistryChange { key, name, to, place, key_place, stage, part_index, call: None };
        Self { change, call }
    }

    fn of_package<'p>(&self, package: &'p Package) -> RegistryChange<'p> {
        let mut change: RegistryChange<'p> = self.change.clone();
        change.call = self.call.and_then(|call| package.run_call(change.part_index, call));
        change
    }
}

impl Package {
    /// What its commands, scripts and registry files write to the registry, in the order of the run.
    /// It is found when it is asked for first.
    pub fn registry_changes(&self) -> Vec<RegistryChange<'_>> {
        let kept = self
            .registry
            .get_or_init(|| self.find_registry_changes().into_iter().map(KeptChange::of).collect());
        kept.iter().map(|change| change.of_package(self)).collect()
    }

    fn find_registry_changes(&self) -> Vec<RegistryChange<'_>> {
        let mut found = vec![];
        for (part_index, part) in self.run().parts.iter().enumerate() {
            for index in 0..part.reading.calls.len() as u32 {
                let call = RunCall::new(self, part_index, index);
                found.extend(call.filter(|call| !call.is_unreachable()).and_then(of_call));
            }
            for (unit_at, unit) in part.reading.units.iter().enumerate() {
                if unit.language == Language::Registry {
                    found.extend(self.of_file(part_index, part, unit_at as u32, unit));
                }
            }
        }
        found
    }

    fn of_file<'p>(
        &'p self,
        part_index: usize,
        part: &'p super::Part,
        unit_at: u32,
        unit: &'p Unit,
    ) -> Vec<RegistryChange<'p>> {
        let file = registry_file::read(unit.text.text());
        let stage = self.run().stage_of(part, unit_at, 0);
        let place = |range: &std::ops::Range<u32>| {
            let range = range.start as usize..range.end as usize;
            self.place_in(part, (unit_at, 0), &range).0
        };
        let changes = file.entries.iter().filter_map(|entry| {
            let key = entry.key.key.clone()?;
            let (name, to, range) = match &entry.change {
                Change::Key if entry.key.is_deleted => {
                    (None, RegistryData::KeyDeleted, entry.key.range.clone())
                }
                Change::Key => (None, RegistryData::Key, entry.key.range.clone()),
                Change::Value { name, name_range, data, data_range } => {
                    let to = match data {
                        Data::Deleted => RegistryData::ValueDeleted,
                        data => match (data.text(), data.number()) {
                            (Some(text), _) => RegistryData::Text(text.text().to_owned()),
                            (None, Some(number)) => RegistryData::Text(number.to_string()),
                            (None, None) => RegistryData::Other,
                        },
                    };
                    (name.clone(), to, name_range.start..data_range.end)
                }
            };
            let (place, key_place) = (place(&range), place(&entry.key.range));
            Some(RegistryChange { key, name, to, place, key_place, stage, part_index, call: None })
        });
        changes.collect()
    }
}
