//! Who runs what is fetched, and how often.

use std::collections::HashSet;

use crate::package::{Fate, Fetch, Package, RunCall, Stage};
use crate::script::Later;

/// What a package has run again and again: by a task, a service, a trigger, at each logon.
pub(super) struct Standing {
    /// The names of the files that it is, in lower case.
    files: HashSet<String>,
    /// Scripts, by part and unit, that remove a task: they were to run once.
    once: HashSet<(usize, u32)>,
}

impl Standing {
    pub(super) fn of(package: &Package) -> Self {
        let standing = package.calls().filter(is_again);
        let files = standing.flat_map(|call| {
            let names = call.started_files().into_iter().map(|file| file_name(file.path));
            names.collect::<Vec<_>>()
        });
        let removing = package.calls().filter(|call| {
            call.is("unregister-scheduledtask")
                || call.is("schtasks") && call.has_switch(&["delete"])
        });
        let once = removing.map(|call| (call.part_index, call.call().unit)).collect();
        Self { files: files.collect(), once }
    }

    /// Whether what is fetched is code that is fetched and run again and again, also by a script
    /// that is written for it.
    pub(super) fn has(&self, fetch: &Fetch<'_>) -> bool {
        let is_code = !matches!(fetch.fate, Fate::Kept);
        let is_written_for_it = || {
            let name = fetch.call.unit().written_to.as_ref();
            fetch.call.stage() == Stage::Later(Later::File)
                && name.is_some_and(|name| self.files.contains(name))
                && !self.once.contains(&(fetch.call.part_index, fetch.call.call().unit))
        };
        is_code && (is_again(&fetch.call) || is_written_for_it())
    }
}

fn is_again(call: &RunCall<'_>) -> bool {
    match call.stage() {
        Stage::Later(Later::Task | Later::Service | Later::Trigger) => true,
        Stage::Later(Later::Logon) => !runs_once(call),
        _ => false,
    }
}

fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase()
}

/// Whether a value of RunOnce is what runs it, which Windows deletes before.
fn runs_once(call: &RunCall<'_>) -> bool {
    std::iter::successors(call.runner(), RunCall::runner)
        .any(|call| call.text().to_ascii_lowercase().contains("runonce"))
}

/// Who runs it, for a message.
pub(super) fn runner(call: &RunCall<'_>) -> &'static str {
    match call.stage() {
        Stage::Now => "SYSTEM",
        Stage::Later(Later::Task) => "a scheduled task",
        Stage::Later(Later::Service) => "a service",
        Stage::Later(Later::Trigger) => "what a trigger starts",
        Stage::Later(Later::Logon) => "the user who signs in",
        Stage::Later(Later::File) | Stage::Unreached => "the one who starts the script",
    }
}

/// Whether it is for being run, now or later: what is written to a file or registered is.
pub(super) fn is_started(call: &RunCall<'_>) -> bool {
    call.stage() != Stage::Unreached
}
