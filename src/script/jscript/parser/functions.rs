//! Functions, as statements and as values.

use super::{Kind, Parser};
use crate::script::draft::{Value, unknown, word_of};
use crate::script::{BindOperator, FaultKind, Piece, ScopeKind};

impl Parser<'_> {
    /// `function f(a) { … }` as a statement.
    pub(super) fn declaration(&mut self) {
        self.function(ScopeKind::Function, None);
    }

    /// The same as a value, which gets its name from where it goes.
    pub(super) fn function_value(&mut self) -> Value {
        let start = self.at;
        let kind = match self.is_called_at_once(start) {
            true => ScopeKind::Parentheses,
            false => ScopeKind::Function,
        };
        let scope = self.function(kind, self.name_before(start));
        let range = self.range(start).start..self.last_end();
        match scope {
            Some(scope) => Value::plain(word_of(Piece::Block { scope, range })),
            None => unknown(range),
        }
    }

    /// Reads a function, and gives its scope.
    fn function(&mut self, kind: ScopeKind, given: Option<String>) -> Option<u32> {
        let start = self.range(self.at);
        if !self.may_nest() {
            return None;
        }
        self.at += 1;
        let is_named = self.kind(self.at) == Some(Kind::Name);
        let own = is_named.then(|| self.name(self.at));
        self.at += usize::from(is_named);
        let mut is_whole = true;
        self.depth += 1;
        let scope = self.scoped(kind, None, |parser| {
            if parser.kind(parser.at) == Some(Kind::Open) {
                parser.parameters();
            }
            is_whole = parser.kind(parser.at) == Some(Kind::OpenBrace);
            if is_whole {
                parser.body();
            }
        });
        self.depth -= 1;
        if !is_whole {
            self.draft.fault(start, FaultKind::MissingBlock);
        }
        let name = own.or(given).filter(|_| kind == ScopeKind::Function);
        if let Some(scope) = self.draft.tree.scopes.get_mut(scope as usize) {
            scope.name = name;
        }
        Some(scope)
    }

    /// `(a, b)`: each is a variable of which nothing is known.
    pub(super) fn parameters(&mut self) {
        self.inside(|parser| {
            while let Some(kind) = parser.kind(parser.at) {
                parser.draft.work += 1;
                match kind {
                    Kind::Name => {
                        let target = parser.variable(parser.at);
                        parser.draft.bind(target.range.start, target, BindOperator::Set, None);
                    }
                    Kind::Comma => {}
                    // There is none that closes them.
                    _ => break,
                }
                parser.at += 1;
            }
        });
    }

    /// The name that a function gets which is assigned or is a member: `f = function`,
    /// `f: function`.
    fn name_before(&self, at: usize) -> Option<String> {
        let sign = at.checked_sub(1)?;
        let is_given = self.is_sign(sign, "=") || self.kind(sign) == Some(Kind::Colon);
        let name = at.checked_sub(2)?;
        (is_given && self.kind(name) == Some(Kind::Name)).then(|| self.name(name))
    }

    /// Whether a function is called where it stands: `(function () { … })()`,
    /// `function () { … }.call(x)`.
    fn is_called_at_once(&self, at: usize) -> bool {
        let mut body = at + 1;
        body += usize::from(self.kind(body) == Some(Kind::Name));
        let close = self.partner(body).and_then(|close| self.partner(close + 1));
        let Some(mut behind) = close.map(|close| close + 1) else { return false };
        // The bracket around it may be the one that is being read.
        let behind_bracket = |at: usize| self.items.get(at).map(|item| item.kind);
        behind += usize::from(behind_bracket(behind) == Some(Kind::Close));
        match behind_bracket(behind) {
            Some(Kind::Open) => true,
            Some(Kind::Dot) => matches!(self.written(behind + 1), "call" | "apply"),
            _ => false,
        }
    }
}
