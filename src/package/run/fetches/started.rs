//! Which files that were fetched a script starts, and whether it checks them before.

use std::collections::HashMap;

use super::unpacked::{self, Folder};
use super::{Fate, Fetch, RunCall, checks};
use crate::script::reading::{Style, UNKNOWN};
use crate::script::{Call, Value};

/// Commands of PowerShell that run or install the files that they are given.
const STARTERS: &[&str] = &[
    "add-appxpackage",
    "add-appxprovisionedpackage",
    "import-module",
    "invoke-command",
    "invoke-expression",
    "invoke-item",
    "new-service",
    "start-job",
];

/// Programs that run or install the files that they are given. Those that run a command line, such
/// as `cmd`, are not among them: what that starts is a call of its own.
const HOSTS: &[&str] = &[
    "cscript", "dism", "java", "mshta", "msiexec", "pnputil", "python", "regedit", "regsvr32",
    "rundll32", "wscript", "wusa",
];

/// The fetches that become a file: by its name, or else by the variable that holds its path. Each is
/// taken away once it is started.
#[derive(Default)]
struct Files {
    names: HashMap<String, Vec<usize>>,
    variables: HashMap<(u32, String), Vec<usize>>,
    /// Archives that are unpacked, by the folder that what was in them is in.
    folders: Vec<(Folder, Vec<usize>)>,
}

/// Folders with something out of an archive that are looked at.
const MOST_FOLDERS: usize = 64;

impl Files {
    fn of(fetches: &[Fetch<'_>]) -> Self {
        let mut files = Self::default();
        for (at, fetch) in fetches.iter().enumerate() {
            let Some(to) = fetch.to.as_ref().filter(|_| matches!(fetch.fate, Fate::Kept)) else {
                continue;
            };
            let name = file_name(to.text());
            // The last variable is the one that stands there; those before are what it is made of.
            let last = to.uses.last().filter(|used| !used.name.starts_with("env:"));
            match (name.contains(UNKNOWN), last) {
                (false, _) if name.is_empty() => {}
                (false, _) => files.names.entry(name).or_default().push(at),
                (true, Some(used)) if is_only(to) => {
                    let key = (fetch.call.call().unit, used.name.clone());
                    files.variables.entry(key).or_default().push(at);
                }
                (true, _) => {}
            }
        }
        files
    }

    /// Takes the fetches before a call whose files a value of it names.
    fn take(&mut self, call: &RunCall<'_>, value: &Value, fetches: &[Fetch<'_>]) -> Vec<usize> {
        let mut taken = vec![];
        let mut take = |all: Option<&mut Vec<usize>>| {
            let Some(all) = all else { return };
            let is_before =
                |at: &usize| fetches.get(*at).is_some_and(|fetch| fetch.call.index < call.index);
            let count = all.partition_point(is_before);
            taken.extend(all.drain(..count));
        };
        for name in value.text().split([' ', '"', '\'', '=']).map(file_name) {
            take(self.names.get_mut(&name));
        }
        for used in value.uses.iter().filter(|_| !value.is_known()) {
            take(self.variables.get_mut(&(call.call().unit, used.name.clone())));
        }
        taken
    }

    /// Keeps which archives are unpacked where.
    fn unpack(&mut self, call: &RunCall<'_>, fetches: &[Fetch<'_>]) {
        let Some(found) = unpacked::of(call).filter(|_| self.folders.len() < MOST_FOLDERS) else {
            return;
        };
        let archives = self.take(call, &found.archive, fetches);
        if !archives.is_empty() {
            self.folders.push((found.folder, archives));
        }
    }

    /// Takes the fetches of archives that a value names something out of.
    fn take_unpacked(&mut self, call: &RunCall<'_>, value: &Value) -> Vec<usize> {
        let unit = call.call().unit;
        let found = self.folders.iter_mut().filter(|(folder, _)| folder.has(unit, value));
        found.flat_map(|(_, archives)| std::mem::take(archives)).collect()
    }
}

/// Finds the calls that run files which were fetched before, and whether they are checked between.
pub(super) fn find<'p>(calls: &[RunCall<'p>], fetches: &mut [Fetch<'p>]) {
    let mut files = Files::of(fetches);
    for call in calls {
        files.unpack(call, fetches);
        for value in runs(call.call()) {
            let mut started = files.take(call, value, fetches);
            started.extend(files.take_unpacked(call, value));
            for at in started {
                if let Some(fetch) = fetches.get_mut(at) {
                    fetch.fate = Fate::Started(*call);
                }
            }
        }
    }
    let checks = checks::of(calls);
    for fetch in fetches.iter_mut() {
        let Fate::Started(start) = fetch.fate else { continue };
        let (is_checked, weak) = checks.between(fetch.call.index, start.index);
        fetch.weak_hash = weak.filter(|_| !is_checked && !fetch.is_checked);
        fetch.is_checked |= is_checked || weak.is_some();
    }
}

/// Whether a value is a variable and nothing else.
fn is_only(value: &Value) -> bool {
    value.uses.last().is_some_and(|used| {
        let quotes = value.range.len().saturating_sub(used.range.len());
        used.range.start >= value.range.start && quotes <= 2
    })
}

/// The values of a call that name what it runs.
fn runs(call: &Call) -> Vec<&Value> {
    let all = || call.arguments.iter().map(|argument| &argument.value);
    let is_host = |name: &str| HOSTS.contains(&name);
    match (call.style, call.name.as_str()) {
        (Style::Program | Style::Builtin, name) => {
            let is_file = |text: &str| ["-file", "-f", "/file"].contains(&text);
            let takes_file = match name {
                "powershell" | "pwsh" => {
                    call.texts().any(|text| is_file(&text.to_ascii_lowercase()))
                }
                "reg" => call.starts_with(&["import"]),
                "call" | "start" => true,
                name => is_host(name),
            };
            [&call.program].into_iter().chain(all().filter(|_| takes_file)).collect()
        }
        (Style::Cmdlet, "start-process" | "new-scheduledtaskaction") => {
            let file = call.parameter("execute").or_else(|| call.parameter_or("filepath", 0));
            let name = file.map(|file| file_name(file.text())).unwrap_or_default();
            let name = name.strip_suffix(".exe").unwrap_or(&name);
            let is_shell = matches!(name, "powershell" | "pwsh")
                && all().any(|value| value.text().to_ascii_lowercase().contains("-file"));
            match is_host(name) || is_shell {
                true => all().collect(),
                false => file.into_iter().collect(),
            }
        }
        (Style::Cmdlet, name) if STARTERS.contains(&name) => all().collect(),
        (Style::Method, "run" | "exec" | "shellexecute") | (Style::StaticMethod, "start") => {
            call.positional().collect()
        }
        _ => vec![],
    }
}

/// The name of a file without its folders, in lower case.
fn file_name(path: &str) -> String {
    let path = path.trim_matches(['"', '\'', ' ', ',', ';', ')']);
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase()
}
