//! What stands behind the name of a command: arguments, plain lines, redirections.

use std::ops::Range;

use super::{
    Kind,
    lexer::{is_delimiter, place},
    names::is_builtin,
    parser::Parser,
    word::Builder,
};
use crate::script::tree::{Argument, Piece, Redirection, RedirectionTarget, Stream, Word};

impl Parser<'_> {
    /// Whether a token ends a command.
    pub(super) fn is_end(kind: Kind) -> bool {
        matches!(kind, Kind::Newline | Kind::Operator | Kind::Close | Kind::End)
    }

    /// The arguments of the command `name`: words between blanks. Programs read backslashes before
    /// quotes as the C runtime does, commands of cmd do not.
    pub(super) fn arguments(
        &mut self,
        name: &str,
        redirections: &mut Vec<Redirection>,
    ) -> Vec<Argument> {
        // These two take the command line of a program.
        let is_builtin = is_builtin(name) && !matches!(name, "start" | "call");
        let mut arguments = vec![];
        let mut word = Builder::default();
        // The quotes that cmd counts, and those that the program sees.
        let (mut is_quoted, mut is_inside) = (false, false);
        while let Some((kind, length)) = self.lexer.look(is_quoted) {
            if Self::is_end(kind) {
                break;
            }
            if kind == Kind::Redirection {
                self.end_argument(&mut word, is_builtin, &mut arguments);
                redirections.extend(self.redirection());
                continue;
            }
            let range = self.lexer.take(kind, length);
            let text = self.text(&range);
            match kind {
                Kind::Quote => {
                    is_quoted = !is_quoted;
                    if is_builtin || !word.escapes_quote(&range) {
                        is_inside = !is_inside;
                        word.quote(&range);
                    }
                }
                Kind::Escape if text.ends_with('"') && !is_builtin => {
                    // cmd does not count it, the program sees a quote.
                    if !word.escapes_quote(&range) {
                        is_inside = !is_inside;
                        word.quote(&range);
                    }
                }
                Kind::Blank if is_inside => word.text(text, &range),
                Kind::Blank => self.end_argument(&mut word, is_builtin, &mut arguments),
                Kind::Separator if is_builtin && !is_inside => {
                    self.end_argument(&mut word, is_builtin, &mut arguments);
                }
                Kind::Text if is_quoted && !is_inside => {
                    self.parted(&mut word, &range, &mut arguments);
                }
                _ => word.token(kind, text, &range),
            }
        }
        self.end_argument(&mut word, is_builtin, &mut arguments);
        arguments
    }

    /// Text that cmd takes for quoted but the program does not: its blanks part words.
    fn parted(&self, word: &mut Builder, range: &Range<u32>, arguments: &mut Vec<Argument>) {
        let mut at = range.start;
        for part in self.text(range).split_inclusive([' ', '\t']) {
            let text = part.trim_end_matches([' ', '\t']);
            word.text(text, &(at..at + place(text.len())));
            at += place(part.len());
            if text.len() < part.len() {
                self.end_argument(word, false, arguments);
            }
        }
    }

    fn end_argument(&self, word: &mut Builder, is_builtin: bool, arguments: &mut Vec<Argument>) {
        if word.is_empty() {
            return;
        }
        let word = word.finish(0);
        if is_builtin && let Some(switches) = switches(&word) {
            arguments.extend(switches);
        } else {
            arguments.push(argument(word));
        }
    }

    /// The rest of a command as it is, as `echo` takes it: blanks and quotes belong to it.
    pub(super) fn line(&mut self, redirections: &mut Vec<Redirection>) -> Vec<Argument> {
        // The character behind `echo` is none of it.
        if self.lexer.byte(0).is_some_and(|byte| is_delimiter(byte) || b"./:+[](".contains(&byte)) {
            let kind = match self.lexer.look(false) {
                Some((kind @ (Kind::Blank | Kind::Separator), _)) => kind,
                _ => Kind::Text,
            };
            self.lexer.take(kind, 1);
        }
        let mut word = Builder::default();
        let mut is_quoted = false;
        while let Some((kind, length)) = self.lexer.look(is_quoted) {
            match kind {
                _ if Self::is_end(kind) => break,
                Kind::Redirection => redirections.extend(self.redirection()),
                _ => {
                    is_quoted ^= kind == Kind::Quote;
                    let range = self.lexer.take(kind, length);
                    word.token(kind, self.text(&range), &range);
                }
            }
        }
        match word.is_empty() {
            true => vec![],
            false => vec![Argument::Value(word.finish(0))],
        }
    }

    /// A redirection with its target.
    pub(super) fn redirection(&mut self) -> Option<Redirection> {
        let (_, range) = self.token(false);
        let sign = self.text(&range).trim_start_matches('^');
        let digit = sign.bytes().next().filter(u8::is_ascii_digit);
        let sign = sign.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == '^');
        let from = match (digit, sign.starts_with('<')) {
            (Some(digit), _) => stream(digit),
            (None, true) => Stream::Input,
            (None, false) => Stream::Output,
        };
        let appends = sign.starts_with(">>");
        if let Some((_, number)) = sign.split_once('&') {
            let to = RedirectionTarget::Stream(stream(number.bytes().next()?));
            return Some(Redirection { range, from, to, appends });
        }
        if !matches!(self.begin_arguments(), Some(kind) if !Self::is_end(kind) && kind != Kind::Redirection)
        {
            return None;
        }
        let target = self.plain_word();
        let range = range.start..target.range.end;
        Some(Redirection { range, from, to: RedirectionTarget::File(target), appends })
    }

    /// A word up to a delimiter, with the quotes taken off.
    fn plain_word(&mut self) -> Word {
        let mut word = Builder::default();
        let mut is_quoted = false;
        while let Some((kind, length)) = self.lexer.look(is_quoted) {
            if Self::is_end(kind)
                || matches!(kind, Kind::Blank | Kind::Separator | Kind::Redirection)
            {
                break;
            }
            let range = self.lexer.take(kind, length);
            match kind {
                Kind::Quote => {
                    is_quoted = !is_quoted;
                    word.quote(&range);
                }
                _ => word.token(kind, self.text(&range), &range),
            }
        }
        word.finish(self.here())
    }
}

