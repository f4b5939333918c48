//! What a word is made of: the constants in it, and the variables.

use std::collections::HashSet;
use std::ops::Range;

use super::words::is_password;
use crate::script::reading::plain;
use crate::script::tree::{Argument, Command, CommandKind, Piece, ScopeKind, Tree, Word};

/// Functions and statements whose results are looked for, each of which takes a look at every
/// command.
const MOST_SEARCHED: usize = 16;

/// Bytes between the word of a statement, or a block of it, and the next block.
const LONGEST_HEAD: u32 = 200;

/// The constants that a word is made of, and the variables, also through what gives them back: a
/// method of a text, a function of the script, an `if` as a value.
pub(super) struct Constants<'t> {
    tree: &'t Tree,
    /// Where the constants stand, without quotes.
    pub(super) literals: Vec<Range<u32>>,
    /// The variables, in lower case.
    pub(super) names: Vec<String>,
    /// The commands that were looked at.
    seen: HashSet<u32>,
    searched: usize,
}

impl<'t> Constants<'t> {
    pub(super) fn of(tree: &'t Tree, word: &Word) -> Self {
        let mut found =
            Self { tree, literals: vec![], names: vec![], seen: HashSet::new(), searched: 0 };
        found.word(word);
        found
    }

    /// Recurs as deep as words nest.
    fn word(&mut self, word: &Word) {
        for piece in &word.pieces {
            match piece {
                Piece::Text { range, .. } => self.literals.push(range.clone()),
                Piece::Variable { name, .. } => self.names.push(plain(name)),
                Piece::List { items, .. } | Piece::Operation { operands: items, .. } => {
                    items.iter().for_each(|item| self.word(item));
                }
                Piece::Map { entries, .. } => {
                    for (key, value) in entries {
                        if key.constant().is_some_and(is_password) {
                            self.word(value);
                        }
                    }
                }
                Piece::Cast { value, .. } | Piece::Member { object: value, .. } => self.word(value),
                Piece::Commands { first, count, .. } => {
                    for at in *first..first.saturating_add(*count) {
                        self.command(at);
                    }
                }
                Piece::Unknown { range } => self.statement(range),
                Piece::Block { .. } | Piece::Type { .. } => {}
            }
        }
    }

    /// What a command gives: of a method its object, of a function what it gives back. What else
    /// commands give was no constant.
    fn command(&mut self, at: u32) {
        let tree = self.tree;
        let Some(command) = tree.commands.get(at as usize) else { return };
        if !self.seen.insert(at) {
            return;
        }
        match command.kind {
            CommandKind::Expression => values(command).for_each(|value| self.word(value)),
            CommandKind::Method => {
                let mut values = values(command);
                if let Some(object) = values.next() {
                    self.word(object);
                }
                let literals = self.literals.len();
                values.for_each(|value| self.word(value));
                self.literals.truncate(literals);
            }
            CommandKind::StaticMethod => {
                values(command).skip(1).for_each(|value| self.word(value));
            }
            CommandKind::Command => {
                let Some(name) = command.name.constant() else { return };
                if name.to_ascii_lowercase().starts_with("convertfrom-") {
                    values(command).for_each(|value| self.word(value));
                } else {
                    self.function(name);
                }
            }
            CommandKind::Keyword => {}
        }
    }

    /// What a function gives back.
    fn function(&mut self, name: &str) {
        let tree = self.tree;
        let is_it = |scope: &crate::script::tree::Scope| {
            let found = scope.name.as_ref().filter(|_| scope.kind == ScopeKind::Function);
            found.is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        let found: Vec<&Range<u32>> =
            tree.scopes.iter().filter(|scope| is_it(scope)).map(|scope| &scope.range).collect();
        found.into_iter().for_each(|range| self.results_in(range));
    }

    /// What a statement gives that is a value: `$x = if ($a) { 'b' } else { 'c' }`. Its word ends
    /// before its blocks.
    fn statement(&mut self, range: &Range<u32>) {
        let mut end = range.start;
        let mut parent = None;
        let mut blocks = vec![];
        for scope in &self.tree.scopes {
            let is_near = scope.range.start.checked_sub(end).is_some_and(|gap| gap <= LONGEST_HEAD);
            let is_block =
                matches!(scope.kind, ScopeKind::If | ScopeKind::Else | ScopeKind::Switch);
            if is_near && is_block && parent.is_none_or(|parent| parent == scope.parent) {
                parent = Some(scope.parent);
                end = scope.range.end;
                blocks.push(scope.range.clone());
            }
        }
        blocks.iter().for_each(|range| self.results_in(range));
    }

    fn results_in(&mut self, range: &Range<u32>) {
        let tree = self.tree;
        if self.searched >= MOST_SEARCHED {
            return;
        }
        self.searched += 1;
        for (at, command) in (0..).zip(&tree.commands) {
            let is_inside = range.start <= command.range.start && command.range.end <= range.end;
            if !is_inside || command.piped_from.is_some() {
                continue;
            }
            let is_return = command.kind == CommandKind::Keyword
                && command.name.constant().is_some_and(|name| name.eq_ignore_ascii_case("return"));
            if is_return && self.seen.insert(at) {
                values(command).for_each(|value| self.word(value));
            } else if command.kind == CommandKind::Expression {
                self.command(at);
            }
        }
    }
}

fn values(command: &Command) -> impl Iterator<Item = &Word> {
    command.arguments.iter().filter_map(|argument| match argument {
        Argument::Value(word) => Some(word),
        Argument::Parameter { value, .. } => value.as_ref(),
    })
}
