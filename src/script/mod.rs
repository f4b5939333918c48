//! Floor 4: scripts and command lines, as far as they are understood.

mod accounts;
pub mod cmd;
pub mod command_line;
mod lines;
mod networks;
mod pattern;
mod personal;
pub mod powershell;
mod rename;
mod secrets;
#[cfg(test)]
mod sound;
mod spliced;
mod token;
mod tree;
pub mod vbscript;

pub use accounts::{line_creates_account, script_creates_account};
pub use networks::joins_network;
pub use personal::personal_signs;
pub use rename::rename;
pub use secrets::secrets;
pub use spliced::Spliced;
pub use token::Token;
pub use tree::{
    Argument, BindOperator, Binding, Command, CommandKind, Fault, FaultKind, MAX_DEPTH, Piece,
    Redirection, RedirectionTarget, RunsIf, Scope, ScopeKind, Stream, Tree, Word,
};
