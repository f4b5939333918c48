//! Values without operators: texts, variables, brackets, with the members, indices and calls behind them.

use super::expression::{push, unknown};
use super::{Kind, Parser, Role, Value, escape};
use crate::script::{Argument, Command, CommandKind, Piece, RunsIf, Word};

impl Parser<'_> {
    /// A value without operators, with the members, indices and calls behind it.
    pub(super) fn primary(&mut self, at: &mut usize, end: usize, in_expression: bool) -> Value {
        let mut value = self.atom(*at);
        *at = self.after(*at).min(end);
        while *at < end {
            self.work += 1;
            let next = if in_expression { self.skip(*at, end) } else { *at };
            if next >= end {
                break;
            }
            if self.role(next) == Some(Role::Index) {
                let index = self.take_value(next);
                let range = value.word.range.start..index.word.range.end;
                *at = self.after(next).min(end);
                value = self.operation("index".to_owned(), vec![value, index], range);
                continue;
            }
            if self.kind(next) != Kind::Dot {
                break;
            }
            let is_static = self.token_text(next) == "::";
            let name_at = self.skip(next + 1, end);
            let is_name = match self.kind(name_at) {
                Kind::Member | Kind::Variable | Kind::Verbatim | Kind::TextOpen => true,
                Kind::Open => self.role(name_at) == Some(Role::Parentheses),
                _ => false,
            };
            if name_at >= end || !is_name {
                *at = next + 1;
                break;
            }
            let name = self.atom(name_at);
            let written = self.written(&name.word.range);
            let behind = self.after(name_at).min(end);
            *at = behind;
            if behind < end && self.is_call_at(behind) {
                *at = self.after(behind).min(end);
                value = self.call(value, name.word, is_static, behind);
                continue;
            }
            let range = value.word.range.start..name.word.range.end;
            let name = name.word.constant().map_or(written, str::to_owned);
            let depth = value.depth + 1;
            let piece = Piece::Member { object: Box::new(value.word), name, is_static, range };
            value = self.value(piece, depth);
        }
        value
    }

    fn is_call_at(&self, token: usize) -> bool {
        match self.role(token) {
            Some(Role::Arguments) => true,
            Some(Role::Block) => token > 0 && self.kind(token - 1) == Kind::Member,
            _ => false,
        }
    }

    /// Files the call of a method whose arguments open at `key`, and gives its output.
    fn call(&mut self, object: Value, name: Word, is_static: bool, key: usize) -> Value {
        let Some((index, group)) = self.group(key) else { return object };
        let range = object.word.range.start..self.group_range(index).end;
        let mut arguments = vec![Argument::Value(object.word)];
        if group.role == Role::Block {
            let block = self.take_value(key);
            arguments.push(Argument::Value(block.word));
        } else if let Some(given) = self.arguments.get_mut(index) {
            arguments.extend(std::mem::take(given).into_iter().map(Argument::Value));
        }
        let kind = if is_static { CommandKind::StaticMethod } else { CommandKind::Method };
        let first = self.rank(key);
        self.file(
            key,
            Command {
                range: range.clone(),
                kind,
                name,
                arguments,
                redirections: Vec::new(),
                piped_from: None,
                scope: self.scope,
                runs_if: RunsIf::Always,
                background: false,
            },
        );
        self.value(Piece::Commands { first, count: 1, scope: self.scope, range }, 1)
    }

    /// A word of a command: what sticks together, and what commas join.
    pub(super) fn argument(&mut self, at: &mut usize, end: usize) -> Value {
        let mut value = self.glued(at, end);
        loop {
            let comma = self.skip(*at, end);
            if comma >= end || self.kind(comma) != Kind::Comma {
                return value;
            }
            let next = self.skip(comma + 1, end);
            if next >= end {
                *at = end;
                return value;
            }
            *at = next;
            self.work += 1;
            if self.kind(next) == Kind::Comma {
                continue;
            }
            let right = self.glued(at, end);
            value = self.append(value, right, None);
        }
    }

    fn glued(&mut self, at: &mut usize, end: usize) -> Value {
        let sticks = matches!(
            self.kind(*at),
            Kind::Bare | Kind::Command | Kind::Number | Kind::Variable | Kind::Parameter
        );
        let mut value = self.primary(at, end, false);
        while *at < end && sticks {
            self.work += 1;
            let goes_on = match self.kind(*at) {
                Kind::Bare | Kind::Variable | Kind::Number | Kind::Verbatim | Kind::TextOpen => {
                    true
                }
                Kind::Open => self.role(*at) == Some(Role::SubExpression),
                _ => false,
            };
            if !goes_on {
                break;
            }
            let more = self.primary(at, end, false);
            value.is_open = false;
            value.word.range.end = more.word.range.end;
            value.word.quoted |= more.word.quoted;
            value.depth = value.depth.max(more.depth);
            push(&mut value.word.pieces, more.word.pieces);
        }
        value
    }

    /// The value of one token or one pair of brackets.
    pub(super) fn atom(&mut self, at: usize) -> Value {
        let range = self.token_range(at);
        let text = self.token_text(at);
        let (inside, meaning, quoted) = match self.kind(at) {
            Kind::Variable => {
                return self.value(Piece::Variable { name: escape::variable(text), range }, 1);
            }
            Kind::Splat => {
                return self.value(Piece::Variable { name: text.to_owned(), range }, 1);
            }
            Kind::Type => return self.value(Piece::Type { name: type_name(text), range }, 1),
            Kind::TextOpen | Kind::Open => return self.take_value(at),
            Kind::Verbatim => {
                let inside = escape::inside_quotes(text);
                let meaning = escape::verbatim(text.get(inside.clone()).unwrap_or_default());
                (inside, meaning, true)
            }
            Kind::VerbatimHere => {
                let inside = escape::inside_here(text);
                let meaning = text.get(inside.clone()).unwrap_or_default().to_owned();
                (inside, meaning, true)
            }
            Kind::Keyword
            | Kind::Unknown
            | Kind::Close
            | Kind::Dot
            | Kind::Label
            | Kind::NewLine
            | Kind::TextClose => return unknown(range),
            _ => (0..text.len(), escape::expandable(text, false), false),
        };
        let start = range.start;
        let inside = start + inside.start as u32..start + inside.end as u32;
        let pieces = match meaning.is_empty() {
            true => Vec::new(),
            false => vec![Piece::Text { text: meaning, range: inside }],
        };
        Value { word: Word { range, pieces, quoted }, depth: 1, is_open: false }
    }
}

/// The name between the brackets of a type.
pub(super) fn type_name(token: &str) -> String {
    let name = token.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    name.unwrap_or(token).trim().to_owned()
}
