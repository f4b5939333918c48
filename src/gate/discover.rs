//! Which configuration holds for an input: the first `ppkglint.toml` from it upwards.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use super::config::{CONFIG_NAME, ConfigFile, absolute};
use super::config_error::ConfigError;
use crate::lint::Lint;

/// Where configurations come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// The folders of the inputs, and those above.
    Upward,
    /// This file, for all inputs.
    File(PathBuf),
    /// Nowhere.
    Isolated,
}

/// The configurations of a run.
#[derive(Debug, Default)]
pub struct Configs {
    files: Vec<ConfigFile>,
    of_folder: HashMap<PathBuf, Option<usize>>,
}

impl Configs {
    /// Finds and reads the configuration of each input; returns which one each has.
    ///
    /// # Errors
    /// A configuration cannot be read, or something in it is wrong.
    pub fn load<'p>(
        search: &Search,
        inputs: impl IntoIterator<Item = &'p Path>,
        known: &[&'static Lint],
    ) -> Result<(Self, Vec<Option<usize>>), ConfigError> {
        let mut configs = Self::default();
        let mut given = None;
        if let Search::File(file) = search {
            // Its patterns go by the folder in which the command line was typed.
            let base = absolute(Path::new("."));
            let shown = file.to_string_lossy();
            configs.files.push(ConfigFile::read(file, &shown, &base, known)?);
            given = Some(0);
        }
        let mut found = vec![];
        for input in inputs {
            found.push(match search {
                Search::Upward => configs.upward(input, known)?,
                Search::File(_) | Search::Isolated => given,
            });
        }
        Ok((configs, found))
    }

    /// The configurations, by number.
    pub fn files(&self) -> &[ConfigFile] {
        &self.files
    }

    /// The first configuration from an input upwards.
    fn upward(
        &mut self,
        input: &Path,
        known: &[&'static Lint],
    ) -> Result<Option<usize>, ConfigError> {
        let start = match input.as_os_str() == "-" {
            true => absolute(Path::new(".")),
            false => absolute(input),
        };
        let mut passed = vec![];
        let mut found = None;
        for folder in start.ancestors() {
            if let Some(known) = self.of_folder.get(folder) {
                found = *known;
                break;
            }
            passed.push(folder.to_owned());
            // What lies in an unpacked package comes from its builder, who is to be judged.
            let file = folder.join(CONFIG_NAME);
            if !file.is_file() || folder.join("Multivariant").is_dir() {
                continue;
            }
            self.files.push(ConfigFile::read(&file, &shown(&file), folder, known)?);
            found = Some(self.files.len() - 1);
            break;
        }
        for folder in passed {
            self.of_folder.insert(folder, found);
        }
        Ok(found)
    }
}

/// A path as people see it: from the folder on in which they are, when it is in there.
fn shown(path: &Path) -> String {
    let here = absolute(Path::new("."));
    path.strip_prefix(here).unwrap_or(path).to_string_lossy().into_owned()
}

/// Entries of folders that are looked at to tell whether a run has everything.
const MAX_ENTRIES: usize = 5_000;

/// Whether a run has everything below a folder: only then can it be said that something which a
/// configuration speaks of is nowhere. When in doubt, no.
pub(super) fn has_everything(folder: &Path, named: &[PathBuf], inputs: &HashSet<PathBuf>) -> bool {
    if named.iter().any(|path| path.as_os_str() != "-" && folder.starts_with(absolute(path))) {
        return true;
    }
    let mut left = MAX_ENTRIES;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { return false };
        for entry in entries {
            let Ok(entry) = entry else { return false };
            let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { return false };
            let name = entry.file_name().to_string_lossy().to_lowercase();
            if left == 0 {
                return false;
            }
            left -= 1;
            let is_input = || path.ancestors().any(|above| inputs.contains(above));
            let may_be_one = [".ppkg", ".zip", ".wim"].iter().any(|end| name.ends_with(end))
                || matches!(name.as_str(), "customizations.xml" | "multivariant");
            if may_be_one && !is_input() {
                return false;
            }
            if kind.is_dir() && !name.starts_with('.') {
                folders.push(path);
            }
        }
    }
    true
}
