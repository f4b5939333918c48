//! The whole run of a package: its command lines, the scripts that they start, and what those start,
//! with who runs what, and when.

mod assigned;
mod build;
mod call;
mod clear;
mod command;
mod destinations;
mod does;
mod fetches;
mod file_path;
mod file_uses;
mod files;
mod givers;
mod groups;
mod hosts_file;
mod install;
mod loops;
mod reached;
mod registry;
mod registry_calls;
mod secrets;
mod services;
mod services_made;
mod set_variables;
mod shown;
mod started_files;
mod task_parts;
mod task_removals;
mod task_texts;
mod tasks;
mod unattended;
mod windows_programs;
mod wmi;
mod wmi_deletes;
mod written_secrets;

pub use assigned::Assigned;
pub use call::RunCall;
pub use fetches::{Fate, Fetch, Tool};
pub use file_path::{FilePath, Root, is_plain};
pub use file_uses::FileUse;
pub use files::{Made, NamedFile};
pub use groups::NewMembers;
pub use hosts_file::HostsEdit;
pub use install::{InstallerAssets, Started};
pub(super) use registry::KeptChange;
pub use registry::{RegistryChange, RegistryData};
pub use secrets::GivenSecret;
pub(super) use secrets::hidden;
pub use services::{ServiceChange, ServiceState};
pub use services_made::MadeService;
pub use set_variables::SetVariables;
pub use started_files::StartedFile;
pub(super) use tasks::KeptTask;
pub use tasks::{Task, TaskAccount};
pub use unattended::Alone;
pub use windows_programs::is_part_of_windows;
pub use wmi::WmiMethod;

use super::{Covers, Package, Place, Setting, Unread};
use crate::container::FaultKind;
use crate::script::command_line::MAX_STEPS_DEEP;
use crate::script::given::Given;
use crate::script::{Language, Later, Reading};
use crate::text::{SourceId, Span};

/// Everything that a package runs, or brings along to be run.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// Each command line, behind it the scripts that it starts; at the end what nothing starts.
    pub parts: Vec<Part>,
    /// The names, in lower case, of the script files that are started while the package is applied,
    /// whether it carries them or writes them.
    started: std::collections::HashSet<String>,
}

/// A command line or a script of a package.
#[derive(Debug, Clone)]
pub struct Part {
    /// What it is.
    pub origin: Origin,
    /// What it is written in.
    pub language: Language,
    /// What it runs.
    pub reading: Reading,
    /// The secrets that its commands are given.
    pub given: Vec<Given>,
    /// The part that starts it, and the call in it; none for a command line, and for what nothing
    /// starts.
    pub started_by: Option<(usize, u32)>,
    /// When it runs.
    pub stage: Stage,
    /// Its functions and labels that nothing leads to.
    uncalled: reached::Uncalled,
}

/// Where a part of a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The value of a setting, by its place in [`Package::settings`].
    Setting(usize),
    /// A script.
    Script(SourceId),
}

/// When something runs, and who runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// While the package is applied, as SYSTEM, with nobody there.
    Now,
    /// Later, by that.
    Later(Later),
    /// Nothing in the package is seen to start it, or to call the function that it stands in.
    Unreached,
}

impl Package {
    /// What it runs. It is read when it is asked for first.
    pub fn run(&self) -> &Run {
        self.run.get_or_init(|| build::run(self))
    }

    /// A call, by the place of its part in the run and its own in that.
    pub fn run_call(&self, part: usize, index: u32) -> Option<RunCall<'_>> {
        RunCall::new(self, part, index)
    }

    /// Every call of the run, in its order: those of command lines, of the scripts that they start,
    /// and of what these unwrap to; what can never be reached is left out.
    pub fn calls(&self) -> impl Iterator<Item = RunCall<'_>> {
        let run = self.run();
        (0..run.parts.len()).flat_map(move |part| {
            let count = run.parts.get(part).map_or(0, |part| part.reading.calls.len() as u32);
            (0..count)
                .filter_map(move |call| RunCall::new(self, part, call))
                .filter(|call| !call.is_unreachable())
        })
    }
}

impl Package {
    /// Where a range of the text of a part stands that runs then, and what is written there.
    fn written_in(
        &self,
        part: &Part,
        range: &std::ops::Range<usize>,
        stage: Stage,
    ) -> (Place, Option<&str>) {
        let (mut place, text) = match part.origin {
            Origin::Setting(at) => match self.settings.get(at) {
                Some(setting) => {
                    (Place::part_of(setting, range), setting.value().get(range.clone()))
                }
                None => (Place::package(), None),
            },
            Origin::Script(id) => {
                let span = Span::new(id, range.start as u32..range.end as u32);
                let text = self.source(id).map(crate::text::Source::text);
                (Place::from(&span), text.and_then(|text| text.get(range.clone())))
            }
        };
        place.is_unreached = stage == Stage::Unreached;
        (place, text)
    }

    /// Where a range of the text of a unit stands, and when what stands in that scope of it runs.
    pub(super) fn place_in(
        &self,
        part: &Part,
        (unit, scope): (u32, u32),
        range: &std::ops::Range<usize>,
    ) -> (Place, Stage) {
        let stage = self.run().stage_of(part, unit, scope);
        let (place, _) = self.written_in(part, &part.reading.place(unit, range), stage);
        (place, stage)
    }
}

/// What of the run was not followed, since it is wrapped too deeply or runs too much.
pub(super) fn left_out(package: &Package) -> Vec<Unread> {
    let parts = package.run().parts.iter().filter(|part| part.reading.is_cut);
    let unread = parts.map(|part| {
        let span = match part.origin {
            Origin::Setting(at) => {
                let setting = package.settings.get(at).and_then(Setting::shown);
                setting.map(|written| written.span.clone())
            }
            Origin::Script(id) => Some(Span::new(id, 0..0)),
        };
        let source = span.as_ref().and_then(|span| package.source(span.source));
        let file = source.map(|source| source.name().to_owned());
        Unread {
            file: file.filter(|file| !file.is_empty()),
            span,
            kind: FaultKind::Limit,
            reason: format!(
                "what is wrapped more than {MAX_STEPS_DEEP} times, or makes a script many times \
                 longer, is not followed"
            ),
            covers: Covers::Assets,
        }
    });
    unread.collect()
}

impl Part {
    /// Whether it runs while the package is applied.
    pub fn is_now(&self) -> bool {
        self.stage == Stage::Now
    }

    /// Whether a scope, or one around what runs its unit, is a function or label that nothing leads
    /// to.
    fn is_uncalled(&self, unit: u32, scope: u32) -> bool {
        if self.uncalled.is_empty() {
            return false;
        }
        let reading = &self.reading;
        let is_one = |at: u32, scope: u32| {
            reading.units.get(at as usize).is_some_and(|unit| {
                unit.scopes(scope).any(|(scope, _)| self.uncalled.contains(&(at, scope)))
            })
        };
        is_one(unit, scope) || reading.way(unit).any(|(call, _)| is_one(call.unit, call.scope))
    }
}

#[cfg(test)]
mod tests;
