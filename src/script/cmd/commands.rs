//! Simple commands and comments.

use super::{
    Kind,
    lexer::{is_delimiter, place},
    names,
    parser::Parser,
    word::Builder,
};
use crate::script::tree::{
    Argument, Command, CommandKind, Piece, Redirection, RunsIf, ScopeKind, Word,
};

impl Parser<'_> {
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
    pub(super) fn statement(&mut self) {
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
    pub(super) fn comment(&mut self) -> bool {
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

    /// The name and the arguments of a simple command.
    pub(super) fn command(&mut self, start: u32, mut redirections: Vec<Redirection>) {
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
    pub(super) fn name(&mut self) -> Word {
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
            let inner = word.is_empty().then(|| names::ends_early(text)).flatten();
            let range = self.lexer.take(kind, inner.unwrap_or(length));
            match kind {
                Kind::Quote => {
                    is_quoted = !is_quoted;
                    word.quote(&range);
                }
                _ => word.token(kind, self.text(&range), &range),
            }
            let is_builtin = || names::is_builtin(self.text(&range));
            if inner.is_some()
                || kind == Kind::Text && self.lexer.byte(0) == Some(b'"') && is_builtin()
            {
                break;
            }
        }
        word.finish(self.here())
    }
}
