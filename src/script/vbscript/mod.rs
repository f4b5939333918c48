//! VBScript, as version 5.8 of the Windows Script Host reads it, and `.wsf` files that hold it.
//!
//! Values are as in the other languages, with these of its own: `&` and `+` are the operator `+`;
//! comparisons are `eq`, `ne`, `lt`, `le`, `gt`, `ge`, `is`; `New x` is the operator `new` of a type;
//! `True` and `False` are text, `Nothing`, `Null`, `Empty` and `Me` variables. `a(1)` is an `index` if
//! the script assigns to `a` or declares it and a call otherwise: nothing else tells them apart.
//! `With x` around `.Run` makes this a method of `x` if that is a variable; any other value is bound
//! to `.1`, `.2`, …, by which it is then known.

mod kind;
mod lexer;
mod parser;

pub use kind::Kind;

use super::{Language, Token, Tree, wsf};

/// The tokens of a `.vbs` file. They tile it.
pub fn lex(text: &str) -> Vec<Token<Kind>> {
    lexer::lex_whole(text).tokens
}

/// A `.vbs` file as commands.
pub fn parse(text: &str) -> Tree {
    parser::parse(text, lexer::lex_whole(text)).0
}

/// The tokens of a `.wsf` file. They tile it; what is no VBScript is [`Kind::Markup`].
pub fn lex_wsf(text: &str) -> Vec<Token<Kind>> {
    lexer::lex(text, &wsf::bodies(text, Language::VbScript)).tokens
}

/// The VBScript in a `.wsf` file as commands, with the places that they have in the file. What is
/// written in another language is not read.
pub fn parse_wsf(text: &str) -> Tree {
    parser::parse(text, lexer::lex(text, &wsf::bodies(text, Language::VbScript))).0
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
