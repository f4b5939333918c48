//! The XML of tasks: in the command that registers them, in a file that is carried, or in one that a
//! script writes.

use std::collections::HashMap;

use super::started_files::file_name;
use super::task_removals::files_of;
use super::tasks::{Draft, MOST_RUN};
use super::{Origin, RunCall};
use crate::package::Package;
use crate::script::command_line::Through;
use crate::script::task_xml::{self, ScheduledTask};
use crate::script::{Language, reading::Unit};

/// The XML of the tasks of a package.
#[derive(Debug)]
pub(super) struct TaskTexts<'p> {
    texts: Vec<TaskText<'p>>,
    /// By the command that holds the XML: its part and place there.
    inner: HashMap<(usize, u32), usize>,
    /// By the name of the file.
    files: HashMap<String, usize>,
}

#[derive(Debug)]
struct TaskText<'p> {
    task: ScheduledTask,
    runs: Vec<RunCall<'p>>,
}

impl<'p> TaskTexts<'p> {
    pub(super) fn of(package: &'p Package) -> Self {
        let mut found = Self { texts: vec![], inner: HashMap::new(), files: HashMap::new() };
        for (part_index, part) in package.run().parts.iter().enumerate() {
            let units = part.reading.units.iter().enumerate();
            let mut firsts = None;
            for (unit, of_unit) in units.filter(|(_, unit)| unit.language == Language::Xml) {
                let Some(task) = task_xml::read(of_unit.text.text()) else { continue };
                let firsts = firsts.get_or_insert_with(|| firsts_of(package, part_index));
                let first = firsts.get(&(unit as u32)).copied();
                let runs = first.map(|first| runs_of(&first)).unwrap_or_default();
                let at = found.texts.len();
                found.texts.push(TaskText { task, runs });
                found.name(package, part_index, of_unit, at);
            }
        }
        found
    }

    /// Keeps by what a text is referred to.
    fn name(&mut self, package: &'p Package, part_index: usize, unit: &Unit, at: usize) {
        let writer = unit.from.filter(|(_, through)| *through == Through::WrittenFile);
        let mut names = vec![];
        match (unit.from, writer) {
            (_, Some((writer, _))) => {
                let writer = RunCall::new(package, part_index, writer);
                names.extend(writer.iter().flat_map(files_of));
            }
            (Some((call, _)), None) => drop(self.inner.insert((part_index, call), at)),
            (None, None) => {
                let part = package.run().parts.get(part_index);
                if let Some(Origin::Script(id)) = part.map(|part| part.origin)
                    && let Some(source) = package.source(id)
                {
                    names.extend(file_name(package.script_name(source)));
                }
            }
        }
        for name in names {
            self.files.entry(name).or_insert(at);
        }
    }

    /// Adds the task in a file of that path; false when there is none.
    pub(super) fn add_file(&self, path: &str, draft: &mut Draft<'p>) -> bool {
        let at = file_name(path).and_then(|name| self.files.get(&name));
        self.add(at, draft)
    }

    /// Adds the task whose XML a command holds itself; false when it holds none.
    pub(super) fn add_inner(&self, call: &RunCall<'p>, draft: &mut Draft<'p>) -> bool {
        self.add(self.inner.get(&(call.part_index, call.index)), draft)
    }

    fn add(&self, at: Option<&usize>, draft: &mut Draft<'p>) -> bool {
        let Some(text) = at.and_then(|at| self.texts.get(*at)) else { return false };
        draft.take(&text.task);
        draft.runs.extend(text.runs.iter().copied());
        true
    }
}

/// The first call of each unit of a part that is XML.
fn firsts_of(package: &Package, part_index: usize) -> HashMap<u32, RunCall<'_>> {
    let mut found = HashMap::new();
    let part = package.run().parts.get(part_index);
    let count = part.map_or(0, |part| part.reading.calls.len() as u32);
    let calls = (0..count).filter_map(|index| RunCall::new(package, part_index, index));
    for call in calls.filter(|call| call.unit().language == Language::Xml) {
        found.entry(call.call().unit).or_insert(call);
    }
    found
}

/// A call of a unit with those behind it that are of the unit, or come from one that is.
fn runs_of<'p>(first: &RunCall<'p>) -> Vec<RunCall<'p>> {
    let unit = first.call().unit;
    let is_below = |call: &RunCall<'p>| {
        let mut runners = std::iter::successors(Some(*call), RunCall::runner);
        runners.any(|runner| runner.call().unit == unit)
    };
    std::iter::once(*first).chain(first.behind().take_while(is_below)).take(MOST_RUN).collect()
}
