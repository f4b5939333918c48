//! What commands stand in: scopes, and the frames that are open.

use super::{
    Kind,
    lexer::place,
    parser::{Frame, FrameKind, Parser},
};
use crate::script::tree::{
    Argument, BindOperator, Binding, Command, CommandKind, FaultKind, MAX_DEPTH, Piece,
    Redirection, RunsIf, Scope, ScopeKind, Word,
};

impl Parser<'_> {
    pub(super) fn open_scope(
        &mut self,
        kind: ScopeKind,
        start: u32,
        condition: Option<Word>,
    ) -> u32 {
        let index = place(self.tree.scopes.len());
        let parent = Some(self.scope);
        self.tree.scopes.push(Scope { kind, parent, range: start..start, name: None, condition });
        self.scope = index;
        index
    }

    pub(super) fn close_scope(&mut self, scope: u32, outer: u32) {
        let end = self.lexer.last_end;
        if let Some(scope) = self.tree.scopes.get_mut(scope as usize) {
            scope.range.end = end.max(scope.range.start);
        }
        self.scope = outer;
    }

    /// Opens what is not closed by a bracket; false if it is too deep.
    pub(super) fn push(
        &mut self,
        kind: FrameKind,
        scope: ScopeKind,
        condition: Option<Word>,
    ) -> bool {
        let start = self.here();
        self.push_from(kind, scope, start, condition, vec![])
    }

    pub(super) fn push_from(
        &mut self,
        kind: FrameKind,
        scope: ScopeKind,
        start: u32,
        condition: Option<Word>,
        redirections: Vec<Redirection>,
    ) -> bool {
        if self.frames.len() >= MAX_DEPTH {
            let rest = self.lexer.rest().len();
            let range = self.lexer.take(Kind::Unknown, rest);
            self.fault(range, FaultKind::TooDeep);
            return false;
        }
        let outer = self.scope;
        let scope = self.open_scope(scope, start, condition);
        let runs_if = self.runs_if;
        self.frames.push(Frame { kind, scope, outer, redirections, runs_if });
        match kind {
            FrameKind::Block => self.lexer.blocks += 1,
            FrameKind::Loop => self.lexer.loops += 1,
            FrameKind::If | FrameKind::Else => {}
        }
        true
    }

    pub(super) fn pop(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        self.close_scope(frame.scope, frame.outer);
        match frame.kind {
            FrameKind::Block => self.lexer.blocks -= 1,
            FrameKind::Loop => self.lexer.loops -= 1,
            FrameKind::If | FrameKind::Else => {}
        }
        Some(frame)
    }

    /// Closes all frames but the first `keep`; a block among them was not closed in the text.
    pub(super) fn close_frames(&mut self, keep: usize) {
        while self.frames.len() > keep {
            let Some(frame) = self.pop() else { break };
            if frame.kind == FrameKind::Block
                && let Some(scope) = self.tree.scopes.get(frame.scope as usize)
            {
                let start = scope.range.start;
                self.fault(start..start + 1, FaultKind::UnclosedBlock);
            }
        }
    }

    pub(super) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// At the end of a line all ends that is not in brackets.
    pub(super) fn end_line(&mut self) {
        while self.frames.last().is_some_and(|frame| frame.kind != FrameKind::Block) {
            self.pop();
        }
        self.piped_from = None;
        self.runs_if = self.frames.last().map_or(RunsIf::Always, |frame| frame.runs_if);
        if std::mem::take(&mut self.is_left) && self.unreachable.is_none() {
            let outer = self.scope;
            let start = self.here();
            self.unreachable = Some(self.open_scope(ScopeKind::Unreachable, start, None));
            debug_assert_eq!(self.label.unwrap_or(0), outer);
        }
    }

    pub(super) fn open_block(&mut self, redirections: Vec<Redirection>) {
        let start = self.here();
        self.lexer.take(Kind::Open, 1);
        let kind = FrameKind::Block;
        self.push_from(kind, ScopeKind::Parentheses, start, None, redirections);
    }

    pub(super) fn close_block(&mut self) {
        if self.lexer.blocks == 0 {
            // cmd reads no further on this line.
            let length = self.lexer.to_line_end();
            let start = self.here();
            self.lexer.take(Kind::Unknown, length);
            self.fault(start..start + 1, FaultKind::UnexpectedClose);
            return;
        }
        while self.frames.last().is_some_and(|frame| frame.kind != FrameKind::Block) {
            self.pop();
        }
        self.lexer.take(Kind::Close, 1);
        let Some(mut frame) = self.pop() else { return };
        self.piped_from = None;
        let mut end = self.here();
        // What may follow: redirections of the block, `else`, an operator, the end of the line.
        let mut redirections = std::mem::take(&mut frame.redirections);
        loop {
            match self.begin_arguments() {
                Some(Kind::Redirection) => {
                    redirections.extend(self.redirection());
                    end = self.here();
                }
                // One that holds an end of line, or redirections.
                Some(Kind::Variable | Kind::Delayed) => {
                    self.token(false);
                }
                _ => break,
            }
        }
        let is_piped = self.lexer.byte(0) == Some(b'|') && self.lexer.byte(1) != Some(b'|');
        if !redirections.is_empty() || is_piped {
            self.block_as_value(&frame, redirections, end);
        }
        if let Some(length) = self.keyword(&["else"]) {
            let blocks = self.frames.iter().rev();
            let mut inner = blocks.take_while(|frame| frame.kind != FrameKind::Block);
            if let Some(depth) = inner.position(|frame| frame.kind == FrameKind::If) {
                for _ in 0..depth {
                    self.pop();
                }
                let condition = self.frames.last().and_then(|frame| {
                    self.tree.scopes.get(frame.scope as usize)?.condition.clone()
                });
                if let Some(frame) = self.pop() {
                    self.runs_if = frame.runs_if;
                }
                self.lexer.take(Kind::Text, length);
                self.push(FrameKind::Else, ScopeKind::Else, condition);
                return;
            }
        }
        let next = self.lexer.look(false);
        if let Some((kind, length)) = next
            && !matches!(kind, Kind::Operator | Kind::Newline | Kind::Close | Kind::End)
        {
            let start = self.here();
            self.fault(start..start + place(length), FaultKind::Unexpected);
        }
    }

    /// A block whose output goes somewhere is an expression of its own.
    pub(super) fn block_as_value(
        &mut self,
        frame: &Frame,
        redirections: Vec<Redirection>,
        end: u32,
    ) {
        let Some(scope) = self.tree.scopes.get(frame.scope as usize) else { return };
        let range = scope.range.clone();
        let start = redirections.first().map_or(range.start, |first| first.range.start);
        let start = start.min(range.start);
        let piece = Piece::Block { scope: frame.scope, range: range.clone() };
        let value = Word { range, pieces: vec![piece], quoted: false };
        self.tree.commands.push(Command {
            range: start..end,
            kind: CommandKind::Expression,
            name: Word { range: start..start, ..Word::default() },
            arguments: vec![Argument::Value(value)],
            redirections,
            piped_from: None,
            scope: self.scope,
            runs_if: frame.runs_if,
            background: false,
        });
    }

    pub(super) fn begin_if(&mut self, start: u32) {
        match self.condition() {
            Some(condition) => {
                self.push(FrameKind::If, ScopeKind::If, Some(condition));
            }
            None => {
                let end = self.here();
                self.fault(start..end, FaultKind::Unexpected);
            }
        }
    }

    pub(super) fn begin_loop(&mut self, start: u32) {
        let bound = self.loop_head(start);
        self.lexer.loops -= 1;
        match bound {
            Some((condition, variable)) => {
                // The variable stands outside of the block.
                let outer = self.scope;
                if self.push(FrameKind::Loop, ScopeKind::Loop, Some(condition)) {
                    self.tree.bindings.push(Binding {
                        range: variable.range.clone(),
                        target: variable,
                        operator: BindOperator::Set,
                        value: None,
                        scope: outer,
                        before: place(self.tree.commands.len()),
                    });
                }
            }
            None => {
                let end = self.here();
                self.fault(start..end, FaultKind::Unexpected);
            }
        }
    }
}
