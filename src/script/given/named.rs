//! Values whose names say that they are secret, whether a command is given them or not:
//! `$adminPassword = '…'`, `@{ ClientSecret = '…' }`, `set PW=…`.

use std::ops::Range;

use super::constants::Constants;
use super::words::{behind_scheme, is_authorization, is_plain, is_secret};
use crate::script::reading::Unit;
use crate::script::tree::{Argument, BindOperator, Piece, Word};

/// What such a value is made of.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Where the constants stand in the text of the unit.
    pub(super) literals: Vec<Range<u32>>,
    /// The variables.
    pub(super) names: Vec<String>,
}

/// Finds them in a text, without those that it runs.
pub(super) fn named(unit: &Unit) -> Named {
    let mut finder = Finder { unit, found: Named::default() };
    for binding in &unit.tree.bindings {
        let Some(value) = &binding.value else { continue };
        if binding.operator != BindOperator::Change && finder.is_named(&binding.target) {
            finder.secret(value);
        }
        finder.maps(value);
    }
    for command in &unit.tree.commands {
        for argument in &command.arguments {
            match argument {
                Argument::Value(word) => finder.maps(word),
                Argument::Parameter { value: Some(word), .. } => finder.maps(word),
                Argument::Parameter { .. } => {}
            }
        }
    }
    for condition in unit.tree.scopes.iter().filter_map(|scope| scope.condition.as_ref()) {
        finder.maps(condition);
    }
    finder.found
}

struct Finder<'u> {
    unit: &'u Unit,
    found: Named,
}

impl Finder<'_> {
    fn text(&self, range: &Range<u32>) -> &str {
        self.unit.text.text().get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// Whether the target of an assignment is named so: a variable, a member, `$h['Password']`.
    fn is_named(&self, target: &Word) -> bool {
        let text = self.text(&target.range);
        if text.len() > 256 {
            return false;
        }
        // What stands behind the last point or bracket, but for `.Value` of a property.
        let parts = text.split(|ch: char| !(ch.is_alphanumeric() || matches!(ch, '_' | '-')));
        let mut parts = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>();
        if parts.last().is_some_and(|last| last.eq_ignore_ascii_case("value")) {
            parts.pop();
        }
        match target.pieces.as_slice() {
            [Piece::List { .. }] => parts.into_iter().any(is_secret),
            _ => parts.last().is_some_and(|last| is_secret(last)),
        }
    }

    /// Adds what a secret is made of.
    fn secret(&mut self, value: &Word) {
        let found = Constants::of(&self.unit.tree, value);
        for range in found.literals {
            let text = self.text(&range);
            if !is_plain(text) && !is_place(text) {
                self.found.literals.push(range);
            }
        }
        self.found.names.extend(found.names);
    }

    /// Looks for hashtables in a word. Recurs as deep as words nest.
    fn maps(&mut self, word: &Word) {
        for piece in &word.pieces {
            match piece {
                Piece::List { items, .. } | Piece::Operation { operands: items, .. } => {
                    items.iter().for_each(|item| self.maps(item));
                }
                Piece::Cast { value, .. } | Piece::Member { object: value, .. } => self.maps(value),
                Piece::Map { entries, .. } => self.entries(entries),
                _ => {}
            }
        }
    }

    fn entries(&mut self, entries: &[(Word, Word)]) {
        // `@{ Name = 'DefaultPassword'; Value = '…' }`
        let tells = entries.iter().any(|(key, value)| {
            is_one(key, &["name", "key"]) && value.constant().is_some_and(is_secret)
        });
        for (key, value) in entries {
            let name = key.constant().unwrap_or_default();
            if is_authorization(name) {
                self.authorization(value);
            } else if is_secret(name) || tells && is_one(key, &["value", "data"]) {
                self.secret(value);
            }
            self.maps(value);
        }
    }

    /// `Authorization = "Bearer …"`.
    fn authorization(&mut self, value: &Word) {
        let found = Constants::of(&self.unit.tree, value);
        self.found.names.extend(found.names);
        for range in found.literals {
            let part = behind_scheme(self.text(&range));
            let start = range.start + part.start as u32;
            // A scheme with nothing behind it stands before a variable.
            let is_scheme = part.start == 0 && value.pieces.len() > 1;
            if !is_scheme && start < range.end {
                self.found.literals.push(start..range.end);
            }
        }
    }
}

fn is_one(key: &Word, names: &[&str]) -> bool {
    key.constant().is_some_and(|key| names.iter().any(|name| key.eq_ignore_ascii_case(name)))
}

/// Whether a value says where something is: a path, a key of the registry.
fn is_place(text: &str) -> bool {
    let mut bytes = text.bytes();
    let is_drive = bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.next() == Some(b':')
        && bytes.next() == Some(b'\\');
    let lower = text.get(..5).unwrap_or_default().to_ascii_lowercase();
    is_drive || ["hklm:", "hkcu:", "hkey_", "cert:"].contains(&lower.as_str())
}
