//! Calls of batch files and of what stands behind `cmd /c`.

use super::Reader;
use super::call::{Call, Redirect};
use super::evaluate::{Evaluator, bytes};
use super::native::native;
use super::unit::Language;
use super::value::{UNKNOWN, Value};
use crate::script::cmd::{self, Mode};
use crate::script::tree::{Command, RedirectionTarget};

impl Reader<'_> {
    /// A text that cmd reads.
    pub(super) fn batch(&mut self, at: u32) {
        let Some(unit) = self.reading.units.get(at as usize) else { return };
        let (text, language) = (unit.text.text().to_owned(), unit.language);
        let mode = if language == Language::Batch { Mode::Batch } else { Mode::Line };
        let script = cmd::read(&text, mode);
        let environment = self.environment;
        let mut evaluator =
            Evaluator::new(&script.tree, &text, language, environment, &mut self.budget);
        let mut drafts = vec![];
        for (index, command) in script.tree.commands.iter().enumerate() {
            // A value has its commands inside.
            if command.name.pieces.is_empty() {
                continue;
            }
            let line = line(&mut evaluator, &script, command);
            let mut call = native(at, line, false);
            call.command = Some(index as u32);
            call.scope = command.scope;
            call.runs_if = command.runs_if;
            call.range = bytes(&command.range);
            call.is_background = command.background || call.is("start") && !waits(&call);
            call.redirects = redirects(&mut evaluator, command);
            drafts.push((index, command.piped_from, call));
        }
        let count = script.tree.commands.len();
        self.keep_tree(at, script.tree);
        self.calls(count, drafts);
        self.written_by_echo(at);
    }

    /// Adds calls with what they run, and ties pipelines together.
    pub(super) fn calls(&mut self, count: usize, drafts: Vec<(usize, Option<u32>, Call)>) {
        let mut places: Vec<Option<u32>> = vec![None; count];
        for (index, piped_from, mut call) in drafts {
            call.piped_from =
                piped_from.and_then(|from| places.get(from as usize).copied().flatten());
            let place = self.call(call);
            if let Some(slot) = places.get_mut(index) {
                *slot = Some(place);
            }
        }
    }

    pub(super) fn keep_tree(&mut self, at: u32, tree: crate::script::Tree) {
        if let Some(unit) = self.reading.units.get_mut(at as usize) {
            unit.tree = tree;
        }
    }
}

/// The line of a command with what its variables are.
fn line(evaluator: &mut Evaluator<'_>, script: &cmd::Script, command: &Command) -> Value {
    let mut uses = vec![];
    let text = evaluator.text;
    let mut is_folded = false;
    let line = script.command_line_with(text, command, &mut |word| {
        let value = evaluator.word(word, command.scope);
        uses.extend(value.uses.iter().cloned());
        is_folded |= value.is_folded;
        Some(match value.text().is_empty() && !value.uses.is_empty() {
            // One that is set to nothing.
            true => String::new(),
            false => value.text().to_owned(),
        })
    });
    Value { range: bytes(&command.range), text: line, uses, is_folded, ..Value::default() }
}

/// Where the streams of a command go.
pub(super) fn redirects(evaluator: &mut Evaluator<'_>, command: &Command) -> Vec<Redirect> {
    let found = command.redirections.iter().map(|redirection| {
        let file = match &redirection.to {
            RedirectionTarget::File(word) => Some(evaluator.word(word, command.scope)),
            RedirectionTarget::Stream(_) => None,
        };
        Redirect { from: redirection.from, file, appends: redirection.appends }
    });
    found.collect()
}

/// Whether `start` waits for what it starts.
fn waits(call: &Call) -> bool {
    call.has_switch(&["wait", "w", "b"]) || call.texts().any(|text| text.contains(UNKNOWN))
}
