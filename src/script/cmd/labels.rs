//! Labels, and what stands behind a jump.

use super::{
    Kind,
    lexer::{is_delimiter, place},
    parser::Parser,
};
use crate::script::tree::ScopeKind;

impl Parser<'_> {
    pub(super) fn label(&mut self) {
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

    pub(super) fn close_labels(&mut self, mut end: u32) {
        for scope in [self.unreachable.take(), self.label.take()].into_iter().flatten() {
            if let Some(scope) = self.tree.scopes.get_mut(scope as usize) {
                end = end.max(scope.range.start);
                scope.range.end = end;
            }
        }
        self.scope = 0;
    }
}
