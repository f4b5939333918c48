//! What begins with a keyword.

use super::{
    Kind, Parser,
    expression::Until,
    frames::{Block, Opening},
};
use crate::script::draft::{Value, name_word, place, word_of};
use crate::script::{CommandKind, FaultKind, Piece, ScopeKind, Word};

/// The longest name that Windows takes.
const MAX_NAME: usize = 255;

impl Parser<'_> {
    pub(super) fn keyword(&mut self) {
        let keyword = self.written(self.at).to_ascii_lowercase();
        let start = self.at;
        self.at += 1;
        match keyword.as_str() {
            "if" => self.if_block(start, false),
            "elseif" => {
                let was_line = self.close(&[Block::If], self.range(start));
                self.if_block(start, was_line.is_some_and(|frame| frame.is_line));
            }
            "else" => {
                if let Some(frame) = self.close(&[Block::If], self.range(start)) {
                    let kind = Some(ScopeKind::Else);
                    self.open_as(Block::Else, start, kind, None, frame.is_line);
                }
            }
            "for" => self.for_block(start),
            "next" => self.close_and_skip(&[Block::For], start),
            "do" => {
                let condition = self.while_condition();
                self.skip_rest();
                self.open_as(Block::Do, start, Some(ScopeKind::Loop), condition, false);
            }
            "loop" => {
                let frame = self.close(&[Block::Do], self.range(start));
                let condition = self.while_condition();
                let scope = frame.and_then(|frame| frame.scope);
                let scope = scope.and_then(|scope| self.draft.tree.scopes.get_mut(scope as usize));
                if let (Some(scope), Some(condition)) = (scope, condition) {
                    scope.condition.get_or_insert(condition);
                }
                self.skip_rest();
            }
            "while" => {
                let condition = self.value().map(|value| value.word);
                self.skip_rest();
                self.open_as(Block::While, start, Some(ScopeKind::Loop), condition, false);
            }
            "wend" => self.close_and_skip(&[Block::While], start),
            "select" => {
                self.at += usize::from(self.is_keyword(self.at, "case"));
                let value = self.value().map(|value| value.word);
                self.skip_rest();
                self.open_as(Block::Select, start, Some(ScopeKind::Switch), value, false);
            }
            "case" => self.case(start),
            "with" => self.with(start),
            "sub" => self.function(Block::Sub, start),
            "function" => self.function(Block::Function, start),
            "class" => {
                let name = self.declared();
                let opening = self.opening(start, Some(ScopeKind::Block), None);
                self.open(Block::Class, Opening { name, ..opening });
            }
            "end" => self.end_block(start),
            // `Private Sub`, `Public Const`: what follows is read as if it stood alone.
            "private" | "public" if self.is_declaration(self.at) => {
                self.at += usize::from(self.is_word(self.at, "default"));
            }
            "private" | "public" | "dim" | "redim" => self.dim(),
            "const" => self.constants(),
            "set" | "let" | "call" => match self.kind(self.at) {
                Some(Kind::Name | Kind::Dot) => self.named_statement(),
                _ if self.is_keyword(self.at, "me") => self.named_statement(),
                _ => self.unread_statement(),
            },
            "me" => {
                self.at = start;
                self.named_statement();
            }
            "on" | "exit" | "stop" => self.jump(start),
            "option" => self.skip_rest(),
            _ => self.unread_statement(),
        }
    }

    pub(super) fn opening(
        &self,
        start: usize,
        kind: Option<ScopeKind>,
        condition: Option<Word>,
    ) -> Opening {
        Opening { opener: self.range(start), kind, name: None, condition, is_line: false }
    }

    fn open_as(
        &mut self,
        block: Block,
        start: usize,
        kind: Option<ScopeKind>,
        condition: Option<Word>,
        is_line: bool,
    ) {
        let opening = self.opening(start, kind, condition);
        self.open(block, Opening { is_line, ..opening });
    }

    fn close_and_skip(&mut self, blocks: &[Block], start: usize) {
        self.close(blocks, self.range(start));
        self.skip_rest();
    }

    /// Behind `If`. On one line it ends with the line.
    fn if_block(&mut self, start: usize, was_line: bool) {
        let condition = self.value().map(|value| value.word);
        while !self.is_end(self.at) && !self.is_keyword(self.at, "then") {
            self.draft.work += 1;
            self.at += 1;
        }
        let has_then = self.is_keyword(self.at, "then");
        match has_then {
            true => self.at += 1,
            false => self.draft.fault(self.range(start), FaultKind::MissingBlock),
        }
        let goes_on = !matches!(self.kind(self.at), None | Some(Kind::Newline | Kind::Markup));
        let is_line = was_line || (has_then && goes_on);
        self.open_as(Block::If, start, Some(ScopeKind::If), condition, is_line);
    }

    /// `While …` or `Until …` behind `Do` and `Loop`.
    fn while_condition(&mut self) -> Option<Word> {
        let start = self.range(self.at).start;
        let is_until = self.is_keyword(self.at, "until");
        if !is_until && !self.is_keyword(self.at, "while") {
            return None;
        }
        self.at += 1;
        let value = self.value()?;
        if !is_until {
            return Some(value.word);
        }
        let range = start..value.word.range.end;
        Some(self.draft.operation("not", None, vec![value], range).word)
    }

    fn for_block(&mut self, start: usize) {
        let is_each = self.is_keyword(self.at, "each");
        self.at += usize::from(is_each);
        let variable = self.at;
        let is_named = self.kind(variable) == Some(Kind::Name);
        self.at += usize::from(is_named);
        let target = self.range(variable);
        let condition = if is_each {
            if is_named {
                self.bind(target.start, self.variable_at(variable), None);
            }
            self.at += usize::from(self.is_keyword(self.at, "in"));
            self.value().map(|value| value.word)
        } else {
            self.at += usize::from(self.is_sign(self.at, "="));
            let from = self.value();
            if is_named {
                let value = from.as_ref().map(|from| from.word.clone());
                self.bind(target.start, self.variable_at(variable), value);
            }
            let is_to = self.is_keyword(self.at, "to");
            self.at += usize::from(is_to);
            let to = if is_to { self.value() } else { None };
            if self.is_word(self.at, "step") {
                self.at += 1;
                self.value();
            }
            match (from, to) {
                (Some(from), Some(to)) => {
                    let range = from.word.range.start..to.word.range.end;
                    Some(self.draft.operation("..", None, vec![from, to], range).word)
                }
                _ => None,
            }
        };
        self.skip_rest();
        self.open_as(Block::For, start, Some(ScopeKind::Loop), condition, false);
    }

    fn case(&mut self, start: usize) {
        let range = self.range(start);
        if !self.is_open(Block::Select) {
            self.draft.fault(range, FaultKind::UnexpectedClose);
            self.unread_statement();
            return;
        }
        self.close_inside(&[Block::Select], range.start);
        if self.is_keyword(self.at, "else") {
            self.at += 1;
            return self.open_as(Block::Case, start, Some(ScopeKind::Else), None, false);
        }
        let mut values = self.values(Until::Statement);
        let condition = match values.len() {
            0 => None,
            1 => values.pop().map(|value| value.word),
            _ => {
                let start = values.first().map_or(0, |value| value.word.range.start);
                let end = values.last().map_or(start, |value| value.word.range.end);
                Some(self.draft.list(values, start..end).word)
            }
        };
        self.skip_rest();
        self.open_as(Block::Case, start, Some(ScopeKind::If), condition, false);
    }

    fn with(&mut self, start: usize) {
        let value = self.value().map(|value| value.word);
        self.skip_rest();
        let known = value.as_ref().and_then(Word::variable);
        // Each dot repeats it, so one that is longer than names can be gets a name of ours.
        let known = known.filter(|name| name.len() <= MAX_NAME).map(str::to_owned);
        let name = known.unwrap_or_else(|| {
            self.named_withs += 1;
            let name = format!(".{}", self.named_withs);
            let range = self.range(start);
            let target = word_of(Piece::Variable { name: name.clone(), range: range.clone() });
            self.bind(range.start, target, value);
            name
        });
        self.open_as(Block::With, start, None, None, false);
        self.withs.push(name);
    }

    fn end_block(&mut self, start: usize) {
        let blocks = [
            ("if", &[Block::If, Block::Else][..]),
            ("sub", &[Block::Sub]),
            ("function", &[Block::Function]),
            ("property", &[Block::Property]),
            ("class", &[Block::Class]),
            ("select", &[Block::Select]),
            ("with", &[Block::With]),
        ];
        let found = blocks.into_iter().find(|(word, _)| self.is_word(self.at, word));
        if let Some((_, blocks)) = found {
            let range = self.range(start).start..self.range(self.at).end;
            self.at += 1;
            self.close(blocks, range);
        }
        self.skip_rest();
    }

    /// `On Error Resume Next`, `Exit Sub`, `Stop`: the first words are the name.
    fn jump(&mut self, start: usize) {
        self.at += usize::from(self.is_word(start + 1, "error") && self.is_keyword(start, "on"));
        let range = self.range(start).start..self.last_end();
        let words = start..self.at;
        let text = words.map(|at| self.written(at)).collect::<Vec<_>>().join(" ");
        let place = self.draft.reserve();
        // Words that would begin a statement elsewhere.
        let count = if self.is_keyword(start, "on") { 2 } else { 1 };
        let end = if self.is_keyword(start, "stop") { self.at } else { self.at + count };
        while self.at < end
            && matches!(self.kind(self.at), Some(Kind::Keyword | Kind::Name | Kind::Number))
        {
            let word = name_word(self.written(self.at), self.range(self.at));
            self.draft.give(place, [Value::plain(word)]);
            self.at += 1;
        }
        let whole = range.start..self.last_end();
        self.draft.fill(place, whole, CommandKind::Keyword, name_word(&text, range));
        self.skip_rest();
    }

    /// What no dot follows in the innermost `With`.
    pub(super) fn with_object(&self, at: usize) -> Value {
        let name = self.withs.last().cloned().unwrap_or_default();
        let start = self.range(at).start;
        let range = start..start + place(1);
        Value::plain(word_of(Piece::Variable { name, range }))
    }
}
