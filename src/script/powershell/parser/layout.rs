//! The first pass: what statements and commands stand within which brackets.

use std::ops::Range;

use super::{Head, Kind, Parser, Role, Statement};
use crate::script::{Scope, ScopeKind};

impl Parser<'_> {
    /// Goes over all brackets, outer ones before inner ones, and counts the commands.
    pub(super) fn lay_out(&mut self) {
        for index in 0..self.lexed.groups.len() {
            let Some(group) = self.lexed.groups.get(index) else { break };
            let (role, open) = (group.role, group.open);
            let statements = self.statements.len();
            match role {
                Role::Switch => self.switch(index),
                Role::Class => self.class(index),
                _ if role.holds_statements() => self.content_of(index, role),
                _ => {}
            }
            let is_called = match role {
                Role::Arguments => {
                    !matches!(self.lexed.groups.get(group.parent), Some(around) if around.role == Role::Attribute)
                }
                Role::Block => open > 0 && self.kind(open - 1) == Kind::Member,
                _ => false,
            };
            if is_called {
                self.mark(open);
            }
            let statements = statements..self.statements.len();
            let is_transparent = self.is_transparent(role, &statements);
            if !is_transparent && outputs(role) {
                self.mark_expressions(&statements);
            }
            let outer = self.shapes.get(group.parent).map_or(0, |shape| shape.scope);
            let scope = match scope_kind(role) {
                Some(kind) if !is_transparent => {
                    let name = group.name.map(|token| self.token_text(token).to_owned());
                    let parent = (index > 0).then_some(outer);
                    let range = self.group_range(index);
                    self.scopes.push(Scope { kind, parent, range, name, condition: None });
                    self.scopes.len() as u32 - 1
                }
                _ => outer,
            };
            if let Some(shape) = self.shapes.get_mut(index) {
                *shape = super::Shape { statements, scope, is_transparent };
            }
        }
        let mut count = 0;
        for (rank, is_key) in self.rank.iter_mut().zip(&self.is_key) {
            *rank = count;
            count += u32::from(*is_key);
        }
        if let Some(rank) = self.rank.last_mut() {
            *rank = count;
        }
        self.commands.resize_with(count as usize, || None);
    }

    pub(super) fn mark(&mut self, token: usize) {
        if let Some(is_key) = self.is_key.get_mut(token) {
            *is_key = true;
        }
    }

    /// Whether brackets only hold a value: one expression, or, in `@( … )`, any number of them.
    fn is_transparent(&self, role: Role, statements: &Range<usize>) -> bool {
        let Some(statements) = self.statements.get(statements.clone()) else { return false };
        let is_plain = |statement: &Statement| statement.is_plain && statement.keyword.is_none();
        match role {
            // `($x = …)` has the value of `$x`.
            Role::Parentheses | Role::SubExpression => {
                matches!(statements, [only] if is_plain(only) && only.targets.len() < 2)
            }
            Role::Array => statements
                .iter()
                .all(|statement| is_plain(statement) && statement.targets.is_empty()),
            _ => false,
        }
    }

    /// An expression that is output is a command.
    fn mark_expressions(&mut self, statements: &Range<usize>) {
        for index in statements.clone() {
            let Some(statement) = self.statements.get(index) else { continue };
            let is_output =
                statement.is_plain && statement.targets.is_empty() && statement.keyword.is_none();
            if !is_output {
                continue;
            }
            let element = statement.elements.start;
            let Some(tokens) = self.elements.get(element).map(|element| element.tokens.clone())
            else {
                continue;
            };
            if !self.is_step(&tokens) {
                let key = self.key_of(tokens);
                if let Some(element) = self.elements.get_mut(element) {
                    element.key = Some(key);
                }
                self.mark(key);
            }
        }
    }

    /// Whether it is `$i++`, which outputs nothing.
    pub(super) fn is_step(&mut self, tokens: &Range<usize>) -> bool {
        let tokens = self.trim(tokens.clone());
        let is_step = |token: usize| {
            self.kind(token) == Kind::Operator && matches!(self.token_text(token), "++" | "--")
        };
        !tokens.is_empty() && (is_step(tokens.start) || is_step(tokens.end - 1))
    }

    /// The token by which an expression is counted: of one that is a call, that of the call.
    pub(super) fn key_of(&mut self, tokens: Range<usize>) -> usize {
        let tokens = self.trim(tokens);
        let (mut at, mut last) = (tokens.start, tokens.start);
        while at < tokens.end {
            self.work += 1;
            match self.kind(at) {
                Kind::Operator | Kind::Comma => return tokens.start,
                Kind::Redirection => break,
                kind if kind.is_blank() => {}
                _ => last = at,
            }
            at = self.after(at);
        }
        match self.is_key.get(last) {
            Some(true) => last,
            _ if self.is_call(last) => last,
            _ => tokens.start,
        }
    }

    /// Whether the bracket at `token` is that of a call, which its own turn will mark.
    fn is_call(&self, token: usize) -> bool {
        match self.role(token) {
            Some(Role::Arguments) => true,
            Some(Role::Block) => token > 0 && self.kind(token - 1) == Kind::Member,
            _ => false,
        }
    }

    fn content_of(&mut self, index: usize, role: Role) {
        let content = self.content(index);
        let mut at = content.start;
        let mut last_do = None;
        while at < content.end {
            self.work += 1;
            match self.kind(at) {
                Kind::Keyword if role == Role::Foreach => at += 1,
                Kind::Keyword => at = self.keyword(at, content.end, &mut last_do),
                Kind::Variable if role == Role::Foreach && self.is_before_in(at, content.end) => {
                    self.targets.push((at..at + 1, at));
                    let count = self.elements.len();
                    self.statements.push(Statement {
                        keyword: None,
                        targets: self.targets.len() - 1..self.targets.len(),
                        elements: count..count,
                        is_plain: false,
                        tokens: at..at + 1,
                        pipeline: at + 1..at + 1,
                    });
                    at += 1;
                }
                kind if is_between(kind) => at += 1,
                Kind::Open if self.role(at).is_some_and(belongs_to_keyword) => at = self.after(at),
                _ => at = self.statement(None, at, content.end),
            }
        }
    }

    fn is_before_in(&mut self, at: usize, end: usize) -> bool {
        let next = self.skip(at + 1, end);
        self.kind(next) == Kind::Keyword
    }

    /// The members of a class: of these, the values that properties begin with.
    fn class(&mut self, index: usize) {
        let content = self.content(index);
        let (mut at, mut from, mut has_value) = (content.start, content.start, false);
        while at <= content.end {
            self.work += 1;
            let ends = match self.kind(at) {
                _ if at >= content.end => true,
                Kind::NewLine | Kind::Semicolon => true,
                kind => {
                    has_value |= kind == Kind::Assign;
                    self.role(at).is_some_and(ends_statement)
                }
            };
            let next = self.after(at);
            if ends {
                if has_value {
                    self.statement(None, from, at);
                }
                (from, has_value) = (next, false);
            }
            at = next;
        }
    }

    /// The cases of a `switch` and their patterns.
    fn switch(&mut self, index: usize) {
        let content = self.content(index);
        let (mut at, mut from) = (content.start, content.start);
        while at < content.end {
            self.work += 1;
            let next = self.after(at);
            match (self.kind(at), self.group(at)) {
                (Kind::NewLine | Kind::Semicolon, _) => from = next,
                (_, Some((body, group))) if matches!(group.role, Role::Body(_)) => {
                    self.heads.push((body, Head::Tokens(from..at)));
                    from = next;
                }
                _ => {}
            }
            at = next;
        }
    }
}

