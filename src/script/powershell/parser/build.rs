//! The second pass: values, commands and bindings, inner brackets before outer ones.

use std::ops::Range;

use super::bindings::alias_of;
use super::{
    Head, Kind, Parser, Role, Value, escape,
    expression::{deepest, push, unknown},
};
use crate::script::{Argument, BindOperator, CommandKind, Piece, Word};

impl Parser<'_> {
    pub(super) fn build(&mut self) {
        for index in (0..self.lexed.groups.len()).rev() {
            let Some(group) = self.lexed.groups.get(index) else { continue };
            self.scope = self.shapes.get(index).map_or(0, |shape| shape.scope);
            let value = match group.role {
                Role::Text => Some(self.string(index, true)),
                Role::Here => Some(self.string(index, false)),
                Role::Arguments => {
                    let content = self.content(index);
                    let words = self.parted(content).into_iter().map(|part| {
                        let value = self.expression(part);
                        value.word
                    });
                    let words: Vec<Word> = words.collect();
                    if let Some(arguments) = self.arguments.get_mut(index) {
                        *arguments = words;
                    }
                    None
                }
                Role::Index => {
                    let mut value = self.expression(self.content(index));
                    value.word.range = self.group_range(index);
                    Some(value)
                }
                Role::Parameters => {
                    self.parameters(index);
                    None
                }
                Role::Block => {
                    self.statements(index, group.role);
                    let range = self.group_range(index);
                    Some(self.value(Piece::Block { scope: self.scope, range }, 1))
                }
                Role::Switch | Role::Enum | Role::Attribute => None,
                role => self.statements(index, role),
            };
            if let Some(slot) = self.values.get_mut(index) {
                *slot = value;
            }
        }
        self.conditions();
        self.fill();
    }

    /// The tokens between commas.
    pub(super) fn parted(&mut self, content: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let content = self.trim(content);
        let (mut at, mut from) = (content.start, content.start);
        while at < content.end {
            self.work += 1;
            let next = self.after(at);
            if self.kind(at) == Kind::Comma {
                parts.push(from..at);
                from = next;
            }
            at = next;
        }
        if !content.is_empty() {
            parts.push(from..content.end);
        }
        parts
    }

    fn string(&mut self, index: usize, doubles: bool) -> Value {
        let content = self.content(index);
        let mut word = Word { range: self.group_range(index), pieces: Vec::new(), quoted: true };
        let mut depth = 0;
        let mut at = content.start;
        while at < content.end {
            self.work += 1;
            match self.kind(at) {
                Kind::Text => {
                    let text = escape::expandable(self.token_text(at), doubles);
                    let range = self.token_range(at);
                    push(&mut word.pieces, vec![Piece::Text { text, range }]);
                }
                _ => {
                    let value = self.atom(at);
                    depth = depth.max(value.depth);
                    push(&mut word.pieces, value.word.pieces);
                }
            }
            at = self.after(at);
        }
        // Text of the script and text of what is nested are joined, which spans quotes.
        Value { word, depth: depth + 1, is_open: false }
    }

    /// The statements in brackets; gives the value of these.
    fn statements(&mut self, index: usize, role: Role) -> Option<Value> {
        let shape = self.shapes.get(index).cloned().unwrap_or_default();
        let range = self.group_range(index);
        let mut values: Vec<Value> = Vec::new();
        let mut entries = Vec::new();
        let mut depth = 0;
        for statement in shape.statements.clone() {
            let Some(value) = self.statement_value(statement) else { continue };
            let Some(found) = self.statements.get(statement) else { continue };
            let (keyword, targets) = (found.keyword, found.targets.clone());
            let (tokens, is_plain) = (found.tokens.clone(), found.is_plain);
            let element = found.elements.start;
            if role == Role::Table {
                let target = self.targets.get(targets).and_then(<[_]>::first).cloned();
                let Some((target, _)) = target else { continue };
                let key = self.expression(target);
                depth = depth.max(value.depth).max(key.depth);
                entries.push((key.word, value.word));
                continue;
            }
            if let Some(keyword) = keyword {
                self.jump(keyword, tokens, value);
                continue;
            }
            if !targets.is_empty() {
                let assigned = self.assign(targets, value, tokens.end);
                // Of a loop, what it goes over is the value, and not its variable.
                values.extend(assigned.filter(|_| role != Role::Foreach));
                continue;
            }
            if !is_plain {
                continue;
            }
            let tokens = match self.elements.get(element) {
                Some(element) => element.tokens.clone(),
                None => continue,
            };
            match self.elements.get(element).and_then(|element| element.key) {
                Some(key) if self.is_filed(key) => {}
                Some(key) => self.output(key, tokens, value),
                None if self.is_step(&tokens) => values.extend(self.step(tokens, value)),
                None => values.push(value),
            }
        }
        match role {
            Role::Table => self.map(entries, depth, range),
            Role::Parentheses | Role::SubExpression if shape.is_transparent => {
                let mut value = values.pop()?;
                value.word.range = range;
                value.is_open = false;
                Some(value)
            }
            Role::Array if shape.is_transparent => {
                let mut list = self.items(values, range);
                list.is_open = false;
                Some(list)
            }
            Role::Parentheses | Role::SubExpression | Role::Array => {
                let piece = self.commands_in(&self.content(index), shape.scope, range);
                Some(self.value(piece, 1))
            }
            Role::Condition | Role::Foreach => match values.pop() {
                Some(value) => Some(value),
                None => {
                    let last = shape.statements.last()?;
                    self.statement_value(last)
                }
            },
            _ => None,
        }
    }

    fn map(
        &mut self,
        entries: Vec<(Word, Word)>,
        depth: usize,
        range: Range<u32>,
    ) -> Option<Value> {
        Some(self.value(Piece::Map { entries, range }, depth + 1))
    }

    /// The items of `@( … )`: lists in it are not nested.
    fn items(&mut self, values: Vec<Value>, range: Range<u32>) -> Value {
        let depth = deepest(&values) + 1;
        let mut all = Vec::new();
        for value in values {
            match value.word.pieces.as_slice() {
                [Piece::List { .. }] if value.is_open => {
                    for piece in value.word.pieces {
                        if let Piece::List { items, .. } = piece {
                            all.extend(items);
                        }
                    }
                }
                _ => all.push(value.word),
            }
        }
        self.value(Piece::List { items: all, range }, depth)
    }

    /// What a statement gives. The commands in its pipeline are built on the way.
    fn statement_value(&mut self, index: usize) -> Option<Value> {
        let statement = self.statements.get(index)?;
        let (elements, is_plain) = (statement.elements.clone(), statement.is_plain);
        let pipeline = statement.pipeline.clone();
        if is_plain {
            let tokens = self.elements.get(elements.start)?.tokens.clone();
            return Some(self.expression(tokens));
        }
        let mut has_commands = false;
        for element in elements {
            has_commands |= self.element_command(element);
        }
        let trimmed = self.trim(pipeline.clone());
        let range = self.bytes(&trimmed);
        if has_commands {
            let piece = self.commands_in(&trimmed, self.scope, range);
            return Some(self.value(piece, 1));
        }
        Some(unknown(range))
    }

    /// `return`, `exit` and others.
    fn jump(&mut self, keyword: usize, tokens: Range<usize>, value: Value) {
        let tokens = self.trim(tokens);
        let mut range = self.bytes(&tokens);
        let name = self.token_range(keyword);
        range.end = range.end.max(value.word.range.end);
        let mut command = self.blank_command(range, CommandKind::Keyword);
        let text = self.token_text(keyword).to_owned();
        let pieces = vec![Piece::Text { text, range: name.clone() }];
        command.name = Word { range: name, pieces, quoted: false };
        if !value.word.range.is_empty() {
            command.arguments.push(Argument::Value(value.word));
        }
        self.file(keyword, command);
    }

    /// Files an expression that is output.
    pub(super) fn output(&mut self, key: usize, tokens: Range<usize>, value: Value) {
        let tokens = self.trim(tokens);
        let range = self.bytes(&tokens);
        let mut command = self.blank_command(range.clone(), CommandKind::Expression);
        command.name.range = range.start..range.start;
        command.arguments.push(Argument::Value(value.word));
        self.file(key, command);
    }

    /// `$i++`, and the value of it in brackets.
    fn step(&mut self, tokens: Range<usize>, mut value: Value) -> Option<Value> {
        let range = value.word.range.clone();
        if let [Piece::Operation { operator, operands, .. }] = value.word.pieces.as_mut_slice()
            && matches!(operator.as_str(), "++" | "--")
            && let Some(target) = operands.pop()
        {
            let change = BindOperator::Change;
            let word = alias_of(&target);
            self.bind(tokens.start, target, change, None, range, tokens.end);
            return Some(Value { word, depth: 1, is_open: false });
        }
        None
    }

    /// What decides about a block, which its scope tells.
    fn conditions(&mut self) {
        for (body, head) in std::mem::take(&mut self.heads) {
            let condition = match head {
                Head::Group(group) => {
                    let value = self.values.get_mut(group).and_then(Option::take);
                    value.map(|value| value.word)
                }
                Head::Tokens(tokens) => {
                    let tokens = self.trim(tokens);
                    self.scope = self.shapes.get(body).map_or(0, |shape| shape.scope);
                    (!tokens.is_empty()).then(|| self.head(tokens).word)
                }
            };
            let scope = self.shapes.get(body).map_or(0, |shape| shape.scope) as usize;
            if let Some(scope) = self.scopes.get_mut(scope) {
                scope.condition = condition;
            }
        }
    }

    /// The last value of what stands before a block: flags of a `switch` come first.
    fn head(&mut self, tokens: Range<usize>) -> Value {
        let mut at = tokens.start;
        let mut value = unknown(self.bytes(&tokens));
        while at < tokens.end {
            self.work += 1;
            match self.kind(at) {
                Kind::Parameter | Kind::NewLine | Kind::Comma => at += 1,
                _ => value = self.argument(&mut at, tokens.end),
            }
            at = self.skip(at, tokens.end);
        }
        value
    }

    /// Calls that stand where the language has no place for them.
    fn fill(&mut self) {
        self.scope = 0;
        for key in 0..self.is_key.len() {
            if self.is_key.get(key) == Some(&true) && !self.is_filed(key) {
                let range = self.token_range(key);
                let command = self.blank_command(range, CommandKind::Expression);
                self.file(key, command);
            }
        }
    }
}
