//! Where scheduled tasks are removed.

use std::collections::HashMap;

use super::started_files::file_name;
use super::{Origin, RunCall};
use crate::package::Package;
use crate::script::command_line::Through;
use crate::script::reading::UNKNOWN;

/// The last step of a task's path in lower case; none when it is not known.
pub(super) type TaskName = Option<String>;

/// Where scheduled tasks are removed.
#[derive(Debug, Default)]
pub(super) struct Removals {
    /// By part, and the task: the last command there.
    in_part: HashMap<(usize, TaskName), u32>,
    /// By the name of the script, carried or written, that does it.
    in_file: HashMap<String, Vec<TaskName>>,
}

impl Removals {
    pub(super) fn of(package: &Package) -> Self {
        let mut found = Self::default();
        for call in package.calls() {
            let Some(name) = removed(&call) else { continue };
            if call.unit().later.is_none() {
                found.in_part.insert((call.part_index, name.clone()), call.index);
            }
            if let Origin::Script(id) = call.part().origin
                && let Some(source) = package.source(id)
                && let Some(file) = file_name(package.script_name(source))
            {
                found.in_file.entry(file).or_default().push(name.clone());
            }
            for file in written_files(&call) {
                found.in_file.entry(file).or_default().push(name.clone());
            }
        }
        found
    }

    /// Whether the script that registers a task removes it further down.
    pub(super) fn is_behind(&self, call: &RunCall<'_>, name: &TaskName) -> bool {
        let last = self.in_part.get(&(call.part_index, name.clone()));
        last.is_some_and(|last| *last > call.index)
    }

    /// Whether what a task runs removes it.
    pub(super) fn is_in(&self, runs: &[RunCall<'_>], name: &TaskName) -> bool {
        runs.iter().any(|call| {
            let is_own = |removed: &TaskName| removed.is_none() || removed == name;
            removed(call).is_some_and(|removed| is_own(&removed))
                || call.started_files().iter().filter_map(|file| file_name(file.path)).any(|file| {
                    self.in_file.get(&file).is_some_and(|removed| removed.iter().any(is_own))
                })
        })
    }
}

/// The task that a command removes.
fn removed(call: &RunCall<'_>) -> Option<TaskName> {
    match call.name.as_str() {
        "unregister-scheduledtask" => {
            let source = call.source().filter(|source| source.is("get-scheduledtask"));
            let named = source.as_ref().and_then(|source| source.parameter_or("taskname", 0));
            let named = call.parameter_or("taskname", 0).or(named);
            Some(named.and_then(|name| task_name(name.text())))
        }
        "schtasks" if call.has_switch(&["delete"]) => {
            Some(call.option("tn").and_then(|name| task_name(name.text())))
        }
        "deletetask" => Some(call.positional().next().and_then(|name| task_name(name.text()))),
        _ => None,
    }
}

/// The name of a task without its folders.
pub(super) fn task_name(path: &str) -> TaskName {
    let name = path.rsplit('\\').next()?.trim();
    (!name.is_empty() && !name.contains(UNKNOWN)).then(|| name.to_lowercase())
}

/// The names of the written files that a command stands in.
fn written_files(call: &RunCall<'_>) -> Vec<String> {
    let runners = std::iter::successors(Some(*call), RunCall::runner);
    let writers = runners
        .filter(|inner| inner.unit().from.is_some_and(|(_, by)| by == Through::WrittenFile))
        .filter_map(|inner| inner.runner());
    writers.flat_map(|writer| files_of(&writer)).collect()
}

/// The names of the files that a command that writes one may mean.
pub(super) fn files_of(writer: &RunCall<'_>) -> Vec<String> {
    let call = writer.call();
    let values = call.arguments.iter().map(|argument| &argument.value).chain(call.output_file());
    // A path is short; the text that is written may be as long as it likes.
    let paths = values.filter(|value| value.text().len() < 300 && value.text().contains('.'));
    paths.filter_map(|value| file_name(value.text())).collect()
}
