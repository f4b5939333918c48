//! What `if` asks for.

use super::{Kind, lexer::place, parser::Parser, word::Builder};
use crate::script::tree::{Piece, Word};

impl Parser<'_> {
    /// The condition behind `if`, as an operation: `exist`, `defined`, `errorlevel`,
    /// `cmdextversion`, `==`, `equ` and its kin, each with `i` behind it where case does not matter,
    /// and `not` around it. None if it is not whole.
    pub(super) fn condition(&mut self) -> Option<Word> {
        let (mut ignores_case, mut negations) = (false, vec![]);
        loop {
            self.begin_arguments()?;
            let start = self.here();
            if let Some(length) = self.keyword(&["/i"]) {
                self.lexer.take(Kind::Text, length);
                ignores_case = true;
            } else if let Some(length) = self.keyword(&["not"]).filter(|_| negations.is_empty()) {
                self.lexer.take(Kind::Text, length);
                negations.push(start);
            } else {
                break;
            }
        }
        let unary = ["exist", "defined", "errorlevel", "cmdextversion"];
        let start = self.here();
        let mut condition = match self.keyword(&unary) {
            Some(length) => {
                let range = self.lexer.take(Kind::Text, length);
                let operator = self.text(&range).to_ascii_lowercase();
                self.begin_arguments()?;
                let operand = self.operand()?;
                operation(operator, vec![operand], start)
            }
            None => {
                let left = self.operand()?;
                let operator = self.comparison()?;
                self.begin_arguments()?;
                let right = self.operand()?;
                let suffix = if ignores_case { "i" } else { "" };
                operation(operator + suffix, vec![left, right], start)
            }
        };
        for start in negations {
            condition = operation("not".to_owned(), vec![condition], start);
        }
        // Something must follow on the line.
        let next = self.begin_arguments()?;
        (!Self::is_end(next)).then_some(condition)
    }

    fn comparison(&mut self) -> Option<String> {
        while let Some((kind @ (Kind::Blank | Kind::Continuation), length)) = self.lexer.look(false)
        {
            self.lexer.take(kind, length);
        }
        let length = match self.lexer.rest() {
            [b'=', b'=', ..] => {
                self.lexer.take(Kind::Separator, 2);
                return Some("==".to_owned());
            }
            _ => self.keyword(&["equ", "neq", "lss", "leq", "gtr", "geq"])?,
        };
        let range = self.lexer.take(Kind::Text, length);
        Some(self.text(&range).to_ascii_lowercase())
    }

    /// One side of a comparison, with its quotes taken off. Brackets are characters in it.
    fn operand(&mut self) -> Option<Word> {
        let mut word = Builder::default();
        let (mut is_quoted, mut open) = (false, 0_usize);
        while let Some((kind, length)) = self.lexer.look(is_quoted) {
            match kind {
                Kind::Close if open > 0 => {
                    open -= 1;
                    let range = self.lexer.take(Kind::Text, length);
                    word.text(")", &range);
                    continue;
                }
                Kind::Blank | Kind::Separator | Kind::Redirection => break,
                _ if Self::is_end(kind) => break,
                _ => {}
            }
            let range = self.lexer.take(kind, length);
            let text = self.text(&range);
            if kind == Kind::Quote {
                is_quoted = !is_quoted;
                word.quote(&range);
            } else {
                open += text.bytes().filter(|byte| *byte == b'(' && !is_quoted).count();
                word.token(kind, text, &range);
            }
        }
        let is_missing = word.is_empty();
        let word = word.finish(self.here());
        (!is_missing).then_some(word)
    }
}

fn operation(operator: String, operands: Vec<Word>, start: u32) -> Word {
    let end = operands.last().map_or(start, |word| word.range.end).max(place(0));
    let range = start..end;
    let piece = Piece::Operation { operator, operands, range: range.clone() };
    Word { range, pieces: vec![piece], quoted: false }
}