fn stream(digit: u8) -> Stream {
    match digit {
        b'0' => Stream::Input,
        b'1' => Stream::Output,
        b'2' => Stream::Error,
        other => Stream::Other(other.saturating_sub(b'0')),
    }
}

/// An argument that begins with `/` or `-` and a letter is a parameter.
fn argument(word: Word) -> Argument {
    let Some(Piece::Text { text, range }) = word.pieces.first() else {
        return Argument::Value(word);
    };
    let is_switch =
        text.starts_with(['/', '-']) && (!word.quoted || range.start == word.range.start);
    let Some(rest) = text.get(1..).filter(|_| is_switch) else { return Argument::Value(word) };
    let signs = 1 + usize::from(text.starts_with("--"));
    let rest = if signs == 2 { text.get(2..).unwrap_or_default() } else { rest };
    let is_name = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '?');
    let length = rest.find(|ch| !is_name(ch)).unwrap_or(rest.len());
    let (name, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
    let begins = name.starts_with(|ch: char| ch.is_ascii_alphabetic() || ch == '?');
    let has_value = behind.starts_with([':', '=']);
    if !begins || !behind.is_empty() && !has_value {
        return Argument::Value(word);
    }
    let (name, whole, range, behind) =
        (name.to_owned(), word.range.clone(), range.clone(), behind.to_owned());
    if behind.is_empty() && word.pieces.len() == 1 && !word.quoted {
        return Argument::Parameter { range: whole, name, value: None };
    }
    if behind.is_empty() && word.pieces.len() > 1 {
        return Argument::Value(word);
    }
    // What stands behind the sign is the value.
    let start = (range.start + place(signs + length) + u32::from(has_value)).min(word.range.end);
    let mut pieces = word.pieces;
    match pieces.first_mut() {
        Some(Piece::Text { text, range }) if behind.len() > 1 => {
            *text = text.split_off(signs + length + 1);
            range.start = start;
        }
        _ => {
            pieces.remove(0);
        }
    }
    let value = has_value.then_some(Word { range: start..whole.end, pieces, quoted: word.quoted });
    Argument::Parameter { range: whole, name, value }
}

/// `/s/q` of a command of cmd is two switches.
fn switches(word: &Word) -> Option<Vec<Argument>> {
    let text = word.constant()?;
    let mut parts = text.split('/');
    if parts.next() != Some("") || word.quoted {
        return None;
    }
    let mut at = word.range.start;
    parts
        .map(|part| {
            let range = at..at + 1 + place(part.len());
            at = range.end;
            let is_short = matches!(part.len(), 1 | 2) && part.is_ascii();
            let name = part.to_owned();
            is_short.then_some(Argument::Parameter { range, name, value: None })
        })
        .collect()
}
