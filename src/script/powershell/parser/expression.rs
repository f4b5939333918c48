//! Values: expressions with operators, and the words of commands.

use std::ops::Range;

use super::{Kind, Parser, Role, Value, escape};
use crate::script::{
    Argument, Command, CommandKind, Fault, FaultKind, MAX_DEPTH, Piece, RunsIf, Word,
};

/// An operator that waits for its right operand.
struct Pending {
    operator: Operator,
    precedence: u8,
    start: u32,
}

enum Operator {
    Unary(String),
    Binary(String),
    Comma,
    Cast(String),
}

const CAST: u8 = 13;
const UNARY: u8 = 12;
const COMMA: u8 = 11;

impl Parser<'_> {
    /// The value of an expression. Operators wait on a stack of their own, so nothing recurs.
    pub(super) fn expression(&mut self, tokens: Range<usize>) -> Value {
        let tokens = self.trim(tokens);
        let mut operands: Vec<Value> = Vec::new();
        let mut pending: Vec<Pending> = Vec::new();
        let (mut at, end) = (tokens.start, tokens.end);
        let mut is_due = true;
        while at < end {
            self.work += 1;
            let kind = self.kind(at);
            if kind.is_blank() || kind == Kind::NewLine {
                at += 1;
                continue;
            }
            if self.role(at) == Some(Role::Attribute) {
                at = self.after(at);
                continue;
            }
            let start = self.token_range(at).start;
            match (kind, is_due) {
                (Kind::Operator, true) => {
                    let operator = Operator::Unary(name_of(self.token_text(at)));
                    pending.push(Pending { operator, precedence: UNARY, start });
                    at += 1;
                }
                (Kind::Comma, true) => {
                    pending.push(Pending {
                        operator: Operator::Unary(",".to_owned()),
                        precedence: COMMA,
                        start,
                    });
                    at += 1;
                }
                (Kind::Type, true) if self.is_cast(at, end) => {
                    let operator = Operator::Cast(type_name(self.token_text(at)));
                    pending.push(Pending { operator, precedence: CAST, start });
                    at += 1;
                }
                (_, true) => {
                    let operand = self.primary(&mut at, end, true);
                    operands.push(operand);
                    is_due = false;
                }
                (Kind::Operator, false) if matches!(self.token_text(at), "++" | "--") => {
                    if let Some(operand) = operands.pop() {
                        let range = operand.word.range.start..self.token_range(at).end;
                        let operator = self.token_text(at).to_owned();
                        let value = self.operation(operator, vec![operand], range);
                        operands.push(value);
                    }
                    at += 1;
                }
                (_, false) => {
                    let (operator, precedence) = match kind {
                        Kind::Comma => (Operator::Comma, COMMA),
                        Kind::Operator => {
                            let name = name_of(self.token_text(at));
                            let precedence = precedence(&name);
                            (Operator::Binary(name), precedence)
                        }
                        Kind::Assign => (Operator::Binary(self.token_text(at).to_owned()), 1),
                        // Two values without an operator.
                        _ => (Operator::Binary(String::new()), 2),
                    };
                    let takes_token = matches!(kind, Kind::Comma | Kind::Operator | Kind::Assign);
                    self.reduce(&mut operands, &mut pending, precedence);
                    pending.push(Pending { operator, precedence, start });
                    at += usize::from(takes_token);
                    is_due = true;
                }
            }
        }
        if is_due && !pending.is_empty() {
            let range = self.bytes(&tokens).end;
            operands.push(unknown(range..range));
        }
        self.reduce(&mut operands, &mut pending, 0);
        match operands.pop() {
            Some(value) => value,
            None => {
                let start = self.token_range(tokens.start).start;
                Value { word: Word { range: start..start, ..Word::default() }, ..Value::default() }
            }
        }
    }

    /// Applies the operators that bind at least as tightly as `precedence`.
    fn reduce(&mut self, operands: &mut Vec<Value>, pending: &mut Vec<Pending>, precedence: u8) {
        while let Some(top) = pending.pop_if(|top| top.precedence >= precedence) {
            self.work += 1;
            let Some(right) = operands.pop() else { continue };
            let value = match top.operator {
                Operator::Unary(name) => {
                    let range = top.start..right.word.range.end;
                    match name.as_str() {
                        "," => self.list(vec![right], range),
                        _ => self.operation(name, vec![right], range),
                    }
                }
                Operator::Cast(type_name) => {
                    let range = top.start..right.word.range.end;
                    let depth = right.depth + 1;
                    let piece = Piece::Cast { type_name, value: Box::new(right.word), range };
                    self.value(piece, depth)
                }
                Operator::Comma => match operands.pop() {
                    Some(left) => self.append(left, right, None),
                    None => right,
                },
                Operator::Binary(name) => match operands.pop() {
                    Some(left) => self.append(left, right, Some(name)),
                    None => right,
                },
            };
            operands.push(value);
        }
    }

    /// `left operator right`, or `left, right`; a chain of the same operator stays one.
    fn append(&mut self, mut left: Value, right: Value, operator: Option<String>) -> Value {
        let range = left.word.range.start..right.word.range.end;
        let depth = (right.depth + 1).max(left.depth);
        if left.is_open && depth <= MAX_DEPTH {
            let more = match (left.word.pieces.as_mut_slice(), &operator) {
                ([Piece::List { items, range }], None) => Some((items, range)),
                ([Piece::Operation { operator: same, operands, range }], Some(operator))
                    if same == operator && is_chained(operator) =>
                {
                    Some((operands, range))
                }
                _ => None,
            };
            if let Some((more, whole)) = more {
                more.push(right.word);
                *whole = range.clone();
                left.word.range = range;
                left.depth = depth;
                return left;
            }
        }
        match operator {
            None => self.list(vec![left, right], range),
            Some(operator) => self.operation(operator, vec![left, right], range),
        }
    }

    /// Whether the type at `at` is cast to: a value follows.
    fn is_cast(&mut self, at: usize, end: usize) -> bool {
        let next = self.skip(at + 1, end);
        if next >= end {
            return false;
        }
        match self.kind(next) {
            Kind::Variable | Kind::Number | Kind::Verbatim | Kind::VerbatimHere => true,
            Kind::TextOpen | Kind::Type | Kind::Bare | Kind::Splat => true,
            Kind::Open => self.role(next) != Some(Role::Index),
            Kind::Operator => matches!(self.token_text(next), "!" | "-"),
            _ => false,
        }
    }

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

    /// The value of the brackets that open at `token`.
    pub(super) fn take_value(&mut self, token: usize) -> Value {
        let Some((index, _)) = self.group(token) else { return unknown(self.token_range(token)) };
        let value = self.values.get_mut(index).and_then(Option::take);
        value.unwrap_or_else(|| unknown(self.group_range(index)))
    }

    pub(super) fn value(&mut self, piece: Piece, depth: usize) -> Value {
        let range = piece.range().clone();
        if depth > MAX_DEPTH {
            self.faults.push(Fault { range: range.clone(), kind: FaultKind::TooDeep });
            return unknown(range);
        }
        let is_open = matches!(piece, Piece::List { .. } | Piece::Operation { .. });
        Value { word: Word { range, pieces: vec![piece], quoted: false }, depth, is_open }
    }

    pub(super) fn operation(
        &mut self,
        operator: String,
        operands: Vec<Value>,
        range: Range<u32>,
    ) -> Value {
        let depth = deepest(&operands) + 1;
        let operands = operands.into_iter().map(|operand| operand.word).collect();
        self.value(Piece::Operation { operator, operands, range }, depth)
    }

    pub(super) fn list(&mut self, items: Vec<Value>, range: Range<u32>) -> Value {
        let depth = deepest(&items) + 1;
        let items = items.into_iter().map(|item| item.word).collect();
        self.value(Piece::List { items, range }, depth)
    }

    fn written(&self, range: &Range<u32>) -> String {
        let range = range.start as usize..range.end as usize;
        self.text.get(range).unwrap_or_default().to_owned()
    }
}

