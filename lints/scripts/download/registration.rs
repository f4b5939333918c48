//! Who runs what is fetched, and how often.

use crate::package::{Fate, Fetch, RunCall, Stage};
use crate::script::Later;

/// Whether it is fetched and run again and again: by a task, a service, a trigger, at each logon.
pub(super) fn is_standing(fetch: &Fetch<'_>) -> bool {
    let is_code = matches!(fetch.fate, Fate::Evaluated(_) | Fate::Started(_) | Fate::AtOnce);
    is_code
        && match fetch.call.stage() {
            Stage::Later(Later::Task | Later::Service | Later::Trigger) => true,
            Stage::Later(Later::Logon) => !runs_once(&fetch.call),
            _ => false,
        }
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
