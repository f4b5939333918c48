//! Opening and closing brackets, and what is left open.

use super::{Frame, Group, Header, Kind, Lexer, Mode, Role, Started};
use crate::script::{FaultKind, ScopeKind};

impl Lexer<'_> {
    /// Opens brackets with `length` bytes. The mode of the frame around it must be that behind it.
    pub(super) fn open(&mut self, role: Role, length: usize) {
        if self.is_too_deep() {
            return self.give_up();
        }
        let kind = match role {
            Role::Text | Role::Here => Kind::TextOpen,
            _ => Kind::Open,
        };
        let index = self.out.groups.len();
        let Some(around) = self.stack.last_mut() else { return };
        let name = match role {
            Role::Body(ScopeKind::Function) | Role::Class | Role::Enum => around.declared.take(),
            _ => None,
        };
        let parent = around.group;
        let open = self.out.tokens.len();
        self.out.groups.push(Group { role, open, close: open, is_closed: false, parent, name });
        self.take(kind, length);
        self.stack.push(Frame::new(index, role));
    }

    /// `{` behind a keyword.
    pub(super) fn open_body(&mut self) {
        let Some(frame) = self.stack.last_mut() else { return };
        let role = match frame.header {
            Header::If => Role::Body(ScopeKind::If),
            Header::Else => Role::Body(ScopeKind::Else),
            Header::While | Header::Do | Header::DoTail | Header::For | Header::Foreach => {
                Role::Body(ScopeKind::Loop)
            }
            Header::Switch => Role::Switch,
            Header::Try => Role::Body(ScopeKind::Try),
            Header::Catch => Role::Body(ScopeKind::Catch),
            Header::Finally => Role::Body(ScopeKind::Finally),
            Header::Function => Role::Body(ScopeKind::Function),
            Header::Class => Role::Class,
            Header::Enum => Role::Enum,
            Header::Param | Header::Block => Role::Body(ScopeKind::Block),
        };
        frame.mode = match frame.header {
            Header::Do => Mode::AfterDo,
            _ => Mode::Statement,
        };
        self.open(role, 1);
    }

    /// `(` behind a keyword.
    pub(super) fn open_header(&mut self) {
        let Some(frame) = self.stack.last_mut() else { return };
        let (role, after) = match frame.header {
            Header::For => (Role::For, Mode::Header),
            Header::Foreach => (Role::Foreach, Mode::Header),
            Header::Function => (Role::Parameters, Mode::Header),
            Header::Param => (Role::Parameters, Mode::Statement),
            Header::DoTail => (Role::Condition, Mode::Operator),
            _ => (Role::Condition, Mode::Header),
        };
        frame.mode = after;
        frame.is_due = matches!(role, Role::For | Role::Foreach | Role::Condition);
        self.open(role, 1);
    }

    /// Closes the innermost brackets that `sign` closes. Braces may be closed over what is open in
    /// them; other brackets may not be closed over braces, nor any over the start of a string.
    pub(super) fn close(&mut self, sign: u8) {
        let mut keep = None;
        for (index, frame) in self.stack.iter().enumerate().rev() {
            let expected = frame.role.close();
            if expected == sign {
                keep = Some(index);
                break;
            }
            if expected == b'"' || (expected == b'}' && sign != b'}') {
                break;
            }
        }
        let Some(keep) = keep else {
            self.fault(FaultKind::UnexpectedClose, self.at..self.at + 1);
            return self.take(Kind::Unknown, 1);
        };
        let close = self.out.tokens.len();
        let end = self.end_of_words();
        while self.stack.len() > keep + 1 {
            let Some(frame) = self.stack.pop() else { break };
            self.abandon(&frame, end);
        }
        self.take(Kind::Close, 1);
        self.end_group(close);
    }

    /// Ends the innermost group with the token `close`.
    pub(super) fn end_group(&mut self, close: usize) {
        let Some(frame) = self.stack.pop() else { return };
        if let Some(group) = self.out.groups.get_mut(frame.group) {
            (group.close, group.is_closed) = (close, true);
        }
        if let Some(around) = self.stack.last_mut()
            && around.mode == Mode::Command
            && around.started == Started::Not
        {
            around.started = Started::Closed;
        }
    }

    /// The token behind the last that says something: what is not closed reaches to there.
    pub(super) fn end_of_words(&self) -> usize {
        let last = self.out.tokens.iter().rposition(|token| !token.kind.is_blank());
        last.map_or(0, |last| last + 1)
    }

    /// Brackets that nothing closes.
    pub(super) fn abandon(&mut self, frame: &Frame, end: usize) {
        let Some(group) = self.out.groups.get_mut(frame.group) else { return };
        group.close = end;
        let Some(open) = self.out.tokens.get(group.open) else { return };
        let range = open.range.start as usize..open.range.end as usize;
        match frame.role {
            Role::Script => {}
            Role::Text | Role::Here => self.fault(FaultKind::UnclosedString, range),
            _ => self.fault(FaultKind::UnclosedBlock, range),
        }
    }
}
