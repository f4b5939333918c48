//! Floor 4: scripts and command lines, as far as they are understood.

mod accounts;
mod lines;
mod networks;
mod personal;
pub mod powershell;
mod rename;
mod secrets;
mod token;
mod tree;

pub use accounts::{creates_account, creates_account_in_powershell};
pub use networks::joins_network;
pub use personal::personal_signs;
pub use rename::rename;
pub use secrets::secrets;
pub use token::Token;
pub use tree::{
    Argument, BindOperator, Binding, Command, CommandKind, Fault, FaultKind, MAX_DEPTH, Piece,
    Redirection, RedirectionTarget, RunsIf, Scope, ScopeKind, Stream, Tree, Word,
};
