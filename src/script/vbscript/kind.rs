//! What the tokens of VBScript are.

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Blanks, tabs, a byte order mark.
    Blank,
    /// `_` at the end of a line, with the end.
    Continuation,
    /// An end of line that ends a statement.
    Newline,
    /// `:`, which ends a statement too.
    Colon,
    /// `' …`, `rem …`.
    Comment,
    /// A word that is no name: `If`, `Sub`, `And`, `True`.
    Keyword,
    /// A name; `[any name]`; any word behind a dot.
    Name,
    /// `"…"`.
    Text,
    /// `1`, `1.5e3`, `&HFF`.
    Number,
    /// `#1/2/2020#`.
    Date,
    /// `&`, `+`, `=`, `<>`, …; those with names are keywords.
    Operator,
    /// `.`.
    Dot,
    /// `,`.
    Comma,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// Of a `.wsf` file, what is no VBScript.
    Markup,
    /// What has no place in the language, and scripts that were encoded (`#@~^…`).
    Unknown,
}

impl Kind {
    /// Whether it says nothing.
    pub(super) fn is_blank(self) -> bool {
        matches!(self, Self::Blank | Self::Continuation | Self::Comment)
    }

    /// Whether a value may end with it.
    pub(super) fn ends_value(self) -> bool {
        matches!(self, Self::Name | Self::Text | Self::Number | Self::Date | Self::Close)
    }
}

/// In the order of the alphabet. `Property`, `Default`, `Step` and `Error` may be names.
const KEYWORDS: &[&str] = &[
    "and", "byref", "byval", "call", "case", "class", "const", "dim", "do", "each", "else",
    "elseif", "empty", "end", "eqv", "exit", "false", "for", "function", "goto", "if", "imp", "in",
    "is", "let", "loop", "me", "mod", "new", "next", "not", "nothing", "null", "on", "option",
    "or", "preserve", "private", "public", "redim", "resume", "select", "set", "stop", "sub",
    "then", "to", "true", "until", "wend", "while", "with", "xor",
];

pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(word))
}
