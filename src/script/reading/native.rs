//! Calls of programs: a command line, split as the program splits it.

use std::ops::Range;

use super::Reader;
use super::call::{Argument, Call, Style};
use super::value::{UNKNOWN, Value};
use crate::script::cmd;
use crate::script::command_line::{base_name, program, split};
use crate::script::tree::RunsIf;

/// The call of a program by its line, whose places are in the text of the unit.
pub(super) fn native(unit: u32, line: Value, is_created: bool) -> Call {
    let text = line.text();
    let (name, end) = program(text, is_created);
    let own = |value: &crate::script::spliced::Spliced, range: &Range<usize>| Value {
        text: value.within(&line.text),
        range: line.text.source(range),
        is_quoted: text.get(range.clone()).is_some_and(|written| written.starts_with('"')),
        ..Value::default()
    };
    let uses = |range: &Range<usize>| -> Vec<super::Use> {
        let inside =
            |used: &&super::Use| used.range.start < range.end && range.start < used.range.end;
        line.uses.iter().filter(inside).cloned().collect()
    };
    let arguments = split(text, end)
        .into_iter()
        .map(|argument| {
            let mut value = own(&argument.value, &argument.range);
            value.uses = uses(&value.range);
            let range = value.range.clone();
            Argument { name: None, value, is_switch: false, range }
        })
        .collect();
    let mut program = own(&name.value, &name.range);
    program.uses = uses(&program.range);
    let name = base_name(program.text());
    let name = if name.contains(UNKNOWN) { String::new() } else { name };
    let style = match !is_created && cmd::is_builtin(&name) {
        true => Style::Builtin,
        false => Style::Program,
    };
    Call {
        unit,
        style,
        name,
        program,
        arguments,
        range: line.range.clone(),
        line,
        command: None,
        scope: 0,
        piped_from: None,
        runs_if: RunsIf::Always,
        redirects: vec![],
        is_background: false,
        runs: None,
        output: None,
    }
}

impl Reader<'_> {
    /// A text that `CreateProcess` starts.
    pub(super) fn command_line(&mut self, at: u32) {
        let Some(unit) = self.reading.units.get(at as usize) else { return };
        let text = unit.text.text();
        if text.trim().is_empty() {
            return;
        }
        let line = Value {
            text: crate::script::spliced::Spliced::whole(text),
            range: 0..text.len(),
            ..Value::default()
        };
        let call = native(at, line, true);
        self.call(call);
    }
}
