//! A script as commands, in the same shape for every language.
//!
//! It is no full syntax tree: it holds what a lint asks for, which is the commands with their
//! arguments, where their values come from, and under what conditions they run. All ranges are in
//! bytes of the text, on boundaries of characters, and each lies within that of its parent.

use std::ops::Range;

/// How deep brackets and values may nest. What is deeper is not read, and is a fault.
pub const MAX_DEPTH: usize = 256;

/// A script, read: everything that runs is a [`Command`], what stands around it is a [`Scope`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// In the order of the text; a method call stands where its name stands.
    pub commands: Vec<Command>,
    /// In the order in which they open. The first is the script; an outer one is before its inner.
    pub scopes: Vec<Scope>,
    /// What is assigned, in the order of the text.
    pub bindings: Vec<Binding>,
    /// The comments with their signs, in the order of the text.
    pub comments: Vec<Range<u32>>,
    /// Where the text breaks the rules of its language, in the order of the text.
    pub faults: Vec<Fault>,
}

/// A command with its arguments. A method call is one too (`[Net.WebClient]::new()`,
/// `$x.DownloadString('…')`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// From its first to its last character, call operator and redirections included.
    pub range: Range<u32>,
    /// What sort it is.
    pub kind: CommandKind,
    /// As written: `iwr`, `"$dir\setup.exe"`, the name of a method. Of an expression it is empty.
    pub name: Word,
    /// In the order of the text. The object or type of a method is the first, and the value of an
    /// expression the only one.
    pub arguments: Vec<Argument>,
    /// Where its streams go.
    pub redirections: Vec<Redirection>,
    /// The command whose output it takes.
    pub piped_from: Option<u32>,
    /// The innermost scope it stands in.
    pub scope: u32,
    /// Whether it depends on the command before it.
    pub runs_if: RunsIf,
    /// Whether a `&` at its end sends it to the background (PowerShell 7; cmd has `start`).
    pub background: bool,
}

/// The sorts of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommandKind {
    /// `Get-Date`, `net user`, `& $program`.
    Command,
    /// `$x.Method(…)`.
    Method,
    /// `[Type]::Method(…)`.
    StaticMethod,
    /// A bare expression whose value is output or piped: `"x"`, `$x | …`.
    Expression,
    /// A word of the language that acts: `exit`, `return`, `throw`, `break`, `continue`.
    Keyword,
}

/// Whether a command depends on the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RunsIf {
    /// It does not.
    #[default]
    Always,
    /// `a && b`.
    Succeeded,
    /// `a || b`.
    Failed,
}

/// An argument of a command, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// `-Name`, `-Name:value`, `/name`, `/name:value`.
    Parameter {
        /// With its sign and its value.
        range: Range<u32>,
        /// Without sign and colon, as written.
        name: String,
        /// What is attached to it. In `-Path x`, `x` is the next argument: the syntax does not tell
        /// whether it belongs to it.
        value: Option<Word>,
    },
    /// Anything else.
    Value(Word),
}

/// `2> file`, `2>&1`, `>> file`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirection {
    /// With its sign and its target.
    pub range: Range<u32>,
    /// What is sent; of `<` it is what is read, [`Stream::Input`].
    pub from: Stream,
    /// Where to.
    pub to: RedirectionTarget,
    /// Whether what is there is kept (`>>`).
    pub appends: bool,
}

/// Where a redirection goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedirectionTarget {
    /// Into a file, or, for `<`, from one.
    File(Word),
    /// Into another stream.
    Stream(Stream),
}

/// The streams of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stream {
    /// 0.
    Input,
    /// 1.
    Output,
    /// 2.
    Error,
    /// 3 to 9, by number.
    Other(u8),
    /// `*`.
    All,
}

/// A value as it is written: pieces, one after the other, that are joined as text. A word of one
/// [`Piece::Text`] is a constant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// With its quotes.
    pub range: Range<u32>,
    /// None if it is an empty string.
    pub pieces: Vec<Piece>,
    /// Whether any of it stands in quotes.
    pub quoted: bool,
}

