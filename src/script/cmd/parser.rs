//! The statements of a batch file. Nesting is kept in a list of frames, so that no input makes the
//! parser call itself.

use std::ops::Range;

use super::{
    Kind, Mode,
    lexer::{Lexer, is_delimiter, place},
    word::Builder,
};
use crate::script::tree::{
    Argument, Binding, Command, CommandKind, Fault, FaultKind, MAX_DEPTH, Piece, Redirection,
    RunsIf, Scope, ScopeKind, Tree, Word,
};

/// What a command may stand in.
pub(super) struct Frame {
    kind: FrameKind,
    /// The scope that it opened, and the one around it.
    scope: u32,
    outer: u32,
    /// Redirections that stand before a block.
    redirections: Vec<Redirection>,
    /// The condition of the block as a whole (`a && ( … )`).
    runs_if: RunsIf,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FrameKind {
    Block,
    If,
    Else,
    Loop,
}

pub(super) struct Parser<'t> {
    pub(super) lexer: Lexer<'t>,
    pub(super) tree: Tree,
    frames: Vec<Frame>,
    /// The innermost scope.
    pub(super) scope: u32,
    /// The scope of the last label, and of what cannot be reached behind it.
    label: Option<u32>,
    unreachable: Option<u32>,
    /// Whether a jump that always runs stood on this line.
    is_left: bool,
    /// How the next command depends on the last.
    piped_from: Option<u32>,
    runs_if: RunsIf,
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
    fn begin(&mut self) -> Option<u8> {
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

    fn blanks(&mut self) -> Range<u32> {
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

    // Scopes and frames.

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
    fn push(&mut self, kind: FrameKind, scope: ScopeKind, condition: Option<Word>) -> bool {
        let start = self.here();
        self.push_from(kind, scope, start, condition, vec![])
    }

    fn push_from(
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

    fn pop(&mut self) -> Option<Frame> {
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
    fn close_frames(&mut self, keep: usize) {
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
    fn end_line(&mut self) {
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

    fn open_block(&mut self, redirections: Vec<Redirection>) {
        let start = self.here();
        self.lexer.take(Kind::Open, 1);
        let kind = FrameKind::Block;
        self.push_from(kind, ScopeKind::Parentheses, start, None, redirections);
    }

    fn close_block(&mut self) {
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
    fn block_as_value(&mut self, frame: &Frame, redirections: Vec<Redirection>, end: u32) {
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

    fn operator(&mut self) {
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

    fn label(&mut self) {
        let tokens = self.lexer.tokens.iter().rev();
        let mut before =
            tokens.skip_while(|token| matches!(token.kind, Kind::Blank | Kind::Separator));
        let is_first = before
            .next()
            .is_none_or(|token| matches!(token.kind, Kind::Newline | Kind::ByteOrderMark));
        let length = self.lexer.to_line_end();
        let start = self.here();
        let line = self.text(&(start..start + place(length)));
        let is_end = |ch: char| {
            ch.is_ascii() && is_delimiter(ch as u8)
                || matches!(ch, ':' | '+' | '&' | '|' | '<' | '>')
        };
        let name = line.get(1..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let name = name.split(is_end).next().unwrap_or_default();
        let is_comment = !is_first || line.starts_with("::") || name.is_empty();
        let is_nested = !self.frames.is_empty();
        if is_nested && !is_comment && self.unreachable.is_some() {
            self.close_frames(0);
        }
        let kind = if is_comment { Kind::Comment } else { Kind::Label };
        let range = self.lexer.take(kind, length);
        if is_comment {
            self.tree.comments.push(range);
        } else if self.frames.is_empty() {
            let name = name.to_owned();
            // The scopes end before this label.
            self.close_labels(self.lexer.previous_end);
            let label = self.open_scope(ScopeKind::Label, range.start, None);
            if let Some(scope) = self.tree.scopes.get_mut(label as usize) {
                scope.name = Some(name);
            }
            self.label = Some(label);
        }
    }

    fn close_labels(&mut self, mut end: u32) {
        for scope in [self.unreachable.take(), self.label.take()].into_iter().flatten() {
            if let Some(scope) = self.tree.scopes.get_mut(scope as usize) {
                end = end.max(scope.range.start);
                scope.range.end = end;
            }
        }
        self.scope = 0;
    }

    // Commands.

    /// Skips what parts arguments and tells what comes next.
    pub(super) fn begin_arguments(&mut self) -> Option<Kind> {
        loop {
            let (kind, length) = self.lexer.look(false)?;
            match kind {
                Kind::Blank | Kind::Separator | Kind::Continuation => {
                    self.lexer.take(kind, length);
                }
                _ => return Some(kind),
            }
        }
    }

    /// The length of the word that comes next, if it is one of these, in any case.
    pub(super) fn keyword(&self, words: &[&str]) -> Option<usize> {
        let rest = self.lexer.rest();
        let word = words.iter().find(|word| {
            let found = rest.get(..word.len());
            let behind = rest.get(word.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
                && behind.is_none_or(|byte| {
                    is_delimiter(*byte) || matches!(byte, b'\r' | b'\n' | b'(' | b'"' | b'^')
                })
        })?;
        Some(word.len())
    }

    /// The commands of a `for /f`, up to the limit.
    pub(super) fn nested(&mut self) -> Piece {
        let start = self.here();
        let (outer, first) = (self.scope, self.tree.commands.len());
        let scope = self.open_scope(ScopeKind::SubExpression, start, None);
        let (piped_from, runs_if) = (self.piped_from.take(), self.runs_if);
        let blocks = std::mem::take(&mut self.lexer.blocks);
        self.runs_if = RunsIf::Always;
        self.lexer.is_nested = true;
        while let Some(kind) = self.begin_arguments() {
            match kind {
                Kind::Newline => {
                    self.token(false);
                }
                Kind::Operator => self.operator(),
                _ => self.statement(),
            }
        }
        self.lexer.is_nested = false;
        self.lexer.blocks = blocks;
        (self.piped_from, self.runs_if) = (piped_from, runs_if);
        self.close_scope(scope, outer);
        let count = place(self.tree.commands.len() - first);
        Piece::Commands { first: place(first), count, scope, range: start..self.here() }
    }

    /// A command from its name or a redirection before it. It takes at least one token.
    fn statement(&mut self) {
        let start = self.here();
        let mut redirections = vec![];
        while let Some((Kind::Redirection, _)) = self.lexer.look(false) {
            redirections.extend(self.redirection());
            if self.begin_arguments().is_none() {
                break;
            }
        }
        let is_block = self.lexer.byte(0) == Some(b'(') && !self.lexer.is_nested;
        if is_block && !redirections.is_empty() {
            return self.open_block(redirections);
        }
        if self.comment() {
            return;
        }
        if !self.lexer.is_nested {
            if let Some(length) = self.keyword(&["if"]) {
                self.lexer.take(Kind::Text, length);
                return self.begin_if(start);
            }
            if let Some(length) = self.keyword(&["for"]) {
                self.lexer.take(Kind::Text, length);
                return self.begin_loop(start);
            }
        }
        self.command(start, redirections);
    }

    /// `rem` takes all of its line, but for `rem & command`.
    fn comment(&mut self) -> bool {
        let rest = self.lexer.rest();
        if !rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case(b"rem"))
            || rest.get(3).is_some_and(|byte| {
                !is_delimiter(*byte)
                    && !matches!(byte, b'\r' | b'\n' | b'.' | b'/' | b':' | b'(' | b'&' | b'|')
            })
        {
            return false;
        }
        let behind = rest.get(3..).unwrap_or_default();
        let blanks = behind.iter().take_while(|byte| is_delimiter(**byte)).count();
        let length = match behind.get(blanks) {
            Some(b'&' | b'|') => 3,
            _ => self.lexer.to_line_end(),
        };
        let range = self.lexer.take(Kind::Comment, length);
        self.tree.comments.push(range);
        true
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
                if self.push(FrameKind::Loop, ScopeKind::Loop, Some(condition)) {
                    self.tree.bindings.push(Binding {
                        range: variable.range.clone(),
                        target: variable,
                        operator: crate::script::tree::BindOperator::Set,
                        value: None,
                        scope: self.scope,
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

    /// The name and the arguments of a simple command.
    fn command(&mut self, start: u32, mut redirections: Vec<Redirection>) {
        let name = self.name();
        let lower = name.constant().unwrap_or_default().to_ascii_lowercase();
        let command = Command {
            range: start..self.here(),
            kind: match lower.as_str() {
                "goto" | "exit" => CommandKind::Keyword,
                _ => CommandKind::Command,
            },
            name,
            arguments: vec![],
            redirections: vec![],
            piped_from: self.piped_from.take(),
            scope: self.scope,
            runs_if: self.runs_if,
            background: false,
        };
        let arguments = match lower.as_str() {
            "set" => {
                if !self.set(start, &mut redirections) {
                    return self.finish_set(command, redirections);
                }
                vec![]
            }
            "echo" | "title" => self.line(&mut redirections),
            _ => self.arguments(&lower, &mut redirections),
        };
        match lower.as_str() {
            "setlocal" => self.set_local(&arguments),
            "endlocal" => self.end_local(),
            "goto" | "exit"
                if self.frames.is_empty()
                    && !self.lexer.is_nested
                    && command.runs_if == RunsIf::Always
                    && command.piped_from.is_none() =>
            {
                self.is_left = true;
            }
            _ => {}
        }
        let command = Command { arguments, redirections, ..command };
        self.push_command(command);
    }

    pub(super) fn push_command(&mut self, mut command: Command) {
        let mut tokens = self.lexer.tokens.iter().rev();
        let last = tokens.find(|token| !matches!(token.kind, Kind::Blank | Kind::Newline));
        let end = last.map_or(0, |token| token.range.end);
        // `echo` takes the blanks at its end.
        let argument = command.arguments.last().map_or(0, |argument| match argument {
            Argument::Parameter { range, .. } => range.end,
            Argument::Value(word) => word.range.end,
        });
        command.range.end = command.range.end.max(end).max(argument);
        self.tree.commands.push(command);
    }

    /// The name of a command. Commands of cmd end at some characters that programs do not end at.
    fn name(&mut self) -> Word {
        let mut word = Builder::default();
        let mut is_quoted = false;
        while let Some((kind, length)) = self.lexer.look(is_quoted) {
            let is_end = matches!(
                kind,
                Kind::Blank
                    | Kind::Separator
                    | Kind::Newline
                    | Kind::Operator
                    | Kind::Redirection
                    | Kind::Close
                    | Kind::End
            );
            if is_end && !word.is_empty() {
                break;
            }
            if is_end {
                // Nothing but redirections, or a stray sign.
                if matches!(kind, Kind::Redirection | Kind::Blank | Kind::Separator) {
                    self.lexer.take(kind, length);
                }
                break;
            }
            let here = self.here();
            let text = self.text(&(here..here + place(length)));
            let inner = word.is_empty().then(|| super::names::ends_early(text)).flatten();
            let range = self.lexer.take(kind, inner.unwrap_or(length));
            match kind {
                Kind::Quote => {
                    is_quoted = !is_quoted;
                    word.quote(&range);
                }
                _ => word.token(kind, self.text(&range), &range),
            }
            let is_builtin = || super::names::is_builtin(self.text(&range));
            if inner.is_some()
                || kind == Kind::Text && self.lexer.byte(0) == Some(b'"') && is_builtin()
            {
                break;
            }
        }
        word.finish(self.here())
    }
}

#[cfg(test)]
pub(super) fn argument_range(argument: &Argument) -> &Range<u32> {
    match argument {
        Argument::Parameter { range, .. } => range,
        Argument::Value(word) => &word.range,
    }
}
