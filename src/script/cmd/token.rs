//! The kinds of tokens of a batch file.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Characters that mean themselves.
    Text,
    /// Blanks and tabs.
    Blank,
    /// The end of a line.
    Newline,
    /// `,`, `;` or `=`, which part words as blanks do.
    Separator,
    /// `"`. What operators stand between two of them are text.
    Quote,
    /// `^` and the character that it makes plain.
    Escape,
    /// `^` at the end of a line, with the end.
    Continuation,
    /// `%name%`, `%name:a=b%`, `%name:~1,2%`.
    Variable,
    /// `!name!`, once delayed expansion is on.
    Delayed,
    /// `%1`, `%*`, `%~dp0`.
    Parameter,
    /// `%%i`, `%%~nxi` in a loop; `%i` in a command line.
    LoopVariable,
    /// `%%` outside of a loop: a `%`.
    Percent,
    /// A `%` or `!` without its partner: nothing in a batch file.
    Lone,
    /// `&`, `&&`, `|`, `||`.
    Operator,
    /// `>`, `>>`, `<`, `2>`, `2>&1`.
    Redirection,
    /// A `(` that opens a block or the values of a loop.
    Open,
    /// The `)` of it.
    Close,
    /// `@` before a command.
    At,
    /// `rem …`, `:: …`.
    Comment,
    /// `:name`, to the end of its line.
    Label,
    /// A byte order mark, which cmd takes for the first characters of a command.
    ByteOrderMark,
    /// Ctrl-Z and all behind it: cmd reads no further.
    End,
    /// What was not read, as it nests too deep.
    Unknown,
}
