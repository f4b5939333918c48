//! The tree of a VBScript text.
//!
//! Statements are read one after the other; the blocks that are open are a list, and so are the
//! brackets of an expression, so that no input makes the parser call itself.

mod blocks;
mod declarations;
mod expression;
mod frames;
mod names;
mod operators;
mod statement;
mod value;

use std::{ops::Range, rc::Rc};

use self::{frames::Frames, names::Names};
use super::kind::Kind;
use crate::script::draft::{Draft, Value, place};
use crate::script::token::Lexed;
use crate::script::{BindOperator, FaultKind, Tree, Word};

/// A token that says something.
struct Item {
    kind: Kind,
    range: Range<u32>,
    /// Whether anything stands between it and the one before it.
    is_spaced: bool,
    /// Of a `(`, its `)` in the same statement.
    partner: Option<usize>,
}

struct Parser<'t> {
    text: &'t str,
    items: Vec<Item>,
    at: usize,
    draft: Draft,
    frames: Frames,
    names: Names,
    /// The function whose body this is: in it, its name is a variable.
    function: Option<Rc<str>>,
    /// What a dot before nothing belongs to, by name.
    withs: Vec<String>,
    /// How many values of `With` have got a name of ours.
    named_withs: usize,
}

/// What begins another statement wherever it stands: Windows does not always want a `:` before it.
const ENDING: [&str; 13] = [
    "else", "elseif", "end", "next", "loop", "wend", "set", "call", "dim", "redim", "const",
    "exit", "on",
];

/// The tree, and the steps it took.
pub(super) fn parse(text: &str, lexed: Lexed<Kind>) -> (Tree, usize) {
    let comments = lexed.tokens.iter().filter(|token| token.kind == Kind::Comment);
    let comments = comments.map(|token| token.range.clone()).collect();
    let mut draft = Draft::new(text, comments, lexed.faults);
    draft.work = lexed.tokens.len();
    let mut items: Vec<Item> = vec![];
    let mut is_spaced = false;
    for token in lexed.tokens {
        if token.kind.is_blank() {
            is_spaced = true;
            continue;
        }
        items.push(Item { kind: token.kind, range: token.range, is_spaced, partner: None });
        is_spaced = false;
    }
    pair(&mut items);
    let mut parser = Parser {
        text,
        items,
        at: 0,
        draft,
        frames: Frames::default(),
        names: Names::default(),
        function: None,
        withs: vec![],
        named_withs: 0,
    };
    parser.collect_names();
    parser.run();
    parser.draft.finish()
}

/// Finds the `)` of each `(`.
fn pair(items: &mut [Item]) {
    let mut open = vec![];
    let mut pairs = vec![];
    for (index, item) in items.iter().enumerate() {
        match item.kind {
            Kind::Open => open.push(index),
            Kind::Close => pairs.extend(open.pop().map(|open| (open, index))),
            Kind::Newline | Kind::Colon | Kind::Markup => open.clear(),
            _ => {}
        }
    }
    for (open, close) in pairs {
        if let Some(item) = items.get_mut(open) {
            item.partner = Some(close);
        }
    }
}

impl<'t> Parser<'t> {
    fn run(&mut self) {
        while let Some(item) = self.items.get(self.at) {
            self.draft.work += 1;
            let before = self.at;
            let start = item.range.start;
            match item.kind {
                Kind::Newline => {
                    self.at += 1;
                    self.end_line(start);
                }
                Kind::Markup => {
                    self.at += 1;
                    self.close_all(start);
                }
                Kind::Colon => self.at += 1,
                Kind::Keyword => self.keyword(),
                Kind::Name | Kind::Dot => self.named_statement(),
                _ => self.unread_statement(),
            }
            self.at = self.at.max(before + 1);
        }
        self.close_all(self.end());
    }

    fn end(&self) -> u32 {
        place(self.text.len())
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.items.get(at).map(|item| item.kind)
    }

    fn range(&self, at: usize) -> Range<u32> {
        self.items.get(at).map_or(self.end()..self.end(), |item| item.range.clone())
    }

    /// Where the last item that was read ends.
    fn last_end(&self) -> u32 {
        self.at.checked_sub(1).map_or(0, |last| self.range(last).end)
    }

    fn written(&self, at: usize) -> &'t str {
        let range = self.range(at);
        self.text.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// A name without the brackets that it may stand in.
    fn name(&self, at: usize) -> &'t str {
        let written = self.written(at);
        let inside = written.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        inside.unwrap_or(written)
    }

    fn is_keyword(&self, at: usize, word: &str) -> bool {
        self.kind(at) == Some(Kind::Keyword) && self.written(at).eq_ignore_ascii_case(word)
    }

    /// Whether that word stands there, keyword or not.
    fn is_word(&self, at: usize, word: &str) -> bool {
        matches!(self.kind(at), Some(Kind::Keyword | Kind::Name))
            && self.written(at).eq_ignore_ascii_case(word)
    }

    fn is_sign(&self, at: usize, sign: &str) -> bool {
        self.kind(at) == Some(Kind::Operator) && self.written(at) == sign
    }

    /// Whether nothing of a statement stands there.
    fn is_end(&self, at: usize) -> bool {
        match self.kind(at) {
            None | Some(Kind::Newline | Kind::Colon | Kind::Markup) => true,
            Some(Kind::Keyword) => ENDING.iter().any(|word| self.is_keyword(at, word)),
            _ => false,
        }
    }

    /// Goes to the end of the statement.
    fn skip_rest(&mut self) {
        let mut depth = 0_usize;
        while !self.is_end(self.at) {
            match self.kind(self.at) {
                Some(Kind::Open) => depth += 1,
                Some(Kind::Close) if depth == 0 => {
                    self.draft.fault(self.range(self.at), FaultKind::UnexpectedClose);
                }
                Some(Kind::Close) => depth -= 1,
                _ => {}
            }
            self.draft.work += 1;
            self.at += 1;
        }
    }

    fn bind(&mut self, start: u32, target: Word, value: Option<Word>) {
        self.draft.bind(start, target, BindOperator::Set, value);
    }
}
