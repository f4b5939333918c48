//! What the operators between values make of them.

use super::{Kind, Parser, expression::Level};
use crate::script::draft::{Sign, Value, unknown, word_of};
use crate::script::{BindOperator, Piece};

/// What assigns binds less than all that has a value.
pub(super) const ASSIGNMENT: u8 = 2;
/// `a ? b : c`.
pub(super) const CHOICE: u8 = 3;
/// `a ? b`, whose `:` is still to come: nothing reaches beyond it.
pub(super) const HALF_CHOICE: u8 = 0;
pub(super) const PREFIX: u8 = 15;

impl Parser<'_> {
    /// Applies the operators that bind at least as strongly.
    pub(super) fn reduce(&mut self, level: &mut Level, precedence: u8) {
        while let Some(sign) = level.operators.last().copied() {
            if sign.precedence < precedence {
                break;
            }
            self.draft.work += 1;
            level.operators.pop();
            let operands = &mut level.operands;
            match (sign.precedence, sign.name) {
                (ASSIGNMENT, _) => self.assign(sign, operands),
                (CHOICE, _) => self.choose(operands, 3),
                (HALF_CHOICE, _) => self.choose(operands, 2),
                (PREFIX, "++" | "--") => {
                    let Some(target) = operands.pop() else { return };
                    let value = self.changed(sign.start, target);
                    operands.push(value);
                }
                _ => self.draft.apply(sign, operands),
            }
        }
    }

    fn choose(&mut self, operands: &mut Vec<Value>, count: usize) {
        let from = operands.len().saturating_sub(count);
        let taken = operands.split_off(from);
        let (Some(first), Some(last)) = (taken.first(), taken.last()) else { return };
        let range = first.word.range.start..last.word.range.end;
        let value = self.draft.operation("?", None, taken, range);
        operands.push(value);
    }

    fn assign(&mut self, sign: Sign, operands: &mut Vec<Value>) {
        let Some(right) = operands.pop() else { return };
        let Some(target) = operands.pop() else { return operands.push(right) };
        let range = target.word.range.start..right.word.range.end;
        let operator = match sign.name {
            "=" => BindOperator::Set,
            "+=" => BindOperator::Append,
            _ => BindOperator::Change,
        };
        let known = target.word.variable().map(str::to_owned);
        self.note_collection(&target.word, &right.word);
        self.draft.bind(range.start, target.word, operator, Some(right.word));
        // What follows has the value of the variable behind the assignment.
        let value = known.map(|name| {
            let mut word = word_of(Piece::Variable { name, range: range.end..range.end });
            word.range = range.clone();
            Value::plain(word)
        });
        operands.push(value.unwrap_or_else(|| unknown(range)));
    }

    /// `x++`: the variable changes, and what it gives is not known.
    pub(super) fn changed(&mut self, start: u32, target: Value) -> Value {
        let range = start.min(target.word.range.start)..target.word.range.end;
        self.draft.bind(range.start, target.word, BindOperator::Change, None);
        unknown(range)
    }

    /// The operator between two values that stands there.
    pub(super) fn binary(&self) -> Option<Sign> {
        let written = self.written(self.at);
        let (name, precedence) = match self.kind(self.at)? {
            Kind::Operator => match written {
                "*" => ("*", 14),
                "/" => ("/", 14),
                "%" => ("mod", 14),
                "+" => ("+", 13),
                "-" => ("-", 13),
                "<<" => ("shl", 12),
                ">>" | ">>>" => ("shr", 12),
                "<" => ("lt", 11),
                ">" => ("gt", 11),
                "<=" => ("le", 11),
                ">=" => ("ge", 11),
                "==" | "===" => ("eq", 10),
                "!=" | "!==" => ("ne", 10),
                "&" => ("band", 9),
                "^" => ("bxor", 8),
                "|" => ("bor", 7),
                "&&" => ("and", 6),
                "||" => ("or", 5),
                "=" => ("=", ASSIGNMENT),
                "+=" => ("+=", ASSIGNMENT),
                "-=" | "*=" | "/=" | "%=" | "&=" | "|=" | "^=" | "<<=" | ">>=" | ">>>=" => {
                    ("-=", ASSIGNMENT)
                }
                _ => return None,
            },
            Kind::Keyword => match written {
                "in" => ("in", 11),
                "instanceof" => ("is", 11),
                _ => return None,
            },
            _ => return None,
        };
        let chain = matches!(name, "+" | "*" | "and" | "or").then_some(name);
        let start = self.range(self.at).start;
        Some(Sign { name, chain, precedence, is_prefix: false, start })
    }

    /// The operator before a value that stands there.
    pub(super) fn prefix(&self) -> Option<Sign> {
        let name = match (self.kind(self.at)?, self.written(self.at)) {
            (Kind::Operator, "!") => "not",
            (Kind::Operator, "~") => "bnot",
            (Kind::Operator, "+") => "+",
            (Kind::Operator, "-") => "-",
            (Kind::Operator, "++") => "++",
            (Kind::Operator, "--") => "--",
            (Kind::Keyword, "typeof") => "typeof",
            (Kind::Keyword, "void") => "void",
            (Kind::Keyword, "delete") => "delete",
            _ => return None,
        };
        let start = self.range(self.at).start;
        Some(Sign { name, chain: None, precedence: PREFIX, is_prefix: true, start })
    }
}
