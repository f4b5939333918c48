//! Values: expressions with operators, and the words of commands.

use std::ops::Range;

use super::operators::{CAST, COMMA, UNARY, is_chained, name_of, precedence};
use super::primary::type_name;
use super::{Kind, Parser, Role, Value};
use crate::script::{Fault, FaultKind, MAX_DEPTH, Piece, Word};

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
    pub(super) fn append(
        &mut self,
        mut left: Value,
        right: Value,
        operator: Option<String>,
    ) -> Value {
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

    pub(super) fn written(&self, range: &Range<u32>) -> String {
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
