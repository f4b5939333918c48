//! The tree of a PowerShell text.
//!
//! Nesting is in the brackets, and these the lexer has found. So two passes without recursion do:
//! the first goes over the brackets from the outermost in, parts the content of each into
//! statements and counts the commands ([`layout`]); the second goes from the innermost out and
//! builds values, so that what is within a value is there before it ([`build`]).

mod bindings;
mod build;
mod command;
mod escape;
mod expression;
mod layout;
mod operators;
mod primary;
mod statements;

use std::ops::Range;

use super::{
    kind::{Kind, Role},
    lexer::{Group, Lexed},
};
use crate::script::{Binding, Command, Piece, RunsIf, Scope, Tree, Word};

/// A statement, by tokens.
struct Statement {
    /// `return`, `exit`, … before it.
    keyword: Option<usize>,
    /// What is assigned to, with the token of the operator.
    targets: Range<usize>,
    /// Its pipeline, in `Parser::elements`.
    elements: Range<usize>,
    /// Whether it is one plain expression, whose value is what it gives.
    is_plain: bool,
    /// All its tokens.
    tokens: Range<usize>,
    /// The tokens of its pipeline.
    pipeline: Range<usize>,
}

/// What stands between two `|`.
struct Element {
    /// The token that its command is counted by; none if it is no command of its own.
    key: Option<usize>,
    is_command: bool,
    tokens: Range<usize>,
    /// The key of the element before it.
    piped_from: Option<usize>,
    runs_if: RunsIf,
    background: bool,
}

/// What the content of brackets is.
#[derive(Clone, Default)]
struct Shape {
    statements: Range<usize>,
    /// The scope that the content stands in.
    scope: u32,
    /// Whether they only hold a value.
    is_transparent: bool,
}

/// What is told about a block before it opens.
enum Head {
    Group(usize),
    Tokens(Range<usize>),
}

/// A value with how deep it nests.
#[derive(Default)]
struct Value {
    word: Word,
    depth: usize,
    /// Whether more of the same may be added: it stands in no brackets.
    is_open: bool,
}

struct Parser<'l> {
    text: &'l str,
    lexed: &'l Lexed,
    /// Of each token, the group it opens.
    group_at: Vec<u32>,
    /// Of each token, the number of commands before it.
    rank: Vec<u32>,
    is_key: Vec<bool>,
    shapes: Vec<Shape>,
    statements: Vec<Statement>,
    elements: Vec<Element>,
    targets: Vec<(Range<usize>, usize)>,
    heads: Vec<(usize, Head)>,
    scopes: Vec<Scope>,
    commands: Vec<Option<Command>>,
    bindings: Vec<(usize, Binding)>,
    /// The values of the groups that are done.
    values: Vec<Option<Value>>,
    /// The arguments of those that are calls.
    arguments: Vec<Vec<Word>>,
    faults: Vec<crate::script::Fault>,
    /// The scope of what is being built.
    scope: u32,
    work: usize,
}

const NONE: u32 = u32::MAX;

/// The tree, and the steps it took.
pub(super) fn parse(text: &str, lexed: &Lexed) -> (Tree, usize) {
    let count = lexed.tokens.len();
    let mut group_at = vec![NONE; count];
    for (index, group) in lexed.groups.iter().enumerate().skip(1) {
        if let Some(slot) = group_at.get_mut(group.open) {
            *slot = index as u32;
        }
    }
    let mut parser = Parser {
        text,
        lexed,
        group_at,
        rank: vec![0; count + 1],
        is_key: vec![false; count],
        shapes: vec![Shape::default(); lexed.groups.len()],
        statements: Vec::new(),
        elements: Vec::new(),
        targets: Vec::new(),
        heads: Vec::new(),
        scopes: Vec::new(),
        commands: Vec::new(),
        bindings: Vec::new(),
        values: std::iter::repeat_with(|| None).take(lexed.groups.len()).collect(),
        arguments: vec![Vec::new(); lexed.groups.len()],
        faults: lexed.faults.clone(),
        scope: 0,
        work: lexed.work,
    };
    parser.lay_out();
    parser.build();
    let comments = lexed.tokens.iter().filter(|token| {
        use Kind::{BlockComment, Comment, Requires, Signature};
        matches!(token.kind, Comment | BlockComment | Requires | Signature)
    });
    let comments = comments.map(|token| token.range.clone()).collect();
    let mut bindings = parser.bindings;
    bindings.sort_by_key(|(start, binding)| (*start, binding.range.end));
    parser.faults.sort_by_key(|fault| fault.range.start);
    let tree = Tree {
        commands: parser.commands.into_iter().flatten().collect(),
        scopes: parser.scopes,
        bindings: bindings.into_iter().map(|(_, binding)| binding).collect(),
        comments,
        faults: parser.faults,
    };
    (tree, parser.work)
}