/// A piece of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Quotes, escapes and continuation of lines are taken off. A number is one too, as written.
    Text {
        /// What it means.
        text: String,
        /// Where it stands, without quotes.
        range: Range<u32>,
    },
    /// `$x` is `x`; `env:x`, `script:x`; `@x`, splatted, is `@x`. `%x%` and `!x!` of cmd are
    /// `env:x`; `%1`, `%~dp0`, `%%i` are `1`, `~dp0`, `%i`.
    Variable {
        /// As written.
        name: String,
        /// With its sign.
        range: Range<u32>,
    },
    /// The output of commands: `$(…)`, `(…)`, a method call, `` for /f (`…`) ``. It is that of those
    /// among them that stand in `scope` itself; others are inside these.
    Commands {
        /// The first of them.
        first: u32,
        /// How many, one after the other.
        count: u32,
        /// The scope they stand in.
        scope: u32,
        /// With brackets.
        range: Range<u32>,
    },
    /// `{ … }` as a value.
    Block {
        /// The scope it is.
        scope: u32,
        /// With brackets.
        range: Range<u32>,
    },
    /// `a,b,c`, and `@(…)` of plain values.
    List {
        /// What is in it.
        items: Vec<Word>,
        /// With brackets.
        range: Range<u32>,
    },
    /// `@{a=b}`.
    Map {
        /// Keys and values.
        entries: Vec<(Word, Word)>,
        /// With brackets.
        range: Range<u32>,
    },
    /// `a + b`, `!$x`, `$x[0]`.
    Operation {
        /// In lower case and without the `-` of one with a name: `+`, `f`, `join`, `replace`,
        /// `as`, `bxor`, `..`; `index` for `$x[0]`.
        operator: String,
        /// From left to right; one for a unary operator, and more than two for `a + b + c`.
        operands: Vec<Word>,
        /// From the first operand to the last.
        range: Range<u32>,
    },
    /// `[char]65`.
    Cast {
        /// As written, without brackets.
        type_name: String,
        /// What is cast.
        value: Box<Word>,
        /// Type and value.
        range: Range<u32>,
    },
    /// `[Net.ServicePointManager]`.
    Type {
        /// As written, without brackets.
        name: String,
        /// With brackets.
        range: Range<u32>,
    },
    /// `$x.Length`, `[X]::Y`.
    Member {
        /// What it is a member of.
        object: Box<Word>,
        /// Its name; one that is computed is as written.
        name: String,
        /// Whether it is written with `::`.
        is_static: bool,
        /// Object and name.
        range: Range<u32>,
    },
    /// What was not read: too deep, broken, or a statement as a value (`$x = if …`).
    Unknown {
        /// Where it stands.
        range: Range<u32>,
    },
}

/// `$x = …`, `set x=…`, `$env:x = …`, `[X]::Y = …`, a parameter, the variable of a foreach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// From the target to the end of the value.
    pub range: Range<u32>,
    /// What gets the value, without its type. Several (`$a, $b = …`) are a [`Piece::List`].
    pub target: Word,
    /// How.
    pub operator: BindOperator,
    /// None for a parameter without default, the variable of a loop, `$i++`.
    pub value: Option<Word>,
    /// The innermost scope it stands in.
    pub scope: u32,
    /// The first command behind it, by index.
    pub before: u32,
}

/// How a value is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BindOperator {
    /// `=`.
    Set,
    /// `+=`.
    Append,
    /// `-=`, `*=`, `++` and others.
    Change,
}

/// What commands stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// What sort it is.
    pub kind: ScopeKind,
    /// The next outer one; none for the script.
    pub parent: Option<u32>,
    /// With brackets.
    pub range: Range<u32>,
    /// Of a function, class, label.
    pub name: Option<String>,
    /// What decides whether, for what or how often it runs: of `if`, a loop, `switch`, a type that
    /// is caught. It stands outside the range.
    pub condition: Option<Word>,
}

/// The sorts of scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// The whole text.
    Script,
    /// A function's body; filters, workflows and methods of classes too.
    Function,
    /// `if`, `elseif`.
    If,
    /// `else`.
    Else,
    /// `for`, `foreach`, `while`, `do`.
    Loop,
    /// The whole of a `switch`; each case is a [`ScopeKind::If`] in it.
    Switch,
    /// `try`.
    Try,
    /// `catch`, `trap`.
    Catch,
    /// `finally`.
    Finally,
    /// `{ … }` as a value, `begin`, `process`, `end`; a class.
    Block,
    /// `( … )` that holds commands.
    Parentheses,
    /// `$( … )` and `@( … )` that hold commands.
    SubExpression,
    /// Of cmd: from a label to the next.
    Label,
    /// The parameters of a function or script.
    Param,
    /// Of cmd: what stands behind `exit /b` or `goto` that always run, up to the next label. Scripts
    /// of another language hide there.
    Unreachable,
}

/// Where a text breaks the rules of its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The place: of what is not closed, where it opens.
    pub range: Range<u32>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// A string without its end.
    UnclosedString,
    /// A bracket of any sort without its end.
    UnclosedBlock,
    /// A comment without its end.
    UnclosedComment,
    /// A bracket that closes nothing.
    UnexpectedClose,
    /// Text behind `@"`, which must stand at the end of its line.
    HereStringHeader,
    /// `"$x: "`: the colon takes a name.
    VariableName,
    /// `if ( … )`, `else` and others without the block that must follow.
    MissingBlock,
    /// Nesting beyond [`MAX_DEPTH`]; what is inside was not read.
    TooDeep,
    /// Of cmd: `if` or `for` without all of its parts, or text where only an operator may stand.
    Unexpected,
    /// Of cmd: a line of more than 8,191 characters.
    LineTooLong,
}

impl Word {
    /// Its text, if it is a constant.
    pub fn constant(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Text { text, .. }] => Some(text),
            _ => None,
        }
    }

    /// The name, if it is one variable and nothing else.
    pub fn variable(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Variable { name, .. }] => Some(name),
            _ => None,
        }
    }
}

impl Piece {
    /// Where it stands.
    pub fn range(&self) -> &Range<u32> {
        match self {
            Self::Text { range, .. }
            | Self::Variable { range, .. }
            | Self::Commands { range, .. }
            | Self::Block { range, .. }
            | Self::List { range, .. }
            | Self::Map { range, .. }
            | Self::Operation { range, .. }
            | Self::Cast { range, .. }
            | Self::Type { range, .. }
            | Self::Member { range, .. }
            | Self::Unknown { range } => range,
        }
    }
}
