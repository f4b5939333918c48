//! What begins with a keyword.

use super::{Kind, Parser, expression::Until};
use crate::script::draft::word_of;
use crate::script::{BindOperator, FaultKind, Piece, ScopeKind, Word};

impl Parser<'_> {
    pub(super) fn keyword(&mut self) {
        match self.written(self.at) {
            "var" => {
                self.at += 1;
                self.declarations();
                self.end_statement();
            }
            "if" => self.if_block(),
            "for" => self.for_block(),
            "while" => {
                self.at += 1;
                let condition = self.parenthesized();
                self.scoped(ScopeKind::Loop, condition, Self::body);
            }
            "do" => self.do_block(),
            "switch" => self.switch(),
            "try" => {
                self.at += 1;
                self.needs_block();
                self.scoped(ScopeKind::Try, None, Self::body);
            }
            "catch" => self.catch(),
            "finally" => {
                self.at += 1;
                self.needs_block();
                self.scoped(ScopeKind::Finally, None, Self::body);
            }
            "with" => {
                self.at += 1;
                self.parenthesized();
                self.body();
            }
            "function" => self.declaration(),
            "return" | "throw" => self.jump(true),
            "break" | "continue" | "debugger" => self.jump(false),
            // One whose `if` is not there.
            "else" => {
                self.draft.fault(self.range(self.at), FaultKind::UnexpectedClose);
                self.at += 1;
            }
            // Those of a `switch` are read there.
            "case" | "default" => {
                self.at += 1;
                self.values(Until::Statement);
                self.at += usize::from(self.kind(self.at) == Some(Kind::Colon));
            }
            _ => {
                self.values(Until::Statement);
                self.end_statement();
            }
        }
    }

    /// Reads what stands in a scope that begins here.
    pub(super) fn scoped(
        &mut self,
        kind: ScopeKind,
        condition: Option<Word>,
        read: impl FnOnce(&mut Self),
    ) -> u32 {
        let outer = self.draft.scope;
        let start = self.last_end();
        let scope = self.draft.open(kind, start..self.script_end(), None, condition);
        read(self);
        self.draft.end(scope, self.last_end());
        self.draft.scope = outer;
        scope
    }

    fn script_end(&self) -> u32 {
        let outer = self.draft.tree.scopes.get(self.draft.scope as usize);
        outer.map_or(0, |outer| outer.range.end)
    }

    fn needs_block(&mut self) {
        if self.kind(self.at) != Some(Kind::OpenBrace) {
            let before = self.at.saturating_sub(1);
            self.draft.fault(self.range(before), FaultKind::MissingBlock);
        }
    }

    /// `if` with all that `else` ties to it.
    fn if_block(&mut self) {
        loop {
            self.draft.work += 1;
            let start = self.range(self.at);
            self.at += 1;
            let condition = self.parenthesized();
            if condition.is_none() {
                self.draft.fault(start, FaultKind::MissingBlock);
            }
            self.scoped(ScopeKind::If, condition, Self::body);
            if !self.is_keyword(self.at, "else") {
                return;
            }
            self.at += 1;
            if !self.is_keyword(self.at, "if") {
                break;
            }
        }
        self.scoped(ScopeKind::Else, None, Self::body);
    }

    fn for_block(&mut self) {
        self.at += 1;
        let mut condition = None;
        if self.kind(self.at) == Some(Kind::Open) && self.may_nest() {
            condition = self.inside(Self::header);
        }
        self.scoped(ScopeKind::Loop, condition, Self::body);
    }

    /// What stands in the brackets behind `for`: what decides how often it runs.
    fn header(&mut self) -> Option<Word> {
        if self.is_keyword(self.at, "var") {
            self.at += 1;
            let variable = self.at;
            self.declarations();
            if self.is_keyword(self.at, "in") && self.at == variable + 1 {
                let target = self.variable(variable);
                self.draft.bind(target.range.start, target, BindOperator::Set, None);
                self.at += 1;
                return self.value().map(|value| value.word);
            }
        } else {
            let first = self.values(Until::Statement).pop();
            if self.kind(self.at).is_none() {
                let word = first?.word;
                self.bind_key(&word);
                return Some(word);
            }
        }
        self.end_statement();
        let condition = self.values(Until::Statement).pop();
        self.end_statement();
        self.values(Until::Statement);
        condition.map(|value| value.word)
    }

    /// The variable of `for (x in y)`.
    fn bind_key(&mut self, word: &Word) {
        let [Piece::Operation { operator, operands, .. }] = word.pieces.as_slice() else { return };
        let Some([Piece::Variable { name, range }]) =
            operands.first().map(|first| first.pieces.as_slice())
        else {
            return;
        };
        if operator == "in" {
            let target = word_of(Piece::Variable { name: name.clone(), range: range.clone() });
            self.draft.bind(range.start, target, BindOperator::Set, None);
        }
    }

    fn do_block(&mut self) {
        self.at += 1;
        let scope = self.scoped(ScopeKind::Loop, None, Self::body);
        if !self.is_keyword(self.at, "while") {
            return;
        }
        self.at += 1;
        let condition = self.parenthesized();
        if let Some(scope) = self.draft.tree.scopes.get_mut(scope as usize) {
            scope.condition = condition;
        }
        self.end_statement();
    }

    fn switch(&mut self) {
        self.at += 1;
        let condition = self.parenthesized();
        if self.kind(self.at) == Some(Kind::OpenBrace) && self.may_nest() {
            self.scoped(ScopeKind::Switch, condition, |parser| parser.inside(Self::cases));
        }
    }

    fn cases(&mut self) {
        while self.kind(self.at).is_some() {
            self.draft.work += 1;
            let is_default = self.is_keyword(self.at, "default");
            if !is_default && !self.is_keyword(self.at, "case") {
                self.statement();
                continue;
            }
            self.at += 1;
            let condition = if is_default { None } else { self.value() };
            self.at += usize::from(self.kind(self.at) == Some(Kind::Colon));
            let kind = if is_default { ScopeKind::Else } else { ScopeKind::If };
            self.scoped(kind, condition.map(|value| value.word), |parser| {
                let is_next = |parser: &Self| {
                    parser.is_keyword(parser.at, "case") || parser.is_keyword(parser.at, "default")
                };
                while parser.kind(parser.at).is_some() && !is_next(parser) {
                    parser.statement();
                }
            });
        }
    }

    fn catch(&mut self) {
        self.at += 1;
        self.scoped(ScopeKind::Catch, None, |parser| {
            if parser.kind(parser.at) == Some(Kind::Open) {
                parser.parameters();
            }
            parser.needs_block();
            parser.body();
        });
    }
}
