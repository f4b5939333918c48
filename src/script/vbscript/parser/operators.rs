//! What the operators between values make of them.

use super::{Kind, Parser, Value, expression::Level};
use crate::script::{MAX_DEPTH, Piece};

/// An operator whose right side is still to come.
#[derive(Clone, Copy)]
pub(super) struct Sign {
    pub(super) name: &'static str,
    /// To what more of the same may be added.
    pub(super) chain: Option<&'static str>,
    pub(super) precedence: u8,
    pub(super) is_prefix: bool,
    pub(super) start: u32,
}

impl Parser<'_> {
    /// Applies the operators that bind at least as strongly.
    pub(super) fn reduce(&mut self, level: &mut Level, precedence: u8) {
        while let Some(sign) = level.operators.last().copied() {
            if sign.precedence < precedence {
                break;
            }
            self.work += 1;
            level.operators.pop();
            let Some(right) = level.operands.pop() else { break };
            let end = right.word.range.end;
            let value = match sign.is_prefix {
                true => self.operation(sign.name, None, vec![right], sign.start..end),
                false => {
                    let Some(left) = level.operands.pop() else {
                        level.operands.push(right);
                        break;
                    };
                    self.joined(sign, left, right)
                }
            };
            level.operands.push(value);
        }
    }

    fn joined(&mut self, sign: Sign, mut left: Value, right: Value) -> Value {
        let end = right.word.range.end;
        let is_same = sign.chain.is_some() && left.open == sign.chain;
        if is_same
            && right.depth < MAX_DEPTH
            && let [Piece::Operation { operands, range, .. }] = left.word.pieces.as_mut_slice()
        {
            operands.push(right.word);
            range.end = end;
            left.word.range.end = end;
            left.depth = left.depth.max(right.depth + 1);
            return left;
        }
        let range = left.word.range.start..end;
        self.operation(sign.name, sign.chain, vec![left, right], range)
    }

    pub(super) fn binary(&self) -> Option<Sign> {
        let written = self.written(self.at);
        let (name, precedence) = match self.kind(self.at)? {
            Kind::Operator => match written {
                "^" => ("^", 14),
                "*" => ("*", 12),
                "/" => ("/", 12),
                "\\" => ("\\", 11),
                "+" => ("+", 9),
                "-" => ("-", 9),
                "&" => ("+", 8),
                "=" => ("eq", 7),
                "<>" | "><" => ("ne", 7),
                "<" => ("lt", 7),
                ">" => ("gt", 7),
                "<=" | "=<" => ("le", 7),
                ">=" | "=>" => ("ge", 7),
                _ => return None,
            },
            Kind::Keyword => match written.to_ascii_lowercase().as_str() {
                "mod" => ("mod", 10),
                "is" => ("is", 7),
                "and" => ("and", 5),
                "or" => ("or", 4),
                "xor" => ("xor", 3),
                "eqv" => ("eqv", 2),
                "imp" => ("imp", 1),
                _ => return None,
            },
            _ => return None,
        };
        let chain = match (name, written) {
            (_, "&") => Some("&"),
            ("+" | "*" | "and" | "or" | "xor", _) => Some(name),
            _ => None,
        };
        let start = self.range(self.at).start;
        Some(Sign { name, chain, precedence, is_prefix: false, start })
    }
}
