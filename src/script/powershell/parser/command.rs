//! Commands with their arguments and redirections.

use std::ops::Range;

use super::{Kind, Parser};
use crate::script::{
    Argument, Command, CommandKind, Piece, Redirection, RedirectionTarget, RunsIf, Stream, Word,
};

impl Parser<'_> {
    /// Builds the command of an element; whether it is one.
    pub(super) fn element_command(&mut self, index: usize) -> bool {
        let Some(element) = self.elements.get(index) else { return false };
        let Some(key) = element.key else { return false };
        let (tokens, is_command) = (element.tokens.clone(), element.is_command);
        let (runs_if, background) = (element.runs_if, element.background);
        let piped_from = element.piped_from.map(|key| self.rank(key));
        if self.is_filed(key) {
            return true;
        }
        let tokens = self.trim(tokens);
        if is_command {
            self.command(key, tokens);
        } else {
            let end = self.redirection_in(tokens.clone());
            let value = self.expression(tokens.start..end);
            if !self.is_filed(key) {
                self.output(key, tokens.clone(), value);
            }
            let rest = self.words(end, tokens.end);
            let end = self.bytes(&tokens).end;
            if let Some(command) = self.command_at(key) {
                command.range.end = command.range.end.max(end);
                command.arguments.extend(rest.0);
                command.redirections = rest.1;
            }
        }
        if let Some(command) = self.command_at(key) {
            command.piped_from = piped_from;
            command.runs_if = runs_if;
            command.background = background;
        }
        true
    }

    pub(super) fn redirection_in(&mut self, tokens: Range<usize>) -> usize {
        let mut at = tokens.start;
        while at < tokens.end && self.kind(at) != Kind::Redirection {
            self.work += 1;
            at = self.after(at);
        }
        at.min(tokens.end)
    }

    pub(super) fn command(&mut self, key: usize, tokens: Range<usize>) {
        let mut at = tokens.start;
        if self.kind(at) == Kind::CallOperator {
            at = self.skip(at + 1, tokens.end);
        }
        let start = self.token_range(at).start;
        let name = match at < tokens.end && self.kind(at) != Kind::Redirection {
            true => self.argument(&mut at, tokens.end).word,
            false => Word { range: start..start, ..Word::default() },
        };
        let (arguments, redirections) = self.words(at, tokens.end);
        let mut command = self.blank_command(self.bytes(&tokens), CommandKind::Command);
        command.name = name;
        command.arguments = arguments;
        command.redirections = redirections;
        self.file(key, command);
    }

    /// Arguments and redirections.
    pub(super) fn words(&mut self, start: usize, end: usize) -> (Vec<Argument>, Vec<Redirection>) {
        let mut arguments = Vec::new();
        let mut redirections = Vec::new();
        let mut at = self.skip(start, end);
        while at < end {
            self.work += 1;
            let before = at;
            match self.kind(at) {
                Kind::Parameter => arguments.push(self.parameter(&mut at, end)),
                Kind::Redirection => redirections.push(self.redirection(&mut at, end)),
                Kind::Native => {
                    let value = self.native(at);
                    arguments.push(Argument::Value(value));
                    at += 1;
                }
                Kind::Comma | Kind::Close | Kind::NewLine => at += 1,
                _ => {
                    let value = self.argument(&mut at, end).word;
                    arguments.push(Argument::Value(value));
                }
            }
            at = self.skip(at.max(before + 1), end);
        }
        (arguments, redirections)
    }

    fn parameter(&mut self, at: &mut usize, end: usize) -> Argument {
        let mut range = self.token_range(*at);
        let text = self.token_text(*at);
        let name = text.trim_start_matches(['-', '\u{2013}', '\u{2014}', '\u{2015}']);
        *at += 1;
        let Some(name) = name.strip_suffix(':') else {
            return Argument::Parameter { range, name: name.to_owned(), value: None };
        };
        let next = self.skip(*at, end);
        let has_value = next < end
            && !matches!(self.kind(next), Kind::Parameter | Kind::Redirection | Kind::Comma);
        let value = has_value.then(|| {
            *at = next;
            self.argument(at, end).word
        });
        if let Some(value) = &value {
            range.end = value.range.end;
        }
        Argument::Parameter { range, name: name.to_owned(), value }
    }

    /// What follows `--%`, without the blanks around it.
    fn native(&self, at: usize) -> Word {
        let range = self.token_range(at);
        let text = self.token_text(at);
        let blank = (text.len() - text.trim_start().len()) as u32;
        let text = text.trim().to_owned();
        let start = range.start + blank.min(range.end - range.start);
        let range = start..start + text.len() as u32;
        let pieces = match text.is_empty() {
            true => Vec::new(),
            false => vec![Piece::Text { text, range: range.clone() }],
        };
        Word { range, pieces, quoted: false }
    }

    fn redirection(&mut self, at: &mut usize, end: usize) -> Redirection {
        let mut range = self.token_range(*at);
        let text = self.token_text(*at).as_bytes();
        *at += 1;
        let from = match text.first() {
            Some(b'<') => Stream::Input,
            Some(b'*') => Stream::All,
            Some(b'2') => Stream::Error,
            Some(digit @ b'3'..=b'6') => Stream::Other(digit - b'0'),
            _ => Stream::Output,
        };
        let appends = text.ends_with(b">>");
        let to = match text {
            [.., b'&', b'1'] => RedirectionTarget::Stream(Stream::Output),
            [.., b'&', b'2'] => RedirectionTarget::Stream(Stream::Error),
            [.., b'&', digit] => RedirectionTarget::Stream(Stream::Other(digit - b'0')),
            _ => {
                let next = self.skip(*at, end);
                let mut word = Word { range: range.end..range.end, ..Word::default() };
                if next < end && self.kind(next) != Kind::Redirection {
                    *at = next;
                    word = self.argument(at, end).word;
                    range.end = word.range.end;
                }
                RedirectionTarget::File(word)
            }
        };
        Redirection { range, from, to, appends }
    }

    pub(super) fn blank_command(&self, range: Range<u32>, kind: CommandKind) -> Command {
        let start = range.start;
        Command {
            range,
            kind,
            name: Word { range: start..start, ..Word::default() },
            arguments: Vec::new(),
            redirections: Vec::new(),
            piped_from: None,
            scope: self.scope,
            runs_if: RunsIf::Always,
            background: false,
        }
    }

    pub(super) fn file(&mut self, key: usize, command: Command) {
        let rank = self.rank(key) as usize;
        if let Some(slot) = self.commands.get_mut(rank) {
            *slot = Some(command);
        }
    }

    pub(super) fn command_at(&mut self, key: usize) -> Option<&mut Command> {
        let rank = self.rank(key) as usize;
        self.commands.get_mut(rank)?.as_mut()
    }

    pub(super) fn is_filed(&mut self, key: usize) -> bool {
        self.command_at(key).is_some()
    }
}
