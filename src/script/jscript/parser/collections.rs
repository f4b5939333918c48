//! Lists and objects that change after they were written down.

use super::Parser;
use crate::script::draft::{Value, word_of};
use crate::script::{BindOperator, Piece, Word};

/// What changes the list that it is a method of.
const CHANGING: &[&str] = &["pop", "push", "reverse", "shift", "sort", "splice", "unshift"];

impl Parser<'_> {
    /// Keeps in mind that a variable is a list or an object. What is assigned to a member of one
    /// changes it.
    pub(super) fn note_collection(&mut self, target: &Word, value: &Word) {
        let is_one = matches!(value.pieces.as_slice(), [Piece::List { .. } | Piece::Map { .. }]);
        if let Some(name) = target.variable().filter(|_| is_one) {
            self.collections.insert(name.to_owned());
        }
        let of = match target.pieces.as_slice() {
            [Piece::Member { object, .. }] => Some(&**object),
            [Piece::Operation { operands, .. }] => operands.first(),
            _ => None,
        };
        if let Some(target) = of.and_then(|of| self.collection(of)) {
            self.draft.bind(target.range.start, target, BindOperator::Change, None);
        }
    }

    /// The list that a call of a method changes.
    pub(super) fn changed_by(&self, method: &Word, object: &Word) -> Option<Word> {
        let is_one = method.constant().is_some_and(|name| CHANGING.contains(&name));
        self.collection(object).filter(|_| is_one)
    }

    /// Notes that a method changes a list: `push` puts something behind it, and what others make of
    /// it is not known.
    pub(super) fn change(&mut self, target: Word, method: &Word, given: &[Value], end: u32) {
        let start = target.range.start;
        let is_push = method.constant() == Some("push");
        let (Some(first), true) = (given.first(), is_push) else {
            return self.draft.bind(start, target, BindOperator::Change, None);
        };
        let range = first.word.range.start..end;
        let items = given.iter().map(|value| value.word.clone()).collect();
        let value = word_of(Piece::List { items, range });
        self.draft.bind(start, target, BindOperator::Append, Some(value));
    }

    fn collection(&self, word: &Word) -> Option<Word> {
        let [Piece::Variable { name, range }] = word.pieces.as_slice() else { return None };
        let is_one = self.collections.contains(name);
        is_one.then(|| word_of(Piece::Variable { name: name.clone(), range: range.clone() }))
    }
}
