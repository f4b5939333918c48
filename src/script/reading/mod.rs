//! A script with all that it runs: commands with the values of their arguments, unwrapped to the
//! innermost, in the order of the text.
//!
//! What a value is comes from constants, through assignments, concatenation and the like; of what
//! cannot be known only that it cannot is said.

mod batch;
mod budget;
mod call;
mod changes;
mod cmdlet;
mod evaluate;
mod expression;
mod functions;
mod inner;
mod jscript;
mod methods;
mod native;
mod packed;
mod percent;
mod pipeline;
mod scripted;
mod special_folders;
mod task;
mod texts;
mod unit;
mod value;
mod variables;
mod written;

pub use call::{Argument, Call, REGISTRY_VALUE, Redirect, Style};
pub use unit::{Later, MemberAssignment, Unit};
pub use value::{UNKNOWN, Use, Value};

pub(super) use variables::{plain, targets};

use budget::Budget;

use super::environment::Environment;
use super::language::Language;
use super::spliced::Spliced;

/// A script, or a command line, with all that it runs.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The first is the text itself; each other one is run by a call of one before it.
    pub units: Vec<Unit>,
    /// In the order of the text; what a call runs stands behind it.
    pub calls: Vec<Call>,
    /// Whether something was left out, since the text runs more than is followed.
    pub is_cut: bool,
}

/// Reads a text of that language, as it runs in that environment.
pub fn read(text: &str, language: Language, environment: &Environment) -> Reading {
    read_counted(text, language, environment).0
}

/// The same, and how many steps it took.
fn read_counted(text: &str, language: Language, environment: &Environment) -> (Reading, usize) {
    let mut reader = Reader { reading: Reading::default(), environment, budget: Budget::of(text) };
    reader.unit(Unit::root(Spliced::whole(text), language));
    (reader.reading, reader.budget.steps)
}

struct Reader<'e> {
    reading: Reading,
    environment: &'e Environment,
    budget: Budget,
}

impl Reader<'_> {
    /// Reads a text and what it runs. Recurs as deep as wrappers are taken off.
    fn unit(&mut self, unit: Unit) {
        if unit.language == Language::Wsf {
            return self.scripts_of_wsf(unit);
        }
        if !self.budget.takes(unit.text.text().len()) {
            self.reading.is_cut = true;
            return;
        }
        let at = self.reading.units.len() as u32;
        let language = unit.language;
        let by = unit.from.and_then(|(call, _)| self.reading.calls.get_mut(call as usize));
        if let Some(by) = by {
            by.runs.get_or_insert(at);
        }
        self.reading.units.push(unit);
        match language {
            Language::CommandLine => self.command_line(at),
            Language::Batch | Language::Cmd => self.batch(at),
            Language::PowerShell => self.powershell(at),
            Language::VbScript => self.vbscript(at),
            Language::JScript => self.jscript(at),
            Language::Xml => self.task(at),
            Language::Wsf | Language::Registry | Language::Other => {}
        }
    }

    /// Adds a call, and reads what it runs.
    fn call(&mut self, call: Call) -> u32 {
        let at = self.reading.calls.len() as u32;
        self.reading.calls.push(call);
        self.follow(at);
        at
    }
}

impl Reading {
    /// The unit that a call stands in.
    pub fn unit_of(&self, call: &Call) -> Option<&Unit> {
        self.units.get(call.unit as usize)
    }

    /// Where a range of a unit's text stands in the text that was read.
    pub fn place(&self, unit: u32, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        self.units.get(unit as usize).map_or(0..0, |unit| unit.text.source(range))
    }

    /// The calls that a unit comes through, the innermost first.
    pub fn way(&self, unit: u32) -> impl Iterator<Item = (&Call, super::command_line::Through)> {
        let ways = self.ways(unit);
        ways.filter_map(|(call, through)| Some((self.calls.get(call as usize)?, through)))
    }

    /// The same, by the numbers of the calls.
    pub fn ways(&self, unit: u32) -> impl Iterator<Item = (u32, super::command_line::Through)> {
        let from = |unit: u32| self.units.get(unit as usize)?.from;
        std::iter::successors(from(unit), move |(call, _)| {
            from(self.calls.get(*call as usize)?.unit)
        })
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
