//! Tokens of PowerShell, as version 5.1 reads them.
//!
//! What a character means depends on where it stands (`-` begins a parameter in a command and
//! subtracts in an expression), so the lexer keeps, for every open bracket, the mode it is in.

mod bracket;
mod command;
mod expression;
mod header;
mod modes;
mod scan;
mod start;
mod string;

use std::ops::Range;

pub(super) use scan::sign;

use super::kind::{Kind, Role};
use crate::script::{Fault, FaultKind, MAX_DEPTH, Token};

/// Tokens with what the lexer found out about brackets on its way.
#[derive(Default)]
pub(super) struct Lexed {
    pub(super) tokens: Vec<Token<Kind>>,
    /// The first is the script; they are in the order in which they open.
    pub(super) groups: Vec<Group>,
    pub(super) faults: Vec<Fault>,
    /// Steps taken, which a test holds against the length of the text.
    pub(super) work: usize,
}

/// A pair of brackets. Of the script, the brackets are none.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) role: Role,
    /// The token that opens it.
    pub(super) open: usize,
    /// The token behind its content: the one that closes it, if it is closed.
    pub(super) close: usize,
    pub(super) is_closed: bool,
    /// The group around it, by index.
    pub(super) parent: usize,
    /// The token of its name: of functions and classes.
    pub(super) name: Option<usize>,
}

/// Where the lexer is within a pair of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// At the start of a statement.
    Statement,
    /// There, behind `do { … }`, where `while` ends the loop.
    AfterDo,
    /// Behind `=`: a statement, perhaps on the next line.
    Value,
    /// Behind `return`, `throw`, `exit`: a pipeline on this line.
    Result,
    /// Behind `|`, `&&`: a command or expression, perhaps on the next line.
    Pipeline,
    /// Among the words of a command.
    Command,
    /// In an expression, where a value is due.
    Operand,
    /// In an expression, behind a type that may be a cast.
    AfterType,
    /// In an expression, behind a value.
    Operator,
    /// Behind `.` or `::`.
    Member,
    /// Behind a keyword, before its block.
    Header,
    /// Before a key of `@{ … }`.
    Key,
    /// Before the pattern of a case.
    Case,
    /// Behind it, before its block.
    CaseBody,
}

/// What the word of a command, in which the lexer is, began with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Started {
    /// Between words.
    Not,
    /// Bare text, to which variables and strings stick.
    Bare,
    /// A variable, to which text sticks, but that may have members.
    Variable,
    /// Brackets or quotes, which end the word, but may have members.
    Closed,
}

struct Frame {
    group: usize,
    role: Role,
    mode: Mode,
    /// Where to go on behind a member: [`Mode::Operator`] or [`Mode::Command`].
    after_member: Mode,
    started: Started,
    /// Whether the command has no name yet.
    is_unnamed: bool,
    /// Whether a comma stood last.
    is_listing: bool,
    /// The keyword of [`Mode::Header`].
    header: Header,
    /// Whether nothing but its block may follow.
    is_due: bool,
    /// The token of the name that was declared last.
    declared: Option<usize>,
}

/// Keywords that a block follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Header {
    If,
    Else,
    While,
    Do,
    /// `while` and `until` behind `do { … }`.
    DoTail,
    For,
    Foreach,
    Switch,
    Try,
    Catch,
    Finally,
    Function,
    Class,
    Enum,
    Param,
    Block,
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    stack: Vec<Frame>,
    out: Lexed,
}

/// Reads `text`. What is beyond 4 GiB is left out.
pub(super) fn lex(text: &str) -> Lexed {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or_default();
    let mut lexer = Lexer { text, at: 0, stack: Vec::new(), out: Lexed::default() };
    lexer.out.tokens.reserve(text.len() / 4);
    lexer.out.groups.push(Group {
        role: Role::Script,
        open: 0,
        close: 0,
        is_closed: false,
        parent: 0,
        name: None,
    });
    lexer.stack.push(Frame::new(0, Role::Script));
    if text.starts_with('\u{feff}') {
        lexer.take(Kind::Whitespace, 3);
    }
    let mut has_turned = false;
    while lexer.at < text.len() {
        let before = lexer.at;
        lexer.step();
        lexer.out.work += 1;
        // A change of the mode is a step too, but the next must take something.
        if lexer.at == before && !std::mem::replace(&mut has_turned, true) {
            continue;
        }
        has_turned = false;
        if lexer.at == before {
            let (_, length) = lexer.sign();
            lexer.take(Kind::Unknown, length);
        }
    }
    lexer.finish();
    lexer.out
}

impl Frame {
    fn new(group: usize, role: Role) -> Self {
        let mode = match role {
            Role::Arguments | Role::Parameters | Role::Index | Role::Enum | Role::Foreach => {
                Mode::Operand
            }
            Role::Attribute => Mode::Operator,
            Role::Table => Mode::Key,
            Role::Switch => Mode::Case,
            Role::Class => Mode::Operand,
            _ => Mode::Statement,
        };
        Self {
            group,
            role,
            mode,
            after_member: Mode::Operator,
            started: Started::Not,
            is_unnamed: false,
            is_listing: false,
            header: Header::Block,
            is_due: false,
            declared: None,
        }
    }

    /// The mode at the start of a line or behind `;`.
    fn restart(&mut self) {
        self.mode = Self::new(0, self.role).mode;
        self.started = Started::Not;
        self.is_unnamed = false;
        self.is_listing = false;
    }
}

impl Lexer<'_> {
    /// The byte `offset` bytes ahead; zero behind the end.
    fn byte(&self, offset: usize) -> u8 {
        self.text.as_bytes().get(self.at + offset).copied().unwrap_or(0)
    }

    /// What the character here counts as, and its length.
    fn sign(&self) -> (u8, usize) {
        scan::sign(self.text, self.at)
    }

    /// What the character `offset` bytes ahead counts as.
    fn sign_at(&self, offset: usize) -> u8 {
        scan::sign(self.text, self.at + offset).0
    }

    /// Makes the next `length` bytes a token.
    fn take(&mut self, kind: Kind, length: usize) {
        let end = (self.at + length).min(self.text.len());
        if end > self.at {
            self.out.work += end - self.at;
            self.out.tokens.push(Token { kind, range: self.at as u32..end as u32 });
            self.at = end;
        }
    }

    fn fault(&mut self, kind: FaultKind, range: Range<usize>) {
        let end = range.end.min(self.text.len());
        self.out.faults.push(Fault { kind, range: range.start as u32..end as u32 });
    }

    /// Whether the token before sticks to this place.
    fn is_adjacent(&self) -> bool {
        self.out.tokens.last().is_some_and(|last| {
            !matches!(last.kind, Kind::NewLine | Kind::Semicolon) && !last.kind.is_blank()
        })
    }

    fn last_kind(&self) -> Option<Kind> {
        self.out.tokens.last().map(|token| token.kind)
    }

    /// What is beyond the deepest nesting is not read.
    fn give_up(&mut self) {
        self.fault(FaultKind::TooDeep, self.at..self.at + 1);
        let rest = self.text.len() - self.at;
        self.take(Kind::Unknown, rest);
    }

    fn finish(&mut self) {
        let end = self.end_of_words();
        while let Some(frame) = self.stack.pop() {
            self.abandon(&frame, end);
        }
        // A bracket is found open when an outer one closes, or at the end.
        self.out.faults.sort_by_key(|fault| fault.range.start);
    }

    fn is_too_deep(&self) -> bool {
        self.stack.len() > MAX_DEPTH
    }
}
