//! What the operators between values make of them.

use super::{Kind, Parser, expression::Level};
use crate::script::draft::Sign;

impl Parser<'_> {
    /// Applies the operators that bind at least as strongly.
    pub(super) fn reduce(&mut self, level: &mut Level, precedence: u8) {
        while let Some(sign) = level.operators.last().copied() {
            if sign.precedence < precedence {
                break;
            }
            self.draft.work += 1;
            level.operators.pop();
            self.draft.apply(sign, &mut level.operands);
        }
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
