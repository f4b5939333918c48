//! The three copies of each setting, joined into one.

use std::collections::{HashMap, VecDeque};

use super::author::AuthorSetting;
use super::path::{Segment, SettingPath};
use super::runtime::{Parm, Runtime};
use super::setting::Setting;
use super::table::{self, Mapped};

/// The list whose items carry a number on the device and none in the answer file.
const COMMAND: &str = "ProvisioningCommands/PrimaryContext/Command/CommandConfig";

/// What joining gives.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub(super) settings: Vec<Setting>,
    /// Parms that no setting of the table explains. Never a disagreement.
    pub(super) unmapped: Vec<Parm>,
}

/// Joins the author's settings with what `AnswerFile.xml` repeats and what the device applies.
///
/// The order is the author's; what only the device has comes last, in its own order.
pub(super) fn join(
    author: Vec<AuthorSetting>,
    answer: Vec<AuthorSetting>,
    runtime: &Runtime,
) -> Joined {
    let mut joined = Joined::default();
    let mut known = Known::default();
    for setting in author {
        known.add(&setting.path, joined.settings.len());
        joined.settings.push(Setting {
            known: table::table().get(setting.path.table()),
            path: setting.path,
            author: Some(setting.written),
            steps: setting.steps,
            answer: None,
            runtime: None,
        });
    }
    for setting in answer {
        let free = |at: &usize| joined.settings.get(*at).is_some_and(|s| s.answer.is_none());
        match known.find(&setting.path, free).and_then(|at| joined.settings.get_mut(at)) {
            Some(found) => found.answer = Some(setting.written),
            None => {
                known.add(&setting.path, joined.settings.len());
                joined.settings.push(Setting {
                    known: table::table().get(setting.path.table()),
                    path: setting.path,
                    author: None,
                    steps: vec![],
                    answer: Some(setting.written),
                    runtime: None,
                });
            }
        }
    }
    let numbers = command_numbers(&joined.settings, runtime);
    for parm in &runtime.parms {
        take(&mut joined, &mut known, parm, &numbers);
    }
    joined
}

/// Where the settings of a path are, so that hostile numbers of them are joined in good time.
#[derive(Debug, Default)]
struct Known {
    by_identity: HashMap<String, Vec<usize>>,
    by_table: HashMap<String, Vec<usize>>,
}

impl Known {
    fn add(&mut self, path: &SettingPath, at: usize) {
        self.by_identity.entry(path.identity()).or_default().push(at);
        self.by_table.entry(path.table().to_owned()).or_default().push(at);
    }

    fn find(&self, path: &SettingPath, fits: impl Fn(&usize) -> bool) -> Option<usize> {
        // Settings that are the same are few in sound packages; in others the first few count.
        const TRIED: usize = 64;
        let same = self.by_identity.get(&path.identity())?;
        same.iter().take(TRIED).copied().find(fits)
    }
}

