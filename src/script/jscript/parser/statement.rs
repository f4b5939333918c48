//! Statements, one after the other.

use super::{Kind, Parser, expression::Until};
use crate::script::draft::{Value, name_word};
use crate::script::{BindOperator, CommandKind, Word};

impl Parser<'_> {
    /// All that stand in the brackets that are being read.
    pub(super) fn statements(&mut self) {
        while self.kind(self.at).is_some() {
            self.statement();
        }
    }

    /// One of them, which is at least one item.
    pub(super) fn statement(&mut self) {
        self.draft.work += 1;
        let before = self.at;
        match self.kind(self.at) {
            Some(Kind::OpenBrace) => self.block(),
            Some(Kind::Keyword) => self.keyword(),
            // A label.
            Some(Kind::Name) if self.kind(self.at + 1) == Some(Kind::Colon) => self.at += 2,
            Some(Kind::Name) if self.is_declaration() => {
                self.at += 1;
                self.declarations();
                self.end_statement();
            }
            _ => {
                self.values(Until::Statement);
                self.end_statement();
            }
        }
        self.at = self.at.max(before + 1);
    }

    /// `let` and `const`, which are names in JScript, before another name.
    fn is_declaration(&self) -> bool {
        matches!(self.written(self.at), "let" | "const")
            && self.kind(self.at + 1) == Some(Kind::Name)
            && !self.starts_line(self.at + 1)
    }

    pub(super) fn end_statement(&mut self) {
        self.at += usize::from(self.kind(self.at) == Some(Kind::Semicolon));
    }

    /// `{ … }`. What has no end goes on with what stands around it.
    fn block(&mut self) {
        if self.partner(self.at).is_none() {
            self.at += 1;
        } else if self.may_nest() {
            self.inside(Self::statements);
        }
    }

    /// The one statement that belongs to what is before it.
    pub(super) fn body(&mut self) {
        match self.kind(self.at) {
            Some(Kind::OpenBrace) => self.block(),
            Some(_) if self.may_nest() => {
                self.depth += 1;
                self.statement();
                self.depth -= 1;
            }
            _ => {}
        }
    }

    /// `var a = 1, b`: what gets no value is no assignment.
    pub(super) fn declarations(&mut self) {
        while self.kind(self.at) == Some(Kind::Name) {
            self.draft.work += 1;
            let target = self.variable(self.at);
            let start = target.range.start;
            self.at += 1;
            if self.is_sign(self.at, "=") {
                self.at += 1;
                let value = self.value().map(|value| value.word);
                value.iter().for_each(|value| self.note_collection(&target, value));
                self.draft.bind(start, target, BindOperator::Set, value);
            }
            if self.kind(self.at) != Some(Kind::Comma) {
                break;
            }
            self.at += 1;
        }
    }

    /// `return x`, `throw x`, `break label`, `debugger`.
    pub(super) fn jump(&mut self, takes_value: bool) {
        let keyword = self.range(self.at);
        let name = name_word(self.written(self.at), keyword.clone());
        let place = self.draft.reserve();
        self.at += 1;
        let goes_on = !self.starts_line(self.at);
        if goes_on && takes_value {
            let value = self.values(Until::Statement).pop();
            self.draft.give(place, value);
        } else if goes_on && self.kind(self.at) == Some(Kind::Name) {
            let label = name_word(self.written(self.at), self.range(self.at));
            self.draft.give(place, [Value::plain(label)]);
            self.at += 1;
        }
        let range = keyword.start..self.last_end();
        self.draft.fill(place, range, CommandKind::Keyword, name);
        self.end_statement();
    }

    /// `( … )` behind `if`, `while` and others: the last of the values in it.
    pub(super) fn parenthesized(&mut self) -> Option<Word> {
        if self.kind(self.at) != Some(Kind::Open) || !self.may_nest() {
            return None;
        }
        let values = self.inside(|parser| parser.values(Until::Statement));
        values.into_iter().next_back().map(|value| value.word)
    }
}
