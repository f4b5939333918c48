//! Functions, variables and constants.

use super::{
    Kind, Parser,
    expression::Until,
    frames::{Block, Opening},
};
use crate::script::draft::word_of;
use crate::script::{FaultKind, Piece, ScopeKind, Word};

impl Parser<'_> {
    /// The name that is declared here.
    pub(super) fn declared(&mut self) -> Option<String> {
        let is_named = self.kind(self.at) == Some(Kind::Name);
        let name = is_named.then(|| self.name(self.at).to_owned());
        self.at += usize::from(is_named);
        name
    }

    pub(super) fn function(&mut self, block: Block, start: usize) {
        let name = self.declared();
        let function = name.as_ref().map(|name| name.to_lowercase().into());
        let opening = self.opening(start, Some(ScopeKind::Function), None);
        self.open(block, Opening { name, ..opening });
        self.function = function;
        if self.kind(self.at) != Some(Kind::Open) {
            return;
        }
        let opener = self.range(self.at);
        while !self.is_end(self.at) {
            self.draft.work += 1;
            let at = self.at;
            self.at += 1;
            match self.kind(at) {
                Some(Kind::Name) => {
                    self.bind(self.range(at).start, self.variable_at(at), None);
                    // `a()` takes an array.
                    self.at += match self.kind(at + 1) {
                        Some(Kind::Open) if self.kind(at + 2) == Some(Kind::Close) => 2,
                        _ => 0,
                    };
                }
                Some(Kind::Close) => return,
                _ => {}
            }
        }
        self.draft.fault(opener, FaultKind::UnclosedBlock);
    }

    pub(super) fn is_declaration(&self, at: usize) -> bool {
        let at = at + usize::from(self.is_word(at, "default"));
        let words = ["sub", "function", "const", "class"];
        words.iter().any(|word| self.is_keyword(at, word)) || self.is_property(at)
    }

    /// Whether `Property Get`, `Let` or `Set` stands there.
    pub(super) fn is_property(&self, at: usize) -> bool {
        self.is_word(at, "property")
            && ["get", "let", "set"].iter().any(|word| self.is_word(at + 1, word))
            && self.kind(at + 2) == Some(Kind::Name)
    }

    /// `Dim a, b(3)`: nothing is assigned, but the sizes may be calls.
    pub(super) fn dim(&mut self) {
        self.at += usize::from(self.is_keyword(self.at, "preserve"));
        while matches!(self.kind(self.at), Some(Kind::Name | Kind::Comma)) {
            self.draft.work += 1;
            self.at += 1;
            if self.kind(self.at) == Some(Kind::Open) {
                self.at += 1;
                self.values(Until::Bracket(self.at - 1));
            }
        }
        self.skip_rest();
    }

    pub(super) fn constants(&mut self) {
        while self.kind(self.at) == Some(Kind::Name) && self.is_sign(self.at + 1, "=") {
            let target = self.variable_at(self.at);
            self.at += 2;
            let value = self.value().map(|value| value.word);
            self.bind(target.range.start, target, value);
            self.at += usize::from(self.kind(self.at) == Some(Kind::Comma));
        }
        self.skip_rest();
    }

    pub(super) fn variable_at(&self, at: usize) -> Word {
        let name = self.name(at).to_owned();
        word_of(Piece::Variable { name, range: self.range(at) })
    }
}
