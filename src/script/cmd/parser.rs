//! The statements of a batch file. Nesting is kept in a list of frames, so that no input makes the
//! parser call itself.

use std::ops::Range;

use super::{
    Kind, Mode,
    lexer::{Lexer, place},
};
use crate::script::tree::{Fault, FaultKind, Redirection, RunsIf, Scope, ScopeKind, Tree};

/// What a command may stand in.
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    /// The scope that it opened, and the one around it.
    pub(super) scope: u32,
    pub(super) outer: u32,
    /// Redirections that stand before a block.
    pub(super) redirections: Vec<Redirection>,
    /// The condition of the block as a whole (`a && ( … )`).
    pub(super) runs_if: RunsIf,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    Block,
    If,
    Else,
    Loop,
}

pub(super) struct Parser<'t> {
    pub(super) lexer: Lexer<'t>,
    pub(super) tree: Tree,
    pub(super) frames: Vec<Frame>,
    /// The innermost scope.
    pub(super) scope: u32,
    /// The scope of the last label, and of what cannot be reached behind it.
    pub(super) label: Option<u32>,
    pub(super) unreachable: Option<u32>,
    /// Whether a jump that always runs stood on this line.
    pub(super) is_left: bool,
    /// How the next command depends on the last.
    pub(super) piped_from: Option<u32>,
    pub(super) runs_if: RunsIf,
    /// The parts of `setlocal`: whether `!x!` was a variable before, and how deep it stood.
    pub(super) locals: Vec<(bool, usize)>,
    /// Whether a `for` was looked through to the end of the text for its `)`.
    pub(super) is_unclosed: bool,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str, mode: Mode) -> Self {
        let script = Scope {
            kind: ScopeKind::Script,
            parent: None,
            range: 0..place(text.len()),
            name: None,
            condition: None,
        };
        Self {
            lexer: Lexer::new(text, mode),
            tree: Tree { scopes: vec![script], ..Tree::default() },
            frames: vec![],
            scope: 0,
            label: None,
            unreachable: None,
            is_left: false,
            piped_from: None,
            runs_if: RunsIf::Always,
            locals: vec![],
            is_unclosed: false,
        }
    }

    pub(super) fn run(&mut self) {
        if self.lexer.text.starts_with('\u{feff}') {
            self.lexer.take(Kind::ByteOrderMark, '\u{feff}'.len_utf8());
        }
        while let Some(byte) = self.begin() {
            match byte {
                b'\r' | b'\n' => {
                    self.token(false);
                    self.end_line();
                }
                0x1a => {
                    self.token(false);
                }
                b'(' => self.open_block(vec![]),
                b')' => self.close_block(),
                b':' => self.label(),
                b'&' | b'|' => self.operator(),
                _ => self.statement(),
            }
        }
        self.close_frames(0);
        self.close_labels(self.lexer.last_end);
    }

    /// Skips what may stand before a command.
    pub(super) fn begin(&mut self) -> Option<u8> {
        loop {
            let byte = self.lexer.byte(0)?;
            match byte {
                b'@' => self.lexer.take(Kind::At, 1),
                b',' | b';' | b'=' => self.lexer.take(Kind::Separator, 1),
                b' ' | b'\t' | 0x0b | 0x0c => self.blanks(),
                b'\r' if self.lexer.byte(1) != Some(b'\n') => self.lexer.take(Kind::Blank, 1),
                b'^' if matches!(self.lexer.look(false), Some((Kind::Continuation, _))) => {
                    self.token(false).1
                }
                _ => return Some(byte),
            };
        }
    }

    pub(super) fn blanks(&mut self) -> Range<u32> {
        let length = self.lexer.blank_run();
        self.lexer.step(length);
        self.lexer.take(Kind::Blank, length)
    }

    /// Takes the next token as it is.
    pub(super) fn token(&mut self, is_quoted: bool) -> (Kind, Range<u32>) {
        let (kind, length) = self.lexer.look(is_quoted).unwrap_or((Kind::Unknown, 0));
        let range = self.lexer.take(kind, length);
        (kind, range)
    }

    pub(super) fn here(&self) -> u32 {
        place(self.lexer.at)
    }

    pub(super) fn text(&self, range: &Range<u32>) -> &'t str {
        self.lexer.text.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    pub(super) fn fault(&mut self, range: Range<u32>, kind: FaultKind) {
        // What cmd never reaches is seldom written for it.
        if self.unreachable.is_none() {
            self.tree.faults.push(Fault { range, kind });
        }
    }

    pub(super) fn operator(&mut self) {
        let (_, range) = self.token(false);
        let last = self.tree.commands.len().checked_sub(1).map(place);
        self.piped_from = None;
        match self.text(&range).trim_start_matches('^') {
            "|" => self.piped_from = last,
            text if text.starts_with("&&") || text.starts_with("&^&") => {
                self.runs_if = RunsIf::Succeeded;
            }
            text if text.starts_with('|') => self.runs_if = RunsIf::Failed,
            _ => self.runs_if = self.frames.last().map_or(RunsIf::Always, |f| f.runs_if),
        }
    }
}
