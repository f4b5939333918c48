//! Where the secrets that commands are given stand in a text: at the command, or in the constants
//! that it has them from.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::constants::Constants;
use super::named::named;
use super::{Given, GivenKind, part_of};
use crate::script::language::Language;
use crate::script::reading::{Call, Reading, UNKNOWN, Value, plain, targets};
use crate::script::secrets;
use crate::script::tree::{Argument, BindOperator, Binding, Piece, ScopeKind, Tree, Word};

/// A part of a text that is to be hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Where it stands in the text that was read.
    pub range: Range<usize>,
    /// The secret, which may stand elsewhere too; empty if it is not known.
    pub says: String,
}

/// Where the secrets of a text stand, of those that its commands are given and of those that read
/// like some in what it decodes to.
///
/// A variable shows nothing, so it is not hidden; the constants that are assigned to it are, all of
/// them if several are. This errs on the side of hiding.
pub fn hidden(text: &str, reading: &Reading, given: &[Given]) -> Vec<Hidden> {
    let mut places = Places {
        text,
        reading,
        bindings: HashMap::new(),
        seen: HashSet::new(),
        left: text.len().saturating_mul(4).saturating_add(LEAST_LOOKED_AT),
        found: vec![],
    };
    for given in given {
        places.of_given(given);
    }
    for at in 0..reading.units.len() as u32 {
        places.named(at);
    }
    for (at, call) in (0..).zip(&reading.calls) {
        places.put_together(at, call);
    }
    for (at, unit) in (0..).zip(&reading.units).skip(1) {
        let inner = unit.text.text();
        // What stands in the text as it is was read as a part of it.
        if text.get(unit.text.source_range()) == Some(inner) {
            continue;
        }
        for range in secrets(inner) {
            let says = inner.get(range.clone()).unwrap_or_default();
            let range = reading.place(at, &range);
            let is_variable = text.get(range.clone()).is_some_and(is_reference);
            match is_variable {
                false => places.add(range, says),
                // The constant that it has stands elsewhere.
                true => places.add_anywhere(says),
            }
        }
    }
    places.found
}

/// Assignments to one variable that are followed, and steps from variable to variable.
const MOST_FOLLOWED: usize = 64;

/// Variables of one call whose places are compared with that of a secret.
const MOST_COMPARED: usize = 1_024;

/// Bytes of constants that are looked through for a secret; behind that they are hidden whole.
const LEAST_LOOKED_AT: usize = 65_536;

struct Places<'r> {
    text: &'r str,
    reading: &'r Reading,
    /// Of a unit the assignments by the names of their variables.
    bindings: HashMap<u32, HashMap<String, Vec<u32>>>,
    /// The variables of a unit that were followed, for a secret in what they have.
    seen: HashSet<(u32, String, String)>,
    /// Bytes of constants that may still be looked through.
    left: usize,
    found: Vec<Hidden>,
}

impl<'r> Places<'r> {
    fn add(&mut self, range: Range<usize>, says: &str) {
        if !range.is_empty() {
            self.found.push(Hidden { range, says: says.to_owned() });
        }
    }

    /// What stands nowhere in the text as it is.
    fn add_anywhere(&mut self, says: &str) {
        if !says.is_empty() && !says.contains(UNKNOWN) {
            self.found.push(Hidden { range: 0..0, says: says.to_owned() });
        }
    }

    /// Hides what is named as a secret.
    fn named(&mut self, unit: u32) {
        let reading = self.reading;
        let Some(named) = reading.units.get(unit as usize).map(named) else { return };
        for range in named.literals {
            self.literal(unit, &range, "");
        }
        for name in named.names {
            self.of_variable(unit, &name, "");
        }
    }

    /// Hides what reads like a secret in a value that is put together: `"Pwd=$p"`.
    fn put_together(&mut self, at: u32, call: &Call) {
        for value in call.arguments.iter().flat_map(|argument| argument.value.each()) {
            let is_made = !value.uses.is_empty() && value.is_known();
            if !is_made || value.text().len() > self.left {
                continue;
            }
            self.left -= value.text().len();
            for range in secrets(value.text()) {
                let kind = GivenKind::Named(String::new());
                self.of_given(&Given { call: at, kind, value: part_of(value, range) });
            }
        }
    }

