//! Floor 4: scripts and command lines, as far as they are understood.

pub mod cmd;
pub mod command_line;
mod disguise;
mod draft;
mod environment;
pub mod given;
pub mod jscript;
pub mod known;
mod language;
mod lines;
pub(crate) mod pattern;
mod personal;
pub mod powershell;
pub mod reading;
pub mod registry_file;
pub mod registry_key;
mod secrets;
#[cfg(test)]
mod shown;
#[cfg(test)]
mod sound;
mod spliced;
pub mod task_xml;
mod token;
mod tree;
pub mod vbscript;
mod wsf;

pub use disguise::{Disguise, disguises};
pub use environment::{Environment, HERE};
pub use language::Language;
pub use personal::personal_signs;
pub use reading::{Call, Later, Reading, Value};
pub use secrets::secrets;
pub use spliced::Spliced;
pub use token::Token;
pub use tree::{
    Argument, BindOperator, Binding, Command, CommandKind, Fault, FaultKind, MAX_DEPTH, Piece,
    Redirection, RedirectionTarget, RunsIf, Scope, ScopeKind, Stream, Tree, Word,
};
