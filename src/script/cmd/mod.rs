//! The language of cmd.exe: batch files, and the command lines that `cmd /c` takes.
//!
//! cmd replaces variables before it reads, so no reader can know what a line is that has one: here a
//! variable is a piece of a word. `setlocal enabledelayedexpansion` counts from where it stands to
//! its `endlocal` in the text, whatever jumps do.

mod arguments;
mod blocks;
mod commands;
mod condition;
mod labels;
mod lexer;
mod loops;
mod names;
mod parser;
#[cfg(test)]
mod tests;
mod token;
mod variables;
mod word;

pub(super) use names::ends_early;
pub use names::is_builtin;
pub use token::Kind;

use self::{lexer::place, parser::Parser};
use super::{
    Token,
    spliced::Spliced,
    tree::{Command, Fault, FaultKind, Tree, Word},
};

/// The longest line that cmd takes, in characters.
const MAX_LINE: usize = 8191;

/// Where a text stands; percent signs mean other things there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// In a batch file: `%%i`, `%1`.
    Batch,
    /// Behind `cmd /c`: `%i`, and no `%1`.
    Line,
}

/// A text, read: its tokens, which tile it, and what they make.
#[derive(Debug)]
pub struct Script {
    /// In the order of the text.
    pub tokens: Vec<Token<Kind>>,
    /// What runs.
    pub tree: Tree,
}

/// Whether a file of that name is a batch file.
pub fn is_file_name(name: &str) -> bool {
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    extension.eq_ignore_ascii_case("cmd") || extension.eq_ignore_ascii_case("bat")
}

/// The tokens of a batch file.
pub fn lex(text: &str) -> Vec<Token<Kind>> {
    read(text, Mode::Batch).tokens
}

/// A batch file as commands.
pub fn parse(text: &str) -> Tree {
    read(text, Mode::Batch).tree
}

/// A text as tokens and commands.
pub fn read(text: &str, mode: Mode) -> Script {
    read_parsed(text, Parser::new(text, mode))
}

/// Reads what stands behind `cmd /v:on /c`, where `!x!` is a variable from the start.
pub(super) fn read_delayed(text: &str) -> Script {
    let mut parser = Parser::new(text, Mode::Line);
    parser.lexer.is_delayed = true;
    read_parsed(text, parser)
}

fn read_parsed(text: &str, mut parser: Parser<'_>) -> Script {
    parser.run();
    let Parser { lexer, mut tree, .. } = parser;
    tree.faults.extend(long_lines(text));
    tree.faults.sort_by_key(|fault| fault.range.start);
    tree.comments.sort_by_key(|range| range.start);
    Script { tokens: lexer.tokens, tree }
}

impl Script {
    /// The command line that `command` starts its program with: escapes and redirections are taken
    /// off, quotes stay, variables are as they are written.
    pub fn command_line(&self, text: &str, command: &Command) -> Spliced {
        self.command_line_with(text, command, &mut |_| None)
    }

    /// The same with what variables are, as far as it is known.
    pub(super) fn command_line_with(
        &self,
        text: &str,
        command: &Command,
        value: &mut dyn FnMut(&Word) -> Option<String>,
    ) -> Spliced {
        let mut line = Spliced::default();
        let first = self.tokens.partition_point(|token| token.range.end <= command.range.start);
        let tokens = self.tokens.iter().skip(first);
        let mut redirections = command.redirections.iter().peekable();
        for token in tokens.take_while(|token| token.range.start < command.range.end) {
            while redirections.peek().is_some_and(|found| found.range.end <= token.range.start) {
                redirections.next();
            }
            if redirections.peek().is_some_and(|found| found.range.start <= token.range.start) {
                continue;
            }
            let written = token.text(text);
            let range = token.range.start as usize..token.range.end as usize;
            match token.kind {
                Kind::Continuation | Kind::Lone | Kind::At => {}
                Kind::Percent => line.push_changed("%", range),
                Kind::Variable | Kind::Delayed | Kind::Parameter | Kind::LoopVariable => {
                    let mut word = word::Builder::default();
                    word.token(token.kind, written, &token.range);
                    match value(&word.finish(token.range.start)) {
                        Some(known) => line.push_changed(&known, range),
                        None => line.push(written, range.start),
                    }
                }
                Kind::Escape if written.len() > 1 => {
                    let start = range.end - (written.len() - 1);
                    line.push(written.get(1..).unwrap_or_default(), start);
                }
                Kind::Escape if written == "^" => {}
                _ => line.push(written, range.start),
            }
        }
        line
    }
}

/// Lines, with those that continue them, that are too long for cmd.
fn long_lines(text: &str) -> Vec<Fault> {
    let mut faults = vec![];
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim_end_matches(['\r', '\n']).ends_with('^') && at < text.len() {
            continue;
        }
        let whole = text.get(start..at).unwrap_or_default().trim_end_matches(['\r', '\n']);
        if whole.len() > MAX_LINE && whole.encode_utf16().count() > MAX_LINE {
            let range = place(start)..place(start + whole.len());
            faults.push(Fault { range, kind: FaultKind::LineTooLong });
        }
        start = at;
    }
    faults
}
