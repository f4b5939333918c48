//! JScript, as version 5.8 of the Windows Script Host reads it, and `.wsf` files that hold it.
//!
//! Values are as in the other languages, with these of its own: `new ActiveXObject("x")` is a call of
//! the command `ActiveXObject`, `new` of what the language has itself the operator `new` of a type;
//! comparisons are `eq`, `ne`, `lt`, `le`, `gt`, `ge`, `&&` and `||` are `and` and `or`, `a ? b : c` is
//! the operator `?`; `true` and `false` are text, `null`, `this` and `undefined` variables; `a["b"]` is
//! `a.b`; `/a/g` is a cast of that text to `regexp`. A function that is called where it stands is no
//! function but brackets around what it does. Names whose spellings differ in case alone are not the
//! same: all but the first of them get a number behind them.

mod kind;
mod lexer;
mod parser;
mod scan;

pub use kind::Kind;

use super::{Language, Token, Tree, wsf};

/// The tokens of a `.js` file. They tile it.
pub fn lex(text: &str) -> Vec<Token<Kind>> {
    lexer::lex_whole(text).tokens
}

/// A `.js` file as commands.
pub fn parse(text: &str) -> Tree {
    parser::parse(text, lexer::lex_whole(text)).0
}

/// The tokens of a `.wsf` file. They tile it; what is no JScript is [`Kind::Markup`].
pub fn lex_wsf(text: &str) -> Vec<Token<Kind>> {
    lexer::lex(text, &wsf::bodies(text, Language::JScript)).tokens
}

/// The JScript in a `.wsf` file as commands, with the places that they have in the file. What is
/// written in another language is not read.
pub fn parse_wsf(text: &str) -> Tree {
    parser::parse(text, lexer::lex(text, &wsf::bodies(text, Language::JScript))).0
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
