//! The three copies of each setting, joined into one.

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
    for setting in author {
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
        let known = &mut joined.settings;
        let same =
            |other: &&mut Setting| other.answer.is_none() && other.path.is_same(&setting.path);
        match known.iter_mut().find(same) {
            Some(found) => found.answer = Some(setting.written),
            None => known.push(Setting {
                known: table::table().get(setting.path.table()),
                path: setting.path,
                author: None,
                steps: vec![],
                answer: Some(setting.written),
                runtime: None,
            }),
        }
    }
    let numbers = command_numbers(&joined.settings, runtime);
    for parm in &runtime.parms {
        take(&mut joined, parm, &numbers);
    }
    joined
}

fn take(joined: &mut Joined, parm: &Parm, numbers: &[(String, u32)]) {
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
        joined.settings.iter().any(|setting| setting.author.is_some() && setting.path.is_same(path))
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
        .or_else(|| only_authored(&joined.settings, stated?, parm.variant));
    let Some(path) = chosen else { return joined.unmapped.push(parm.clone()) };
    let free = |setting: &&mut Setting| setting.runtime.is_none() && setting.path.is_same(&path);
    match joined.settings.iter_mut().find(free) {
        Some(setting) => setting.runtime = Some(parm.written.clone()),
        None => joined.settings.push(Setting {
            known: table::table().get(path.table()),
            path,
            author: None,
            steps: vec![],
            answer: None,
            runtime: Some(parm.written.clone()),
        }),
    }
}

/// For a node that is not known: the setting that the builder states, when there is just one.
fn only_authored(settings: &[Setting], stated: &str, variant: Option<u32>) -> Option<SettingPath> {
    let mut same = settings
        .iter()
        .filter(|setting| setting.path.variant == variant && setting.path.table() == stated);
    match (same.next(), same.next()) {
        (Some(only), None) => Some(only.path.clone()),
        _ => None,
    }
}

fn path_of(mapped: &Mapped, parm: &Parm, numbers: &[(String, u32)]) -> SettingPath {
    let segments = mapped.path.split('/').enumerate().map(|(at, name)| {
        let key = mapped.keys.iter().find(|(position, _)| *position == at).map(|(_, key)| key);
        let key = key.map(|key| match mapped.path.starts_with(COMMAND) {
            true => numbers
                .iter()
                .find(|(number, _)| number == key)
                .map_or_else(|| key.clone(), |(_, index)| index.to_string()),
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
fn command_numbers(settings: &[Setting], runtime: &Runtime) -> Vec<(String, u32)> {
    let is_command = |parm: &&Parm| {
        parm.characteristics.iter().any(|name| name.eq_ignore_ascii_case("PrimaryContext"))
    };
    let mut numbers: Vec<(String, Option<&str>)> = vec![];
    for parm in runtime.parms.iter().filter(is_command) {
        let Some(number) = parm.characteristics.last() else { continue };
        let line = parm.name.eq_ignore_ascii_case("CommandLine").then(|| parm.written.text());
        match numbers.iter_mut().find(|(known, _)| known == number) {
            Some((_, known)) => *known = known.or(line),
            None => numbers.push((number.clone(), line)),
        }
    }
    numbers.sort_by_key(|(number, _)| number.parse::<u64>().unwrap_or(u64::MAX));
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
        return numbers.into_iter().map(|(number, _)| number).zip(indices).collect();
    }
    let mut free = lines.clone();
    let mut paired = vec![];
    let mut left = vec![];
    for (number, line) in numbers {
        let same = free.iter().position(|(_, known)| Some(known.trim()) == line.map(str::trim));
        match same.filter(|_| line.is_some()) {
            Some(at) => paired.push((number, free.remove(at).0)),
            None => left.push(number),
        }
    }
    let after = lines.iter().map(|(index, _)| index + 1).max().unwrap_or_default();
    paired.extend(left.into_iter().zip(after..));
    paired
}
