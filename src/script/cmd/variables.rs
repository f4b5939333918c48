//! `set`, `setlocal` and `endlocal`.

use super::{Kind, lexer::place, parser::Parser, word::Builder};
use crate::script::tree::{Argument, BindOperator, Binding, Command, Piece, Redirection, Word};

/// How many `setlocal` cmd keeps.
const MAX_LOCALS: usize = 32;

/// What a `set` assigns, while it is read.
struct Assignment {
    start: u32,
    target: Builder,
    value: Builder,
    has_value: bool,
}

impl Parser<'_> {
    /// What stands behind `set`. Whether it is a command as well: one that shows variables.
    ///
    /// The value reaches to the end of the command, blanks included, and with a quote before the
    /// name to the last quote. With `/p` a user is asked for it.
    pub(super) fn set(&mut self, start: u32, redirections: &mut Vec<Redirection>) -> bool {
        self.begin_arguments();
        let switch = self.keyword(&["/a", "/p"]).map(|length| {
            let range = self.lexer.take(Kind::Text, length);
            self.text(&range).to_ascii_lowercase()
        });
        let is_sum = switch.as_deref() == Some("/a");
        self.begin_arguments();
        let is_wrapped = self.lexer.byte(0) == Some(b'"');
        let mut all = vec![];
        let mut now = Assignment::at(start);
        let (mut is_quoted, mut last_quote) = (false, None);
        if is_wrapped {
            self.lexer.take(Kind::Quote, 1);
            is_quoted = true;
        }
        while let Some((kind, length)) = self.lexer.look(is_quoted) {
            if Self::is_end(kind) {
                break;
            }
            if kind == Kind::Redirection {
                redirections.extend(self.redirection());
                continue;
            }
            let range = self.lexer.take(kind, length);
            let text = self.text(&range);
            if kind == Kind::Quote {
                is_quoted = !is_quoted;
                let place = if now.has_value { &mut now.value } else { &mut now.target };
                if is_sum {
                    place.quote(&range);
                    continue;
                }
                if is_wrapped {
                    last_quote = Some((now.has_value, place.mark()));
                }
            }
            let mut at = range.start;
            if !matches!(kind, Kind::Text | Kind::Separator) {
                let place = if now.has_value { &mut now.value } else { &mut now.target };
                place.token(kind, text, &range);
                continue;
            }
            // A sum may assign several, parted by commas.
            let parts = if is_sum { [',', '='] } else { ['=', '='] };
            for part in text.split_inclusive(parts) {
                let is_assigned = part.ends_with('=') && !now.has_value;
                let is_next = is_sum && part.ends_with(',');
                let kept = match is_assigned || is_next {
                    true => part.get(..part.len() - 1).unwrap_or_default(),
                    false => part,
                };
                let place_of = at..at + place(kept.len());
                at += place(part.len());
                match now.has_value {
                    true => now.value.text(kept, &place_of),
                    false => now.target.text(kept, &place_of),
                }
                now.has_value |= is_assigned;
                if is_next {
                    all.push(std::mem::replace(&mut now, Assignment::at(at)));
                }
            }
        }
        if let Some((is_value, mark)) = last_quote {
            match is_value {
                true => now.value.cut(mark),
                false => now.target.cut(mark),
            }
        }
        all.push(now);
        let asks = switch.as_deref() == Some("/p");
        let mut shows = asks;
        for assignment in all {
            shows |= !self.assign(assignment, is_sum, asks);
        }
        shows || !redirections.is_empty()
    }

    /// Notes what is assigned; false if nothing is.
    fn assign(&mut self, mut found: Assignment, is_sum: bool, asks: bool) -> bool {
        let here = self.here();
        if !found.has_value || found.target.is_empty() {
            return false;
        }
        let mut target = found.target.finish(here);
        let mut operator = BindOperator::Set;
        if is_sum && let Some(Piece::Text { text, range }) = target.pieces.last_mut() {
            let name = text.trim_end_matches(['+', '-', '*', '/', '%', '&', '^', '|', '<', '>']);
            operator = match text.get(name.len()..) {
                Some("+") => BindOperator::Append,
                Some("") | None => BindOperator::Set,
                _ => BindOperator::Change,
            };
            let blanks = text.len() - text.trim_start().len();
            range.end -= place(text.len() - name.trim_end().len()).min(range.end - range.start);
            range.start = (range.start + place(blanks)).min(range.end);
            *text = name.trim().to_owned();
        }
        let mut value = found.value.finish(target.range.end);
        if is_sum {
            let range = value.range.clone();
            let operands = vec![value];
            let piece = Piece::Operation { operator: "arithmetic".into(), operands, range };
            let range = piece.range().clone();
            value = Word { range, pieces: vec![piece], quoted: false };
        }
        let range = found.start.min(target.range.start)..value.range.end.max(target.range.end);
        self.tree.bindings.push(Binding {
            range,
            target,
            operator,
            value: (!asks).then_some(value),
            scope: self.scope,
            before: place(self.tree.commands.len()),
        });
        true
    }

    /// A `set` that assigns is a binding and no command, unless its output goes somewhere.
    pub(super) fn finish_set(&mut self, command: Command, redirections: Vec<Redirection>) {
        if !redirections.is_empty() || command.piped_from.is_some() {
            self.push_command(Command { redirections, ..command });
        }
    }

    pub(super) fn set_local(&mut self, arguments: &[Argument]) {
        if self.locals.len() < MAX_LOCALS {
            self.locals.push((self.lexer.is_delayed, self.depth()));
        }
        for argument in arguments {
            let Argument::Value(word) = argument else { continue };
            match word.constant().unwrap_or_default().to_ascii_lowercase().as_str() {
                "enabledelayedexpansion" => self.lexer.is_delayed = true,
                "disabledelayedexpansion" => self.lexer.is_delayed = false,
                _ => {}
            }
        }
    }

    /// One that stands deeper than its `setlocal` may not run, as one before `exit /b` in an `if`.
    pub(super) fn end_local(&mut self) {
        let depth = self.depth();
        if let Some((was_delayed, _)) = self.locals.pop_if(|(_, opened)| *opened >= depth) {
            self.lexer.is_delayed = was_delayed;
        }
    }
}

impl Assignment {
    fn at(start: u32) -> Self {
        Self { start, target: Builder::default(), value: Builder::default(), has_value: false }
    }
}
