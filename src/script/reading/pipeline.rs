//! Pipelines that only make texts of texts: `1, 2 | ForEach-Object { [char]$_ }`.

use std::ops::Range;

use super::evaluate::{Evaluator, stands_for};
use super::methods::outermost;
use super::value::Value;
use crate::script::powershell;
use crate::script::tree::{Argument, Command, CommandKind, Piece, Tree, Word};

/// How many of these pipelines may stand in each other.
const MOST_DEEP: usize = 4;

impl Evaluator<'_> {
    /// What comes out of commands that are piped into each other, the last of them last.
    pub(super) fn pipeline(&mut self, commands: &[u32], range: Range<usize>) -> Option<Value> {
        let tree = self.tree;
        let command = |at: &u32| tree.commands.get(*at as usize);
        let (first, rest) = commands.split_first()?;
        let begins = command(first)?;
        let is_value = matches!(
            begins.kind,
            CommandKind::Expression | CommandKind::Method | CommandKind::StaticMethod
        );
        if !is_value || begins.piped_from.is_some() {
            return None;
        }
        let is_one = commands.windows(2).all(|pair| match pair {
            [from, to] => command(to).is_some_and(|command| command.piped_from == Some(*from)),
            _ => false,
        });
        if !is_one || self.items.len() >= MOST_DEEP {
            return None;
        }
        let mut value = self.output_of(*first);
        for at in rest {
            value = self.step(command(at)?, value, &range)?;
        }
        Some(stands_for(value, &range))
    }

    /// What one command of a pipeline makes of what it gets.
    fn step(&mut self, command: &Command, given: Value, range: &Range<usize>) -> Option<Value> {
        let name = command.name.constant().map(powershell::command_name)?;
        match name {
            "ForEach-Object" => {
                let word = of_block(self.tree, command)?;
                let cost = (word.range.end - word.range.start) as usize;
                let mut items = vec![];
                for item in given.each() {
                    if !self.takes(cost) {
                        return None;
                    }
                    self.items.push(item.clone());
                    let value = self.word(word, command.scope);
                    self.items.pop();
                    if !value.is_known() {
                        return None;
                    }
                    items.extend_from_slice(value.each());
                }
                let uses = given.uses;
                Some(Value { uses, is_folded: true, ..Value::list(items, range.clone()) })
            }
            // `{ $_ }` leaves out what is empty.
            "Where-Object" => {
                let word = of_block(self.tree, command)?;
                let is_plain = word.variable().is_some_and(is_item);
                let keeps = |item: &&Value| !item.text().is_empty();
                let items = given.each().iter().filter(keeps).cloned().collect();
                is_plain.then(|| Value::list(items, range.clone()))
            }
            "Write-Output" | "Out-String" if command.arguments.is_empty() => Some(given),
            _ => None,
        }
    }
}

/// The only expression in the block that a command is given.
fn of_block<'t>(tree: &'t Tree, command: &Command) -> Option<&'t Word> {
    let [Argument::Value(word)] = command.arguments.as_slice() else { return None };
    let [Piece::Block { scope, range }] = word.pieces.as_slice() else { return None };
    let place = |at: u32| tree.commands.partition_point(|command| command.range.start < at) as u32;
    let own = outermost(tree, place(range.start)..place(range.end), *scope)?;
    let [only] = own.as_slice() else { return None };
    let only = tree.commands.get(*only as usize)?;
    match (only.kind, only.arguments.as_slice()) {
        (CommandKind::Expression, [Argument::Value(word)]) => Some(word),
        _ => None,
    }
}

/// Whether a variable is what a pipeline gives.
pub(super) fn is_item(name: &str) -> bool {
    name == "_" || name.eq_ignore_ascii_case("psitem")
}
