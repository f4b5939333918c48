//! Assignments and calls.

use super::{Kind, Parser, expression::Until, frames::Block};
use crate::script::draft::{Value, name_word};

impl Parser<'_> {
    /// What has no sense as a statement. What is called in it counts all the same.
    pub(super) fn unread_statement(&mut self) {
        self.values(Until::Statement);
        self.skip_rest();
    }

    /// `a = …`, `a.b(1) = …`, `a`, `a b, c`, `a(b)`, `a.b c`, `a(b).c d`, `.a b`.
    pub(super) fn named_statement(&mut self) {
        let first = self.at;
        if self.is_property(first) {
            self.at += 2;
            return self.function(Block::Property, first);
        }
        let start = self.range(first).start;
        let mut object = None;
        if self.kind(first) == Some(Kind::Dot) {
            object = Some(self.with_object(first));
        } else if self.kind(first) == Some(Kind::Keyword) {
            object = Some(self.literal());
        }
        loop {
            self.draft.work += 1;
            if object.is_some() {
                if self.kind(self.at) != Some(Kind::Dot)
                    || self.kind(self.at + 1) != Some(Kind::Name)
                {
                    break self.skip_rest();
                }
                self.at += 1;
            }
            let name = self.at;
            self.at += 1;
            if self.is_sign(self.at, "=") {
                let target = self.plain(object, name, true);
                break self.assign(start, target);
            }
            match self.kind(self.at) {
                Some(Kind::Dot) if !self.is_with_member(self.at) => {
                    object = Some(self.plain(object, name, false));
                }
                Some(Kind::Open) => {
                    let close = self.items.get(self.at).and_then(|item| item.partner);
                    let behind = close.map(|close| close + 1);
                    let Some(behind) = behind.filter(|behind| !self.is_end(*behind)) else {
                        break self.call(start, object, name, true);
                    };
                    if self.is_sign(behind, "=") {
                        let target = self.plain(object, name, true);
                        let target = self.indexed(target);
                        break self.assign(start, target);
                    }
                    if !matches!(self.kind(behind), Some(Kind::Dot | Kind::Open))
                        || self.is_with_member(behind)
                    {
                        break self.call(start, object, name, false);
                    }
                    let mut value = self.applied(object, name);
                    while self.kind(self.at) == Some(Kind::Open) {
                        self.draft.work += 1;
                        value = self.indexed(value);
                    }
                    if self.is_sign(self.at, "=") {
                        break self.assign(start, value);
                    }
                    object = Some(value);
                }
                _ => break self.call(start, object, name, false),
            }
        }
    }

    /// Whether a dot begins an argument, `Run .Path`, and goes not on with what is before it.
    fn is_with_member(&self, at: usize) -> bool {
        let is_dot = self.kind(at) == Some(Kind::Dot);
        let is_spaced = self.items.get(at).is_some_and(|item| item.is_spaced);
        is_dot && is_spaced && !self.withs.is_empty()
    }

    /// Behind the target, at the `=`.
    fn assign(&mut self, start: u32, target: Value) {
        self.at += 1;
        let value = self.value().map(|value| value.word);
        self.bind(start, target.word, value);
        self.skip_rest();
    }

    /// A name, or a member, with the arguments in the brackets behind it.
    fn applied(&mut self, object: Option<Value>, name: usize) -> Value {
        if object.is_none() && self.names.is_variable(self.name(name)) {
            let value = self.plain(None, name, true);
            return self.indexed(value);
        }
        let start = object.as_ref().map_or(self.range(name).start, |it| it.word.range.start);
        let place = self.draft.reserve();
        self.at += 1;
        let arguments = self.values(Until::Bracket(self.at - 1));
        let range = start..self.last_end();
        self.called(place, object, name, arguments, range)
    }

    /// A value with what is in the brackets behind it.
    fn indexed(&mut self, value: Value) -> Value {
        self.at += 1;
        let mut operands = vec![value];
        operands.extend(self.values(Until::Bracket(self.at - 1)));
        let start = operands.first().map_or(0, |value| value.word.range.start);
        let end = self.last_end();
        self.draft.operation("index", None, operands, start..end)
    }

    /// A call that is the whole statement.
    fn call(&mut self, start: u32, object: Option<Value>, name: usize, is_bracketed: bool) {
        let place = self.draft.reserve();
        let arguments = if is_bracketed {
            self.at += 1;
            self.values(Until::Bracket(self.at - 1))
        } else if self.is_end(self.at) {
            vec![]
        } else {
            self.values(Until::Statement)
        };
        let range = start..self.last_end();
        self.called(place, object, name, arguments, range);
        self.skip_rest();
    }

    /// Files a call, and gives its value.
    pub(super) fn called(
        &mut self,
        place: usize,
        object: Option<Value>,
        name: usize,
        arguments: Vec<Value>,
        range: std::ops::Range<u32>,
    ) -> Value {
        let name = name_word(self.name(name), self.range(name));
        self.draft.called(place, object, name, arguments, range)
    }
}
