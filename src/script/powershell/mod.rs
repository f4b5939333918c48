//! PowerShell, as version 5.1 reads it: what Windows has on board.

mod kind;
mod lexer;
mod names;
mod newer;
mod parser;

pub use kind::Kind;
pub use names::{command_name, is_switch, is_verb_noun, parameter_name};
pub use newer::{newer_operators, required_version};

use super::{Token, Tree};

/// The tokens of `text`. They tile it.
pub fn lex(text: &str) -> Vec<Token<Kind>> {
    lexer::lex(text).tokens
}

/// The tree of `text`.
pub fn parse(text: &str) -> Tree {
    parser::parse(text, &lexer::lex(text)).0
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
