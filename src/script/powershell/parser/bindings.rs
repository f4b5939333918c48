//! Assignments, and the parameters of functions and scripts.

use std::ops::Range;

use super::{Kind, Parser, Value};
use crate::script::{BindOperator, Binding, Piece, Word};

impl Parser<'_> {
    /// `param( … )`: each is a binding.
    pub(super) fn parameters(&mut self, index: usize) {
        let content = self.content(index);
        for part in self.parted(content) {
            let mut at = part.start;
            let mut target = None;
            let mut assign = part.end;
            while at < part.end {
                self.work += 1;
                match self.kind(at) {
                    Kind::Variable if target.is_none() => target = Some(at),
                    Kind::Assign => {
                        assign = at;
                        break;
                    }
                    _ => {}
                }
                at = self.after(at);
            }
            let Some(target) = target else { continue };
            let value = self.skip(assign + 1, part.end);
            let value = (value < part.end).then(|| self.expression(value..part.end).word);
            let name = self.atom(target).word;
            let end = value.as_ref().map_or(name.range.end, |value| value.range.end);
            let range = name.range.start..end.max(name.range.end);
            self.bind(part.start, name, BindOperator::Set, value, range, part.end);
        }
    }

    pub(super) fn bind(
        &mut self,
        key: usize,
        target: Word,
        operator: BindOperator,
        value: Option<Word>,
        range: Range<u32>,
        end: usize,
    ) {
        let before = self.rank(end);
        let scope = self.scope;
        self.bindings.push((key, Binding { range, target, operator, value, scope, before }));
    }

    /// `$a = $b = value`; gives the value of the whole.
    pub(super) fn assign(
        &mut self,
        targets: Range<usize>,
        value: Value,
        end: usize,
    ) -> Option<Value> {
        let mut value = value.word;
        for index in targets.rev() {
            let Some((tokens, operator)) = self.targets.get(index).cloned() else { continue };
            let bound = if tokens.start == operator { None } else { Some(value) };
            let target = match bound {
                // The variable of a loop.
                None => self.atom(operator).word,
                Some(_) => bare_target(self.expression(tokens.clone()).word),
            };
            let operator = match self.token_text(operator) {
                "+=" => BindOperator::Append,
                "=" => BindOperator::Set,
                _ if bound.is_none() => BindOperator::Set,
                _ => BindOperator::Change,
            };
            let end_byte = bound.as_ref().map_or(target.range.end, |value| value.range.end);
            let range = target.range.start..end_byte.max(target.range.end);
            let alias = alias_of(&target);
            self.bind(tokens.start, target, operator, bound, range, end);
            value = alias;
        }
        Some(Value { word: value, depth: 1, is_open: false })
    }
}

/// A target without the types before it; of several, each.
fn bare_target(target: Word) -> Word {
    let mut target = without_casts(target);
    if let [Piece::List { items, .. }] = target.pieces.as_mut_slice() {
        for item in items {
            *item = without_casts(std::mem::take(item));
        }
    }
    target
}

fn without_casts(mut target: Word) -> Word {
    while matches!(target.pieces.as_slice(), [Piece::Cast { .. }]) {
        match target.pieces.pop() {
            Some(Piece::Cast { value, .. }) => target = *value,
            _ => break,
        }
    }
    target
}

/// What has the value of a target that was just assigned to.
pub(super) fn alias_of(target: &Word) -> Word {
    let range = target.range.clone();
    let piece = match target.pieces.as_slice() {
        [Piece::Variable { name, range }] => {
            Piece::Variable { name: name.clone(), range: range.clone() }
        }
        _ => Piece::Unknown { range: range.clone() },
    };
    Word { range, pieces: vec![piece], quoted: false }
}