impl<'l> Parser<'l> {
    fn kind(&self, token: usize) -> Kind {
        self.lexed.tokens.get(token).map_or(Kind::NewLine, |token| token.kind)
    }

    fn token_text(&self, token: usize) -> &'l str {
        let text = self.text;
        self.lexed.tokens.get(token).map_or("", |token| token.text(text))
    }

    fn token_range(&self, token: usize) -> Range<u32> {
        match self.lexed.tokens.get(token) {
            Some(token) => token.range.clone(),
            None => {
                let end = self.lexed.tokens.last().map_or(0, |last| last.range.end);
                end..end
            }
        }
    }

    fn group(&self, token: usize) -> Option<(usize, &'l Group)> {
        let index = *self.group_at.get(token)?;
        let lexed: &'l Lexed = self.lexed;
        Some((index as usize, lexed.groups.get(index as usize)?))
    }

    fn role(&self, token: usize) -> Option<Role> {
        self.group(token).map(|(_, group)| group.role)
    }

    /// The token behind the item at `token`: behind the brackets if it opens some.
    fn after(&self, token: usize) -> usize {
        match self.group(token) {
            Some((_, group)) => group.close.max(token + 1) + usize::from(group.is_closed),
            None => token + 1,
        }
    }

    /// The tokens within brackets.
    fn content(&self, index: usize) -> Range<usize> {
        match self.lexed.groups.get(index) {
            Some(group) if index > 0 => group.open + 1..group.close.max(group.open + 1),
            _ => 0..self.lexed.tokens.len(),
        }
    }

    /// The bytes of a group with its brackets.
    fn group_range(&self, index: usize) -> Range<u32> {
        let end = self.token_range(self.lexed.tokens.len()).end;
        let Some(group) = self.lexed.groups.get(index).filter(|_| index > 0) else { return 0..end };
        let last = if group.is_closed { group.close } else { group.close.saturating_sub(1) };
        let start = self.token_range(group.open).start;
        start..self.token_range(last.max(group.open)).end
    }

    /// The first token from `at` on that says something.
    fn skip(&mut self, mut at: usize, end: usize) -> usize {
        while at < end && self.kind(at).is_blank() {
            at += 1;
            self.work += 1;
        }
        at
    }

    /// `tokens` without blanks at both ends.
    fn trim(&mut self, tokens: Range<usize>) -> Range<usize> {
        let start = self.skip(tokens.start, tokens.end);
        let mut end = tokens.end;
        while end > start && self.kind(end - 1).is_blank() {
            end -= 1;
            self.work += 1;
        }
        start..end
    }

    /// The bytes of `tokens`, which begin and end with something.
    fn bytes(&self, tokens: &Range<usize>) -> Range<u32> {
        let start = self.token_range(tokens.start).start;
        match tokens.is_empty() {
            true => start..start,
            false => start..self.token_range(tokens.end - 1).end,
        }
    }

    fn rank(&self, token: usize) -> u32 {
        self.rank.get(token).copied().unwrap_or(self.commands.len() as u32)
    }

    /// The output of the commands that are counted by `tokens`.
    fn commands_in(&self, tokens: &Range<usize>, scope: u32, range: Range<u32>) -> Piece {
        let first = self.rank(tokens.start);
        let count = self.rank(tokens.end).saturating_sub(first);
        Piece::Commands { first, count, scope, range }
    }
}
