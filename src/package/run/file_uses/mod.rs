//! What commands do with the files that their arguments name.

mod cmdlet;
mod method;
mod named;
mod program;

use crate::script::Stream;
use crate::script::Value;
use crate::script::reading::{Call, Style};

/// What a command does with a file or folder that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileUse {
    /// Starts or installs it.
    Starts,
    /// Reads it.
    Reads,
    /// Copies or moves from it.
    Copies,
    /// Writes it, in a folder that must be there.
    Writes,
    /// Makes the folder.
    Makes,
    /// Makes the folder, or takes it as it is, and puts files into it that are not known here.
    Fills,
    /// Makes the folder the current one.
    Enters,
    /// It is given to a command of which it is not known what it does with it.
    Names,
}

impl FileUse {
    /// Whether the file must be there before.
    pub fn needs_it(self) -> bool {
        matches!(self, Self::Starts | Self::Reads | Self::Copies)
    }

    /// Whether the file, or something in that folder, is there afterwards.
    pub fn leaves_it(self) -> bool {
        matches!(self, Self::Writes | Self::Makes | Self::Fills | Self::Names)
    }
}

use FileUse::{Reads, Writes};

type Used = (FileUse, Value);

/// The values of a call that may be files or folders, and what is done with each.
pub(in crate::package::run) fn uses_of(call: &Call) -> Vec<Used> {
    let mut found = match call.style {
        Style::Program | Style::Builtin => program::of_program(call),
        Style::Cmdlet => cmdlet::of_cmdlet(call),
        Style::Method => method::of_method(call),
        Style::StaticMethod => method::of_static_method(call),
        Style::Expression | Style::Keyword => vec![],
    };
    for redirect in &call.redirects {
        let Some(file) = &redirect.file else { continue };
        let how = if redirect.from == Stream::Input { Reads } else { Writes };
        if !file.is("nul") {
            found.push((how, file.clone()));
        }
    }
    found
}

/// Commands whose arguments are text.
fn is_talk(name: &str) -> bool {
    matches!(
        name,
        "echo"
            | "rem"
            | "title"
            | "set"
            | "setx"
            | "msg"
            | "exit"
            | "goto"
            | "if"
            | "for"
            | "prompt"
            | "color"
            | "eventcreate"
            | "shutdown"
            | "timeout"
            | "ping"
            | "throw"
            | "return"
    ) || name.starts_with("write-")
        || name.starts_with("out-null")
        || name.ends_with("-log")
        || name.contains("log") && name.starts_with("write")
}

/// A value that does not stand in the text.
fn written(text: &str, call: &Call) -> Value {
    let mut value = Value { range: call.range.clone(), ..Value::default() };
    value.text.push_changed(text, call.range.clone());
    value
}