pub(super) fn unknown(range: Range<u32>) -> Value {
    let pieces = vec![Piece::Unknown { range: range.clone() }];
    Value { word: Word { range, pieces, quoted: false }, depth: 1, is_open: false }
}

pub(super) fn deepest(values: &[Value]) -> usize {
    values.iter().map(|value| value.depth).max().unwrap_or(0)
}

/// Adds pieces; text that follows text becomes one.
pub(super) fn push(pieces: &mut Vec<Piece>, more: Vec<Piece>) {
    for piece in more {
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text { text, range }), Piece::Text { text: next, range: behind }) => {
                text.push_str(&next);
                range.end = behind.end;
            }
            (_, piece) => pieces.push(piece),
        }
    }
}

/// The name between the brackets of a type.
fn type_name(token: &str) -> String {
    let name = token.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    name.unwrap_or(token).trim().to_owned()
}

/// An operator without its dash, and without the `i` that changes nothing.
fn name_of(token: &str) -> String {
    let mut chars = token.chars();
    let is_dash = matches!(chars.next(), Some('-' | '\u{2013}'..='\u{2015}'));
    if !is_dash {
        return token.to_owned();
    }
    let name = chars.as_str().to_ascii_lowercase();
    if !name.starts_with(|ch: char| ch.is_alphabetic()) {
        return "-".repeat(token.chars().count());
    }
    match name.strip_prefix('i') {
        Some(plain) if COMPARISONS.contains(&plain) => plain.to_owned(),
        _ => name,
    }
}

const COMPARISONS: [&str; 18] = [
    "eq",
    "ne",
    "gt",
    "ge",
    "lt",
    "le",
    "like",
    "notlike",
    "match",
    "notmatch",
    "replace",
    "split",
    "contains",
    "notcontains",
    "in",
    "notin",
    "join",
    "as",
];

fn is_chained(operator: &str) -> bool {
    matches!(operator, "+" | "*" | "and" | "or" | "xor" | "band" | "bor" | "bxor")
}

fn precedence(operator: &str) -> u8 {
    match operator {
        ".." => 10,
        "f" => 9,
        "*" | "/" | "%" => 8,
        "+" | "-" => 7,
        "band" | "bor" | "bxor" | "shl" | "shr" => 5,
        "and" | "or" | "xor" => 4,
        "?" | ":" | "??" => 3,
        _ => 6,
    }
}
