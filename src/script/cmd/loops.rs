//! The head of `for`: its variable and what it runs over.

use super::{Kind, lexer::place, parser::Parser, word::Builder};
use crate::script::tree::{FaultKind, Piece, Word};

/// Whether the command of `for /f`, with the quotes of `for`, stands in quotes as a whole, which cmd
/// takes off: `'"wmic bios get serialnumber"'`, and not `'"C:\Depot tools\a.exe" "x"'`.
fn is_in_quotes(written: &str) -> bool {
    let inner = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
    let inner = inner.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    let Some(first) = inner.and_then(|inner| inner.split('"').next()) else { return false };
    let end = first.to_ascii_lowercase();
    let is_program = [".exe", ".com", ".cmd", ".bat"].iter().any(|kind| end.ends_with(kind));
    first.is_empty() || first.contains([' ', '\t']) && !is_program
}

impl Parser<'_> {
    /// From behind `for` to behind `do`: what the loop runs over, and its variable. The former is an
    /// operation whose operator is the switch (`in` without one, `/f`, `/l`, `/d`, `/r`), and whose
    /// first operand is the values; the options of `/f` or the folder of `/r` are the second.
    pub(super) fn loop_head(&mut self, start: u32) -> Option<(Word, Word)> {
        self.lexer.loops += 1;
        self.begin_arguments()?;
        let switch = match self.keyword(&["/f", "/l", "/d", "/r"]) {
            Some(length) => {
                let range = self.lexer.take(Kind::Text, length);
                self.text(&range).to_ascii_lowercase()
            }
            None => "in".to_owned(),
        };
        let mut options = vec![];
        let variable = loop {
            let kind = self.begin_arguments()?;
            // `for /d /r`.
            if kind == Kind::LoopVariable {
                break self.piece_word();
            }
            if Self::is_end(kind) || options.len() > 3 {
                return None;
            }
            options.push(self.piece_word());
        };
        self.begin_arguments()?;
        let length = self.keyword(&["in"])?;
        self.lexer.take(Kind::Text, length);
        self.begin_arguments()?;
        if self.lexer.byte(0) != Some(b'(') {
            return None;
        }
        let uses_back_quotes = options.iter().any(|option| {
            option.constant().is_some_and(|text| text.to_ascii_lowercase().contains("useback"))
        });
        let values = self.values(switch == "/f", uses_back_quotes);
        self.begin_arguments()?;
        let length = self.keyword(&["do"])?;
        let range = start..values.range.end;
        let mut operands = vec![values];
        operands.append(&mut options);
        let piece = Piece::Operation { operator: switch, operands, range: range.clone() };
        let condition = Word { range, pieces: vec![piece], quoted: false };
        self.lexer.take(Kind::Text, length);
        Some((condition, variable))
    }

    /// A word up to a blank, quotes taken off.
    fn piece_word(&mut self) -> Word {
        let mut word = Builder::default();
        let mut is_quoted = false;
        while let Some((kind, length)) = self.lexer.look(is_quoted) {
            if matches!(kind, Kind::Blank | Kind::Newline | Kind::End | Kind::Operator) {
                break;
            }
            let range = self.lexer.take(kind, length);
            if kind == Kind::Quote {
                is_quoted = !is_quoted;
                word.quote(&range);
            } else {
                word.token(kind, self.text(&range), &range);
                if kind == Kind::LoopVariable {
                    break;
                }
            }
        }
        word.finish(self.here())
    }

    /// `( … )` of a `for`, over several lines where it must be.
    fn values(&mut self, is_file: bool, uses_back_quotes: bool) -> Word {
        let start = self.here();
        self.lexer.take(Kind::Open, 1);
        let (end, is_closed) = self.values_end();
        let inner = self.text(&(self.here()..place(end)));
        let quote = if uses_back_quotes { '`' } else { '\'' };
        let trimmed = inner.trim();
        let is_command =
            is_file && trimmed.len() > 1 && trimmed.starts_with(quote) && trimmed.ends_with(quote);
        let outer_limit = self.lexer.limit;
        let pieces = if is_command {
            let before = inner.len() - inner.trim_start().len();
            let behind = inner.len() - inner.trim_end().len();
            self.space(before);
            // The quotes that cmd takes off stand beside those of `for`.
            let quote = 1 + usize::from(is_in_quotes(trimmed));
            self.lexer.take(Kind::Text, quote);
            self.lexer.limit = end - behind - quote;
            let commands = self.nested();
            self.lexer.limit = outer_limit;
            self.lexer.take(Kind::Text, quote);
            self.space(behind);
            vec![commands]
        } else {
            self.lexer.limit = end;
            let items = self.items();
            self.lexer.limit = outer_limit;
            vec![Piece::List { items, range: start..place(end) + u32::from(is_closed) }]
        };
        if is_closed {
            self.lexer.take(Kind::Close, 1);
        } else {
            self.fault(start..start + 1, FaultKind::UnclosedBlock);
        }
        Word { range: start..self.here(), pieces, quoted: false }
    }

    fn space(&mut self, length: usize) {
        let end = self.lexer.at + length;
        while self.lexer.at < end {
            let kind = match self.lexer.byte(0) {
                Some(b'\n') => Kind::Newline,
                _ => Kind::Blank,
            };
            self.lexer.take(kind, 1);
        }
    }

    fn items(&mut self) -> Vec<Word> {
        let mut items = vec![];
        let mut word = Builder::default();
        let mut is_quoted = false;
        while let Some((kind, length)) = self.lexer.look(is_quoted) {
            let range = self.lexer.take(kind, length);
            match kind {
                Kind::Blank | Kind::Separator | Kind::Newline | Kind::Continuation => {
                    is_quoted = false;
                    if !word.is_empty() {
                        items.push(word.finish(0));
                    }
                }
                Kind::Quote => {
                    is_quoted = !is_quoted;
                    word.quote(&range);
                }
                _ => word.token(kind, self.text(&range), &range),
            }
        }
        if !word.is_empty() {
            items.push(word.finish(0));
        }
        items
    }

    /// Where the values end, and whether there is a bracket; without one, at the end of the line.
    fn values_end(&mut self) -> (usize, bool) {
        let rest = self.lexer.rest();
        let searched = match self.is_unclosed {
            true => rest.get(..self.lexer.to_line_end()).unwrap_or_default(),
            false => rest,
        };
        let (mut is_quoted, mut is_escaped) = (false, false);
        let found = searched.iter().position(|byte| {
            match byte {
                _ if std::mem::take(&mut is_escaped) => return false,
                b'"' => is_quoted = !is_quoted,
                b'\n' => is_quoted = false,
                b'^' => is_escaped = !is_quoted,
                b')' => return !is_quoted,
                _ => {}
            }
            false
        });
        self.lexer.step(found.unwrap_or(searched.len()));
        let Some(length) = found else {
            self.is_unclosed = true;
            return (self.lexer.at + self.lexer.to_line_end(), false);
        };
        (self.lexer.at + length, true)
    }
}
