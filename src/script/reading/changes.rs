//! What changes a list without assigning the variable: `$x[0] = 1`, `[array]::Reverse($x)`.

use std::collections::HashMap;
use std::ops::Range;

use super::value::Value;
use super::variables::plain;
use crate::script::tree::{Argument, CommandKind, Piece, Tree};

/// A change of a list in its place.
#[derive(Clone, Copy)]
enum Change {
    /// An item is another one.
    Item,
    /// The items stand the other way round.
    Reversed,
}

/// Changes of one list that are followed.
const MOST: usize = 16;

/// The changes of a tree, by the names of the variables, in the order of the text.
pub(super) struct Changes(HashMap<String, Vec<(u32, Change)>>);

impl Changes {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut found: HashMap<String, Vec<(u32, Change)>> = HashMap::new();
        for binding in &tree.bindings {
            let [Piece::Operation { operator, operands, .. }] = binding.target.pieces.as_slice()
            else {
                continue;
            };
            let of = operands.first().and_then(|of| of.variable());
            if let Some(name) = of.filter(|_| operator == "index") {
                found.entry(plain(name)).or_default().push((binding.range.start, Change::Item));
            }
        }
        for command in &tree.commands {
            let is_it = command.kind == CommandKind::StaticMethod
                && command.name.constant().is_some_and(|name| name.eq_ignore_ascii_case("reverse"));
            let [Argument::Value(_), Argument::Value(of)] = command.arguments.as_slice() else {
                continue;
            };
            if let Some(name) = of.variable().filter(|_| is_it) {
                found.entry(plain(name)).or_default().push((command.range.start, Change::Reversed));
            }
        }
        for changes in found.values_mut() {
            changes.sort_by_key(|(at, _)| *at);
        }
        Self(found)
    }

    /// What a value has become between two places; none if that cannot be known.
    pub(super) fn applied(&self, mut of: Value, name: &str, between: Range<u32>) -> Option<Value> {
        let Some(changes) = self.0.get(name) else { return Some(of) };
        // A hashtable keeps what is in it.
        if !of.entries.is_empty() {
            return Some(of);
        }
        let from = changes.partition_point(|(at, _)| *at < between.start);
        for (count, (at, change)) in changes.get(from..).unwrap_or_default().iter().enumerate() {
            if *at >= between.end {
                break;
            }
            if count >= MOST {
                return None;
            }
            match (change, of.items.take()) {
                (Change::Reversed, Some(mut items)) => {
                    items.reverse();
                    let range = of.range.clone();
                    of = Value { uses: of.uses, is_folded: true, ..Value::list(items, range) };
                }
                _ => return None,
            }
        }
        Some(of)
    }
}
