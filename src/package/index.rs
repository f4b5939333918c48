//! Where the settings of a package stand, so that lints can ask for them by path.

use std::collections::HashMap;

use super::setting::Setting;

/// The settings by path; a hostile package has hundreds of thousands, and every lint asks.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// Those of Common, by the table's path in lower case.
    by_table: HashMap<String, Vec<usize>>,
    /// The first of each path with its keys, those of variants too.
    by_identity: HashMap<String, usize>,
}

impl Index {
    pub(super) fn of(settings: &[Setting]) -> Self {
        let mut index = Self::default();
        for (at, setting) in settings.iter().enumerate() {
            index.by_identity.entry(setting.path.identity()).or_insert(at);
            if setting.path.variant.is_none() {
                index.by_table.entry(setting.path.table().to_lowercase()).or_default().push(at);
            }
        }
        index
    }

    /// The settings of Common with that path of the table.
    pub(super) fn of_table(&self, path: &str) -> &[usize] {
        self.by_table.get(&path.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// The first setting that is the same as one of that identity.
    pub(super) fn of_identity(&self, identity: &str) -> Option<usize> {
        self.by_identity.get(identity).copied()
    }
}
