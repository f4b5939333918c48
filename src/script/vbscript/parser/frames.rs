//! The blocks that are open.

use std::{ops::Range, rc::Rc};

use super::Parser;
use crate::script::{FaultKind, MAX_DEPTH, ScopeKind, Word};

/// The sorts of blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    Sub,
    Function,
    Property,
    Class,
    If,
    Else,
    For,
    Do,
    While,
    Select,
    Case,
    With,
}

pub(super) struct Frame {
    block: Block,
    /// Where it opens.
    opener: Range<u32>,
    /// Its scope, if it has one, and what was there before it.
    pub(super) scope: Option<u32>,
    outer: u32,
    outer_function: Option<Rc<str>>,
    /// Whether the end of its line closes it.
    pub(super) is_line: bool,
}

/// All of them, from the outermost in.
#[derive(Default)]
pub(super) struct Frames {
    open: Vec<Frame>,
    /// How many of each sort there are, so that what closes nothing need not be looked for.
    counts: [usize; 12],
}

/// What a block is, apart from what sort it is.
pub(super) struct Opening {
    pub(super) opener: Range<u32>,
    pub(super) kind: Option<ScopeKind>,
    pub(super) name: Option<String>,
    pub(super) condition: Option<Word>,
    pub(super) is_line: bool,
}

impl Frames {
    fn count(&mut self, block: Block) -> Option<&mut usize> {
        self.counts.get_mut(block as usize)
    }

    fn has_any(&mut self, blocks: &[Block]) -> bool {
        blocks.iter().any(|block| self.count(*block).is_some_and(|count| *count > 0))
    }

    fn top_is(&self, blocks: &[Block]) -> bool {
        self.open.last().is_some_and(|frame| blocks.contains(&frame.block))
    }
}

impl Parser<'_> {
    /// Opens a block whose content begins here.
    pub(super) fn open(&mut self, block: Block, opening: Opening) {
        let Opening { opener, kind, name, condition, is_line } = opening;
        let start = self.last_end();
        let outer = self.draft.scope;
        let mut scope = None;
        match kind {
            Some(kind) if self.frames.open.len() < MAX_DEPTH => {
                scope = Some(self.draft.open(kind, start..self.end(), name, condition));
            }
            // Its content counts as that of the last block which is not too deep.
            Some(_) if self.frames.open.len() == MAX_DEPTH => {
                self.draft.fault(opener.clone(), FaultKind::TooDeep);
            }
            _ => {}
        }
        let outer_function = self.function.clone();
        self.frames.open.push(Frame { block, opener, scope, outer, outer_function, is_line });
        if let Some(count) = self.frames.count(block) {
            *count += 1;
        }
    }

    /// Closes the innermost of such blocks and all in it.
    pub(super) fn close(&mut self, blocks: &[Block], closer: Range<u32>) -> Option<Frame> {
        if !self.frames.has_any(blocks) {
            self.draft.fault(closer, FaultKind::UnexpectedClose);
            return None;
        }
        self.close_inside(blocks, closer.start);
        self.pop(closer.start)
    }

    /// Closes what is open in the innermost of such blocks.
    pub(super) fn close_inside(&mut self, blocks: &[Block], at: u32) {
        while !self.frames.open.is_empty() && !self.frames.top_is(blocks) {
            self.abandon(at);
        }
    }

    pub(super) fn is_open(&mut self, block: Block) -> bool {
        self.frames.has_any(&[block])
    }

    pub(super) fn close_all(&mut self, at: u32) {
        while !self.frames.open.is_empty() {
            self.abandon(at);
        }
    }

    /// Closes the `If`s that are written on the line. A block in them may end on a later one.
    pub(super) fn end_line(&mut self, at: u32) {
        while self.frames.open.last().is_some_and(|frame| frame.is_line) {
            self.abandon(at);
        }
    }

    fn abandon(&mut self, at: u32) {
        let Some(frame) = self.pop(at) else { return };
        // A case has no end of its own.
        if !frame.is_line && frame.block != Block::Case {
            self.draft.fault(frame.opener, FaultKind::UnclosedBlock);
        }
    }

    fn pop(&mut self, at: u32) -> Option<Frame> {
        let mut frame = self.frames.open.pop()?;
        self.draft.work += 1;
        if let Some(count) = self.frames.count(frame.block) {
            *count = count.saturating_sub(1);
        }
        if let Some(scope) = frame.scope {
            self.draft.end(scope, at);
        }
        if frame.block == Block::With {
            self.withs.pop();
        }
        self.draft.scope = frame.outer;
        self.function = frame.outer_function.take();
        Some(frame)
    }
}
