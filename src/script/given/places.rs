//! Where the secrets that commands are given stand in a text: at the command, or in the constants
//! that it has them from.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Given;
use crate::script::language::Language;
use crate::script::reading::{Reading, UNKNOWN, plain, targets};
use crate::script::secrets;
use crate::script::tree::{Argument, BindOperator, Piece, Word};

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
            if !is_variable {
                places.add(range, says);
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

impl Places<'_> {
    fn add(&mut self, range: Range<usize>, says: &str) {
        if !range.is_empty() {
            self.found.push(Hidden { range, says: says.to_owned() });
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
        } else if given.value.is_known() && !says.is_empty() {
            // Wherever else it stands.
            self.found.push(Hidden { range: 0..0, says: says.to_owned() });
        }
        let mut names: Vec<(u32, String)> =
            given.value.uses.iter().map(|used| (call.unit, used.name.clone())).collect();
        names.extend(referenced(written).map(|name| (call.unit, name)));
        // What a text runs that was put together: the variables that it was put together of.
        for (call, _) in reading.way(call.unit) {
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
            self.of_variable(unit, &name, says);
        }
    }

    /// Hides what is assigned to a variable, and to those that are assigned to it.
    fn of_variable(&mut self, unit: u32, name: &str, secret: &str) {
        let secret = if self.left > 0 { secret } else { "" };
        let mut waiting = vec![plain(name)];
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
                let Some(word) = &binding.value else { continue };
                let mut literals = vec![];
                constants(word, &tree.commands, &mut literals, &mut waiting);
                for range in literals {
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

/// The constants that a word is made of, and the variables.
fn constants(
    word: &Word,
    commands: &[crate::script::tree::Command],
    literals: &mut Vec<Range<u32>>,
    names: &mut Vec<String>,
) {
    for piece in &word.pieces {
        match piece {
            Piece::Text { range, .. } => literals.push(range.clone()),
            Piece::Variable { name, .. } => names.push(plain(name)),
            Piece::List { items, .. } | Piece::Operation { operands: items, .. } => {
                for item in items {
                    constants(item, commands, literals, names);
                }
            }
            Piece::Map { entries, .. } => {
                for (key, value) in entries {
                    let is_secret = key.constant().is_some_and(super::words::is_password);
                    if is_secret {
                        constants(value, commands, literals, names);
                    }
                }
            }
            Piece::Cast { value, .. } | Piece::Member { object: value, .. } => {
                constants(value, commands, literals, names);
            }
            // A method of a text: `'…'.Replace(…)`. What else commands give was no constant.
            Piece::Commands { first, count, .. } if *count == 1 => {
                let command = commands.get(*first as usize);
                if let Some(Argument::Value(word)) =
                    command.and_then(|command| command.arguments.first())
                {
                    literals.extend(word.pieces.iter().filter_map(|piece| match piece {
                        Piece::Text { range, .. } => Some(range.clone()),
                        _ => None,
                    }));
                }
            }
            Piece::Commands { .. }
            | Piece::Block { .. }
            | Piece::Type { .. }
            | Piece::Unknown { .. } => {}
        }
    }
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
