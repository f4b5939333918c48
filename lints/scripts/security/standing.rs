//! Whether a protection that is switched off stays off, and how sure that is.

use std::collections::{HashMap, HashSet};

use crate::lint::{Builder, Confidence, Severity};
use crate::package::{RunCall, Stage};

/// What a script switches on, and where it does so last.
#[derive(Default)]
pub(super) struct SwitchedOn(HashMap<(usize, String), u32>);

impl SwitchedOn {
    /// Takes note that a command switches something on.
    pub(super) fn note(&mut self, call: Option<&RunCall<'_>>, what: &str) {
        let Some(call) = call else { return };
        let last = self.0.entry((call.part_index, what.to_owned())).or_default();
        *last = call.index.max(*last);
    }

    /// Whether it is switched on behind a command, in the same script.
    pub(super) fn is_behind(&self, call: Option<&RunCall<'_>>, what: &str) -> bool {
        let Some(call) = call else { return false };
        self.0.get(&(call.part_index, what.to_owned())).is_some_and(|last| *last > call.index)
    }
}

/// The commands that were spoken of: what one does to several services in a loop is one fact.
#[derive(Default)]
pub(super) struct Told(HashSet<(usize, u32)>);

impl Told {
    /// Whether it is the first time that a command is spoken of; without one it always is.
    pub(super) fn is_first(&mut self, call: Option<&RunCall<'_>>) -> bool {
        call.is_none_or(|call| self.0.insert((call.part_index, call.index)))
    }
}

/// Lowers what nothing is seen to start, and what a script does only if something is so.
pub(super) fn weighed<'f>(
    finding: Builder<'f>,
    stage: Stage,
    call: Option<&RunCall<'_>>,
) -> Builder<'f> {
    match stage {
        Stage::Unreached => {
            finding.lowered_to(Severity::Warning).with_confidence(Confidence::Heuristic)
        }
        _ if call.is_some_and(RunCall::is_conditional) => {
            finding.with_confidence(Confidence::Likely)
        }
        _ => finding,
    }
}