    fn of_given(&mut self, given: &Given) {
        let reading = self.reading;
        let Some(call) = reading.calls.get(given.call as usize) else { return };
        let Some(unit) = reading.units.get(call.unit as usize) else { return };
        let says = given.value.text();
        let own = given.value.text.source_range();
        let root = reading.place(call.unit, &own);
        let written = unit.text.text().get(own.clone()).unwrap_or_default();
        let is_use = is_reference(written)
            || given
                .value
                .uses
                .iter()
                .any(|used| used.range.start <= own.start && own.end <= used.range.end);
        let shown = self.text.get(root.clone()).unwrap_or_default();
        let is_known = !says.chars().all(|ch| ch == UNKNOWN);
        if is_known && !is_use && !is_reference(shown) {
            let says = if given.value.is_known() { says } else { "" };
            self.add(root.clone(), says);
        } else {
            self.add_anywhere(says);
        }
        let mut names: Vec<(u32, String)> =
            given.value.uses.iter().map(|used| (call.unit, used.name.clone())).collect();
        names.extend(referenced(written).map(|name| (call.unit, name)));
        let inherited: Vec<String> = names
            .iter()
            .map(|(_, name)| name)
            .filter(|name| name.starts_with("env:"))
            .cloned()
            .collect();
        // What a text runs that was put together: the variables that it was put together of.
        for (call, _) in reading.way(call.unit) {
            // A variable of the environment is known in what is started.
            names.extend(inherited.iter().map(|name| (call.unit, name.clone())));
            for used in
                call.arguments.iter().flat_map(|argument| &argument.value.uses).take(MOST_COMPARED)
            {
                let place = reading.place(call.unit, &used.range);
                if place.start < root.end && root.start < place.end {
                    names.push((call.unit, used.name.clone()));
                }
            }
        }
        for (unit, name) in names {
            match name.as_str() {
                "_" | "psitem" => self.of_pipeline(call, says),
                // `for /f "tokens=1,2" %%a` gives a value to `%%b` too.
                _ if name.starts_with('%') => self.of_loops(call, says),
                _ => self.of_variable(unit, &name, says),
            }
        }
        self.of_output(call, &given.value);
    }

