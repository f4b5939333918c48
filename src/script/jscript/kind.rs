//! What the tokens of JScript are.

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Blanks, tabs, a byte order mark.
    Blank,
    /// An end of line, which may end a statement.
    Newline,
    /// `// …`, `/* … */`, `<!-- …`.
    Comment,
    /// What only decides whether code is compiled: `/*@cc_on`, `@*/`, `@if`, `@end`.
    Conditional,
    /// A word that is no name: `if`, `function`, `typeof`, `true`.
    Keyword,
    /// A name; any word behind a dot.
    Name,
    /// `"…"`, `'…'`.
    Text,
    /// `` `…` ``, which later versions of the language have.
    Template,
    /// `1`, `1.5e3`, `0xFF`.
    Number,
    /// `/…/g`.
    Regex,
    /// `+`, `===`, `?`, …; those with names are keywords.
    Operator,
    /// `.`.
    Dot,
    /// `,`.
    Comma,
    /// `;`.
    Semicolon,
    /// `:`.
    Colon,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `[`.
    OpenBracket,
    /// `]`.
    CloseBracket,
    /// `{`.
    OpenBrace,
    /// `}`.
    CloseBrace,
    /// Of a `.wsf` file, what is no JScript.
    Markup,
    /// What has no place in the language, and scripts that were encoded (`#@~^…`).
    Unknown,
}

impl Kind {
    /// Whether it says nothing.
    pub(super) fn is_blank(self) -> bool {
        matches!(self, Self::Blank | Self::Newline | Self::Comment | Self::Conditional)
    }

    /// What closes it, if it opens something.
    pub(super) fn closed_by(self) -> Option<Self> {
        match self {
            Self::Open => Some(Self::Close),
            Self::OpenBracket => Some(Self::CloseBracket),
            Self::OpenBrace => Some(Self::CloseBrace),
            _ => None,
        }
    }

    /// Whether it closes something.
    pub(super) fn closes(self) -> bool {
        matches!(self, Self::Close | Self::CloseBracket | Self::CloseBrace)
    }
}

/// In the order of the alphabet. `let` and `const` are names to JScript.
const KEYWORDS: &[&str] = &[
    "break",
    "case",
    "catch",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "in",
    "instanceof",
    "new",
    "null",
    "return",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
];

pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// Whether a keyword is a value.
pub(super) fn is_value(word: &str) -> bool {
    matches!(word, "true" | "false" | "null" | "this")
}
