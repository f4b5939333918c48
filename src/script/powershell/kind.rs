//! What the tokens of PowerShell are, and what its brackets are for.

use crate::script::ScopeKind;

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Blanks, a back-tick with the end of line behind it, an end of line that ends nothing.
    Whitespace,
    /// An end of line that ends a statement.
    NewLine,
    /// `;`.
    Semicolon,
    /// `# …`.
    Comment,
    /// `<# … #>`.
    BlockComment,
    /// `#requires …`.
    Requires,
    /// `# SIG # Begin signature block` to its end.
    Signature,
    /// `if`, `function`, `return`, `in` of a foreach, …
    Keyword,
    /// The name of a function, class, data section.
    Declared,
    /// `:outer` before a loop.
    Label,
    /// The first piece of a bare command name.
    Command,
    /// `&` and `.` before a command.
    CallOperator,
    /// Bare text: an argument or a piece of one, a key.
    Bare,
    /// A name behind `.` or `::`.
    Member,
    /// `-Name`, `-Name:`.
    Parameter,
    /// `$x`, `${x}`, `$env:x`.
    Variable,
    /// `@x` as an argument.
    Splat,
    /// `10kb`, `0xFF`, `-1`.
    Number,
    /// `'…'`.
    Verbatim,
    /// `@'…'@`.
    VerbatimHere,
    /// The start of an expandable string: `"`, `@"` with the end of line.
    TextOpen,
    /// Text of an expandable string, with escapes.
    Text,
    /// The end of an expandable string.
    TextClose,
    /// `[Name]`.
    Type,
    /// `+`, `-eq`, `!`, `++`, …
    Operator,
    /// `,`.
    Comma,
    /// `=`, `+=`, …
    Assign,
    /// `.` and `::` before a member.
    Dot,
    /// `>`, `2>`, `*>>`, `2>&1`, `<`.
    Redirection,
    /// `--%`.
    StopParsing,
    /// What follows it, which PowerShell passes on as it is.
    Native,
    /// `|`.
    Pipe,
    /// `&&`.
    AndIf,
    /// `||`.
    OrIf,
    /// `&` behind a command.
    Background,
    /// An opening bracket of any sort; of an attribute with its name.
    Open,
    /// A closing bracket.
    Close,
    /// What has no place in the language, or was not read.
    Unknown,
}

impl Kind {
    /// Whether it only separates.
    pub(super) fn is_blank(self) -> bool {
        matches!(
            self,
            Self::Whitespace
                | Self::Comment
                | Self::BlockComment
                | Self::Requires
                | Self::Signature
                | Self::Unknown
        )
    }
}

/// What a pair of brackets is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The whole text.
    Script,
    /// `( … )`.
    Parentheses,
    /// `$( … )`.
    SubExpression,
    /// `@( … )`.
    Array,
    /// Of `if`, `while`, `until`, `switch`.
    Condition,
    /// Of `for`.
    For,
    /// Of `foreach`.
    Foreach,
    /// Of a method or an attribute.
    Arguments,
    /// Of `param` and functions.
    Parameters,
    /// `[Name( … )]`.
    Attribute,
    /// `$x[ … ]`.
    Index,
    /// `@{ … }`.
    Table,
    /// `{ … }` as a value.
    Block,
    /// Statements of a keyword.
    Body(ScopeKind),
    /// The cases of a `switch`.
    Switch,
    /// Of `class`.
    Class,
    /// Of `enum`.
    Enum,
    /// `" … "`.
    Text,
    /// `@" … "@`.
    Here,
}

impl Role {
    /// Whether statements stand in it.
    pub(super) fn holds_statements(self) -> bool {
        !matches!(
            self,
            Self::Arguments
                | Self::Parameters
                | Self::Attribute
                | Self::Index
                | Self::Enum
                | Self::Text
                | Self::Here
                | Self::Switch
        )
    }

    /// The closing bracket, as the ASCII character.
    pub(super) fn close(self) -> u8 {
        match self {
            Self::Script => 0,
            Self::Parentheses
            | Self::SubExpression
            | Self::Array
            | Self::Condition
            | Self::For
            | Self::Foreach
            | Self::Arguments
            | Self::Parameters => b')',
            Self::Attribute | Self::Index => b']',
            Self::Table | Self::Block | Self::Body(_) | Self::Switch | Self::Class | Self::Enum => {
                b'}'
            }
            Self::Text | Self::Here => b'"',
        }
    }
}