    fn tree(&self, unit: u32) -> Option<&'r Tree> {
        let reading = self.reading;
        reading.units.get(unit as usize).map(|unit| &unit.tree)
    }

    /// Hides what is piped into the block that a call stands in.
    fn of_pipeline(&mut self, call: &Call, secret: &str) {
        let Some(tree) = self.tree(call.unit) else { return };
        let Some(own) = call.command.and_then(|at| tree.commands.get(at as usize)) else { return };
        let holds =
            |range: &Range<u32>| range.start < own.range.start && own.range.end <= range.end;
        let around = tree.commands.iter().filter(|command| holds(&command.range));
        let Some(source) = around
            .filter_map(|command| command.piped_from)
            .filter_map(|at| tree.commands.get(at as usize))
            .next_back()
        else {
            return;
        };
        for argument in &source.arguments {
            if let Argument::Value(word) = argument {
                self.of_word(call.unit, word, secret);
            }
        }
    }

    /// Hides what the loops run over that a call stands in.
    fn of_loops(&mut self, call: &Call, secret: &str) {
        let reading = self.reading;
        let Some(unit) = reading.units.get(call.unit as usize) else { return };
        let loops = unit.scopes(call.scope).filter(|(_, scope)| scope.kind == ScopeKind::Loop);
        for (_, scope) in loops.take(MOST_FOLLOWED) {
            let values = match scope.condition.as_ref().map(|word| word.pieces.as_slice()) {
                Some([Piece::Operation { operands, .. }]) => operands.first(),
                _ => None,
            };
            if let Some(values) = values {
                self.of_word(call.unit, values, secret);
            }
        }
    }

    /// Hides the constants that a function gives back whose output a value is.
    fn of_output(&mut self, call: &Call, value: &Value) {
        let Some(tree) = self.tree(call.unit) else { return };
        if call.is_program() && !value.is_known() {
            // A program's line was split anew, so its values know nothing of commands.
            let own = value.text.source_range();
            let own = own.start as u32..own.end as u32;
            let command = call.command.and_then(|at| tree.commands.get(at as usize));
            for argument in command.iter().flat_map(|command| &command.arguments) {
                if let Argument::Value(word) = argument
                    && word.range.start < own.end
                    && own.start < word.range.end
                {
                    self.of_word(call.unit, word, "");
                }
            }
            return;
        }
        let Some((first, count)) = value.commands.or(value.assigned) else { return };
        let range = value.range.start as u32..value.range.end as u32;
        let piece = Piece::Commands { first, count, scope: call.scope, range: range.clone() };
        let word = Word { range, pieces: vec![piece], quoted: false };
        for range in Constants::of(tree, &word).literals {
            self.literal(call.unit, &range, "");
        }
    }

    /// Hides the constants of a word, and of the variables in it.
    fn of_word(&mut self, unit: u32, word: &Word, secret: &str) {
        let Some(tree) = self.tree(unit) else { return };
        let found = Constants::of(tree, word);
        for range in found.literals {
            self.literal(unit, &range, secret);
        }
        for name in found.names {
            self.of_variable(unit, &name, secret);
        }
    }

    /// Hides what is assigned to a variable, and to those that are assigned to it.
    fn of_variable(&mut self, unit: u32, name: &str, secret: &str) {
        let secret = if self.left > 0 { secret } else { "" };
        let name = plain(name);
        let mut waiting = vec![name.strip_prefix("using:").unwrap_or(&name).to_owned()];
        let mut steps = 0;
        while let Some(name) = waiting.pop() {
            if steps >= MOST_FOLLOWED || !self.seen.insert((unit, name.clone(), secret.to_owned()))
            {
                continue;
            }
            steps += 1;
            let reading = self.reading;
            let Some(tree) = reading.units.get(unit as usize).map(|unit| &unit.tree) else {
                return;
            };
            let is_cmd = reading
                .units
                .get(unit as usize)
                .is_some_and(|unit| matches!(unit.language, Language::Batch | Language::Cmd));
            let all = self.bindings.entry(unit).or_insert_with(|| {
                let mut all: HashMap<String, Vec<u32>> = HashMap::new();
                for (at, binding) in (0..).zip(&tree.bindings) {
                    for name in targets(&binding.target, is_cmd) {
                        all.entry(name).or_default().push(at);
                    }
                }
                all
            });
            let bindings = all.get(&name).cloned().unwrap_or_default();
            for at in bindings.into_iter().take(MOST_FOLLOWED) {
                let Some(binding) = tree.bindings.get(at as usize) else { continue };
                // `$i++` has no text.
                if binding.operator == BindOperator::Change {
                    continue;
                }
                let Some(word) = binding.value.as_ref().or_else(|| loop_over(tree, binding)) else {
                    continue;
                };
                let found = Constants::of(tree, word);
                waiting.extend(found.names);
                for range in found.literals {
                    self.literal(unit, &range, secret);
                }
            }
        }
    }

    /// Hides a constant, or the secret in it.
    fn literal(&mut self, unit: u32, range: &Range<u32>, secret: &str) {
        let reading = self.reading;
        let Some(text) = reading.units.get(unit as usize).map(|unit| unit.text.text()) else {
            return;
        };
        let range = range.start as usize..range.end as usize;
        let Some(written) = text.get(range.clone()) else { return };
        self.left = self.left.saturating_sub(written.len().saturating_add(16));
        let inside = (!secret.is_empty() && secret.len() < written.len())
            .then(|| written.find(secret))
            .flatten();
        let range = match inside {
            Some(at) => range.start + at..range.start + at + secret.len(),
            None => range,
        };
        let says = text.get(range.clone()).unwrap_or_default();
        let place = reading.place(unit, &range);
        self.add(place, says);
    }
}

/// What the loop runs over whose variable this is.
fn loop_over<'t>(tree: &'t Tree, binding: &Binding) -> Option<&'t Word> {
    let behind = tree.scopes.iter().filter(|scope| scope.range.start >= binding.range.end);
    let found = behind.min_by_key(|scope| scope.range.start)?;
    found.condition.as_ref().filter(|_| found.kind == ScopeKind::Loop)
}

/// Whether a text is a variable as it is written: `$x`, `%x%`, `@x`.
fn is_reference(text: &str) -> bool {
    referenced(text).next().is_some()
}

/// The variable that a text is, as it is written.
fn referenced(text: &str) -> impl Iterator<Item = String> {
    let text = text.trim_matches(['"', '\'']);
    let is_name = |name: &&str| {
        !name.is_empty()
            && name.len() <= 128
            && name.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '_' | ':' | '.'))
    };
    let of_powershell = text.strip_prefix(['$', '@']).map(|name| name.trim_matches(['{', '}']));
    let of_cmd = text
        .strip_prefix('%')
        .and_then(|name| name.strip_suffix('%'))
        .or_else(|| text.strip_prefix('!').and_then(|name| name.strip_suffix('!')));
    let named = of_powershell.filter(is_name).map(str::to_lowercase);
    let of_cmd = of_cmd.filter(is_name).map(|name| format!("env:{}", name.to_lowercase()));
    named.into_iter().chain(of_cmd)
}
