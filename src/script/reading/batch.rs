//! Calls of batch files and of what stands behind `cmd /c`.

use std::ops::Range;

use super::Reader;
use super::call::{Call, Redirect};
use super::evaluate::{Evaluator, bytes};
use super::native::native;
use super::value::{UNKNOWN, Value};
use crate::script::cmd::{self, Mode};
use crate::script::language::Language;
use crate::script::tree::{Command, RedirectionTarget};

impl Reader<'_> {
    /// A text that cmd reads.
    pub(super) fn batch(&mut self, at: u32) {
        let Some(unit) = self.reading.units.get(at as usize) else { return };
        let (text, language) = (unit.text.text().to_owned(), unit.language);
        let by = unit.from.and_then(|(by, _)| self.reading.calls.get(by as usize));
        let script = match language {
            Language::Batch => cmd::read(&text, Mode::Batch),
            _ if by.is_some_and(is_delayed) => cmd::read_delayed(&text),
            _ => cmd::read(&text, Mode::Line),
        };
        let environment = self.environment;
        let mut evaluator =
            Evaluator::new(&script.tree, &text, language, environment, &mut self.budget);
        let mut drafts = vec![];
        let mut blocks = vec![];
        for (index, command) in script.tree.commands.iter().enumerate() {
            // A value has its commands inside.
            if command.name.pieces.is_empty() {
                blocks.push(Block::of(&mut evaluator, index, command));
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
        for block in blocks {
            block.passes_on(&mut drafts);
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

/// `( … )` with redirections or in a pipeline.
struct Block {
    index: usize,
    range: Range<usize>,
    redirects: Vec<Redirect>,
}

impl Block {
    fn of(evaluator: &mut Evaluator<'_>, index: usize, command: &Command) -> Self {
        let redirects = redirects(evaluator, command);
        Self { index, range: bytes(&command.range), redirects }
    }

    /// What it writes is what its commands write that do not write elsewhere; what is piped out of
    /// it comes from the last of them.
    fn passes_on(&self, drafts: &mut [(usize, Option<u32>, Call)]) {
        let end = drafts.partition_point(|(index, ..)| *index < self.index);
        let start = drafts.partition_point(|(index, _, call)| {
            *index < self.index && call.range.start < self.range.start
        });
        if !self.redirects.is_empty() {
            for (_, _, call) in drafts.get_mut(start..end).unwrap_or_default() {
                if call.redirects.is_empty() {
                    call.redirects.clone_from(&self.redirects);
                }
            }
        }
        let last = end.checked_sub(1).filter(|last| *last >= start);
        let last = last.and_then(|last| drafts.get(last)).map(|(index, ..)| *index as u32);
        let own = Some(self.index as u32);
        let taker = drafts.get_mut(end..).unwrap_or_default().iter_mut();
        if let (Some(last), Some(taker)) = (last, taker.take(1).find(|taker| taker.1 == own)) {
            taker.1 = Some(last);
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

/// Whether `cmd` is told by `/v` or `/v:on`, in front of what it runs, that `!x!` is a variable.
fn is_delayed(by: &Call) -> bool {
    let is_own = |text: &&str| {
        let start = text.get(..2).unwrap_or_default();
        !["/c", "/k", "/r"].iter().any(|runs| start.eq_ignore_ascii_case(runs))
    };
    let mut own = by.texts().take_while(is_own);
    by.is("cmd") && own.any(|text| ["/v", "/v:on"].iter().any(|on| text.eq_ignore_ascii_case(on)))
}

/// Whether `start` waits for what it starts.
fn waits(call: &Call) -> bool {
    call.has_switch(&["wait", "w"]) || call.texts().any(|text| text.contains(UNKNOWN))
}