/// Whether a bare expression in brackets of `role` is output.
fn outputs(role: Role) -> bool {
    !matches!(role, Role::Condition | Role::For | Role::Foreach | Role::Table | Role::Class)
}

fn is_between(kind: Kind) -> bool {
    use Kind::{Background, Close, Declared, Label, NewLine, Semicolon};
    kind.is_blank() || matches!(kind, NewLine | Semicolon | Label | Declared | Close | Background)
}

/// Whether brackets of `role` stand where no statement begins.
fn belongs_to_keyword(role: Role) -> bool {
    ends_statement(role) || role == Role::Attribute
}

pub(super) fn ends_statement(role: Role) -> bool {
    matches!(
        role,
        Role::Body(_)
            | Role::Switch
            | Role::Class
            | Role::Enum
            | Role::Condition
            | Role::For
            | Role::Foreach
            | Role::Parameters
    )
}

fn scope_kind(role: Role) -> Option<ScopeKind> {
    match role {
        Role::Script => Some(ScopeKind::Script),
        Role::Parentheses => Some(ScopeKind::Parentheses),
        Role::SubExpression | Role::Array => Some(ScopeKind::SubExpression),
        Role::Parameters => Some(ScopeKind::Param),
        Role::Block | Role::Class => Some(ScopeKind::Block),
        Role::Body(kind) => Some(kind),
        Role::Switch => Some(ScopeKind::Switch),
        _ => None,
    }
}
