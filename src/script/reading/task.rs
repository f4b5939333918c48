//! What scheduled tasks run that are written down as XML.

use super::Reader;
use super::native::native;
use super::unit::Later;
use super::value::Value;
use crate::script::spliced::Spliced;
use crate::script::task_xml::{self, Action, TaskText};

impl Reader<'_> {
    /// The XML of a scheduled task: its programs run when it starts. Any other XML runs nothing.
    pub(super) fn task(&mut self, at: u32) {
        let Some(unit) = self.reading.units.get_mut(at as usize) else { return };
        let text = unit.text.text().to_owned();
        let Some(task) = task_xml::read(&text) else { return };
        unit.later = Some(Later::Task);
        for action in &task.actions {
            let Action::Exec { range, command, arguments, .. } = action else { continue };
            let mut line = Spliced::default();
            let needs_quotes = command.text().contains(' ') && !command.text().starts_with('"');
            let around = if needs_quotes { "\"" } else { "" };
            let place = as_bytes(&command.range());
            line.push_changed(around, place.start..place.start);
            add(&mut line, &text, command);
            line.push_changed(around, place.end..place.end);
            if let Some(arguments) = arguments {
                let place = as_bytes(&arguments.range());
                line.push_changed(" ", place.start..place.start);
                add(&mut line, &text, arguments);
            }
            let line = Value { text: line, range: as_bytes(range), ..Value::default() };
            let call = native(at, line, true);
            self.call(call);
        }
    }
}

fn as_bytes(range: &std::ops::Range<u32>) -> std::ops::Range<usize> {
    range.start as usize..range.end as usize
}

/// Adds a text of the task, whose references are resolved.
fn add(line: &mut Spliced, whole: &str, text: &TaskText) {
    let place = as_bytes(&text.range());
    match whole.get(place.clone()) == Some(text.text()) {
        true => line.push(text.text(), place.start),
        false => line.push_changed(text.text(), place),
    }
}