fn take(joined: &mut Joined, known: &mut Known, parm: &Parm, numbers: &HashMap<String, u32>) {
    let around: Vec<&str> = parm.characteristics.iter().map(String::as_str).collect();
    let candidates = match table::table().by_characteristic(parm.is_user_scope, &around, &parm.name)
    {
        table::Runtime::ReloadMark => return,
        // An asset's parm is named after the file; DataAsset.xml says the same.
        _ if around.get(1).is_some_and(|name| name.eq_ignore_ascii_case("Assets")) => return,
        table::Runtime::Settings(candidates) => candidates,
        table::Runtime::Unknown => vec![],
    };
    let paths: Vec<SettingPath> =
        candidates.iter().map(|mapped| path_of(mapped, parm, numbers)).collect();
    let stated = parm.settings_path.as_deref();
    let group = table::table().by_settings_group(&parm.group).map(|setting| setting.path);
    let in_group = |path: &&SettingPath| {
        group.is_some_and(|group| {
            let rest = path.table().strip_prefix(group);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    let is_authored = |path: &&SettingPath| {
        let has_author = |at: &usize| joined.settings.get(*at).is_some_and(|s| s.author.is_some());
        known.find(path, has_author).is_some()
    };
    // What the builder states counts only where the node allows it: the node is what is applied.
    let chosen = paths
        .iter()
        .find(|path| stated == Some(path.table()))
        .or_else(|| paths.iter().find(|path| in_group(path) && is_authored(path)))
        .or_else(|| paths.iter().find(is_authored))
        .or_else(|| paths.iter().find(in_group))
        .or_else(|| paths.first())
        .cloned()
        .or_else(|| only_authored(joined, known, stated?, parm.variant));
    let Some(path) = chosen else { return joined.unmapped.push(parm.clone()) };
    let free = |at: &usize| joined.settings.get(*at).is_some_and(|s| s.runtime.is_none());
    match known.find(&path, free).and_then(|at| joined.settings.get_mut(at)) {
        Some(setting) => setting.runtime = Some(parm.written.clone()),
        None => {
            known.add(&path, joined.settings.len());
            joined.settings.push(Setting {
                known: table::table().get(path.table()),
                path,
                author: None,
                steps: vec![],
                answer: None,
                runtime: Some(parm.written.clone()),
            });
        }
    }
}

/// For a node that is not known: the setting that the builder states, when there is just one.
fn only_authored(
    joined: &Joined,
    known: &Known,
    stated: &str,
    variant: Option<u32>,
) -> Option<SettingPath> {
    let same = known.by_table.get(stated)?;
    let mut same = same
        .iter()
        .filter_map(|at| joined.settings.get(*at))
        .filter(|setting| setting.path.variant == variant);
    match (same.next(), same.next()) {
        (Some(only), None) => Some(only.path.clone()),
        _ => None,
    }
}

fn path_of(mapped: &Mapped, parm: &Parm, numbers: &HashMap<String, u32>) -> SettingPath {
    let segments = mapped.path.split('/').enumerate().map(|(at, name)| {
        let key = mapped.keys.iter().find(|(position, _)| *position == at).map(|(_, key)| key);
        let key = key.map(|key| match mapped.path.starts_with(COMMAND) {
            true => numbers.get(key).map_or_else(|| key.clone(), u32::to_string),
            false => key.clone(),
        });
        Segment { name: name.to_owned(), key }
    });
    SettingPath::new(parm.variant, segments.collect())
}

/// Which `CommandConfig` (from 0) each number of the device stands for.
///
/// Numbers can have gaps. When there are as many commands on both sides they pair in order, else
/// by command line; a command that only the device has gets a number after the author's.
fn command_numbers(settings: &[Setting], runtime: &Runtime) -> HashMap<String, u32> {
    let is_command = |parm: &&Parm| {
        parm.characteristics.iter().any(|name| name.eq_ignore_ascii_case("PrimaryContext"))
    };
    let mut numbers: HashMap<&str, Option<&str>> = HashMap::new();
    for parm in runtime.parms.iter().filter(is_command) {
        let Some(number) = parm.characteristics.last() else { continue };
        let line = parm.name.eq_ignore_ascii_case("CommandLine").then(|| parm.written.text());
        let known = numbers.entry(number).or_default();
        *known = known.or(line);
    }
    let mut numbers: Vec<(&str, Option<&str>)> = numbers.into_iter().collect();
    numbers.sort_by_key(|(number, _)| (number.parse::<u64>().unwrap_or(u64::MAX), *number));
    let lines: Vec<(u32, &str)> = settings
        .iter()
        .filter(|setting| setting.author.is_some())
        .filter(|setting| setting.path.table() == format!("{COMMAND}/CommandLine"))
        .filter_map(|setting| {
            let author = setting.author.as_ref()?;
            Some((setting.path.key()?.parse().ok()?, author.text()))
        })
        .collect();
    if numbers.len() == lines.len() || lines.is_empty() {
        let indices = lines.iter().map(|(index, _)| *index).chain(lines.len() as u32..);
        return numbers.into_iter().map(|(number, _)| number.to_owned()).zip(indices).collect();
    }
    let mut free: HashMap<&str, VecDeque<u32>> = HashMap::new();
    for (index, line) in &lines {
        free.entry(line.trim()).or_default().push_back(*index);
    }
    let mut paired = HashMap::new();
    let mut left = vec![];
    for (number, line) in numbers {
        let same = line.and_then(|line| free.get_mut(line.trim())?.pop_front());
        match same {
            Some(index) => drop(paired.insert(number.to_owned(), index)),
            None => left.push(number.to_owned()),
        }
    }
    let after = lines.iter().map(|(index, _)| index + 1).max().unwrap_or_default();
    paired.extend(left.into_iter().zip(after..));
    paired
}
