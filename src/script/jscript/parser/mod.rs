//! The tree of a JScript text.
//!
//! Each bracket is paired before anything is read, and what stands in one cannot reach beyond it.
//! Functions stand in values and statements in functions, so the parser calls itself, but no deeper
//! than [`MAX_DEPTH`] brackets, blocks and functions in each other.

mod blocks;
mod collections;
mod expression;
mod functions;
mod items;
mod literals;
mod names;
mod operators;
mod statement;

use std::collections::HashSet;
use std::ops::Range;

use self::items::{Item, items};
use self::names::Names;
use super::kind::Kind;
use crate::script::draft::{Draft, place};
use crate::script::token::Lexed;
use crate::script::{FaultKind, MAX_DEPTH, Tree};

struct Parser<'t> {
    text: &'t str,
    items: Vec<Item>,
    at: usize,
    /// Where the brackets end that are being read: the place of what closes them.
    limit: usize,
    /// How many brackets, blocks and functions are around.
    depth: usize,
    draft: Draft,
    names: Names,
    /// The variables that were lists or objects at any time.
    collections: HashSet<String>,
}

/// The tree, and the steps it took.
pub(super) fn parse(text: &str, lexed: Lexed<Kind>) -> (Tree, usize) {
    let comments = lexed.tokens.iter().filter(|token| token.kind == Kind::Comment);
    let comments = comments.map(|token| token.range.clone()).collect();
    let mut draft = Draft::new(text, comments, lexed.faults);
    draft.work = lexed.tokens.len();
    let items = items(lexed.tokens, &mut draft);
    let limit = items.len();
    let mut parser = Parser {
        text,
        items,
        at: 0,
        limit,
        depth: 0,
        draft,
        names: Names::default(),
        collections: HashSet::new(),
    };
    parser.statements();
    parser.draft.finish()
}

impl<'t> Parser<'t> {
    fn item(&self, at: usize) -> Option<&Item> {
        self.items.get(at).filter(|_| at < self.limit)
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.item(at).map(|item| item.kind)
    }

    fn range(&self, at: usize) -> Range<u32> {
        let end = place(self.text.len());
        self.items.get(at).map_or(end..end, |item| item.range.clone())
    }

    /// Where the last item that was read ends.
    fn last_end(&self) -> u32 {
        self.at.checked_sub(1).map_or(0, |last| self.range(last).end)
    }

    fn written(&self, at: usize) -> &'t str {
        let range = self.range(at);
        self.text.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    fn is_keyword(&self, at: usize, word: &str) -> bool {
        self.kind(at) == Some(Kind::Keyword) && self.written(at) == word
    }

    fn is_sign(&self, at: usize, sign: &str) -> bool {
        self.kind(at) == Some(Kind::Operator) && self.written(at) == sign
    }

    /// Whether a line ends before it.
    fn starts_line(&self, at: usize) -> bool {
        self.item(at).is_some_and(|item| item.starts_line)
    }

    /// What closes the bracket there.
    fn partner(&self, at: usize) -> Option<usize> {
        self.item(at)?.partner.filter(|partner| *partner > at)
    }

    /// Reads what stands in brackets whose opening one is at hand. Of those without an end it is
    /// what can be read as if they had one.
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let close = self.partner(self.at);
        let limit = self.limit;
        self.limit = close.unwrap_or(limit);
        self.at += 1;
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        self.limit = limit;
        if let Some(close) = close {
            self.at = close + 1;
        }
        found
    }

    /// Whether one more bracket, block or function may be read. If not, it is passed over.
    fn may_nest(&mut self) -> bool {
        if self.depth < MAX_DEPTH {
            return true;
        }
        self.draft.fault(self.range(self.at), FaultKind::TooDeep);
        self.at = self.partner(self.at).unwrap_or(self.at) + 1;
        self.draft.work += 1;
        false
    }
}
