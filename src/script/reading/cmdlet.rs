//! The names and arguments of commands in PowerShell.

use std::collections::HashSet;

use super::call::Argument;
use super::evaluate::{Evaluator, bytes};
use super::scripted::switch;
use super::value::Value;
use crate::script::command_line::base_name;
use crate::script::language::Language;
use crate::script::powershell;
use crate::script::tree::{self, Command};

/// Parameters that many commands have and that take no value.
const SWITCHES: &[&str] = &[
    "allusers",
    "append",
    "asjob",
    "asplaintext",
    "autosize",
    "confirm",
    "debug",
    "directory",
    "erroraction",
    "file",
    "force",
    "hidden",
    "leaf",
    "literal",
    "noclobber",
    "nonewline",
    "noprofile",
    "norestart",
    "nowait",
    "online",
    "parent",
    "passthru",
    "quiet",
    "raw",
    "recurse",
    "silent",
    "usebasicparsing",
    "verbose",
    "wait",
    "whatif",
];

/// Programs whose names look like those of cmdlets.
const PROGRAMS: &[&str] =
    &["manage-bde", "repair-bde", "ssh-add", "ssh-agent", "ssh-keygen", "ssh-keyscan"];

/// The name of a command in lower case and written out, and whether it is one of PowerShell.
pub(super) fn name(
    written: &str,
    functions: &HashSet<String>,
    language: Language,
) -> (String, bool) {
    let lower = written.to_lowercase();
    // What VBScript calls `CreateObject`.
    if language == Language::JScript && written == "ActiveXObject" {
        return ("createobject".to_owned(), true);
    }
    if language != Language::PowerShell || functions.contains(&lower) {
        return (lower, true);
    }
    let meant = powershell::command_name(written);
    let is_file = meant.contains(['\\', '/', '.', ':', ' ']);
    if meant.contains('-') && !is_file && !PROGRAMS.contains(&lower.as_str()) {
        return (meant.to_lowercase(), true);
    }
    let is_resolved = meant.len() != written.len() && !is_file;
    match is_resolved {
        true => (meant.to_lowercase(), true),
        false => (base_name(written), false),
    }
}

/// The arguments of a command: values stand with their parameters.
pub(super) fn arguments(
    evaluator: &mut Evaluator<'_>,
    command: &Command,
    name: &str,
) -> Vec<Argument> {
    let scope = command.scope;
    let mut arguments = vec![];
    let mut rest = command.arguments.iter().peekable();
    while let Some(argument) = rest.next() {
        match argument {
            tree::Argument::Value(word) => {
                let value = evaluator.word(word, scope);
                let is_splat = value.uses.iter().any(|used| used.name.starts_with('@'));
                if is_splat && !value.entries.is_empty() {
                    arguments.extend(splatted(&value));
                    continue;
                }
                let range = value.range.clone();
                arguments.push(Argument { name: None, value, is_switch: false, range });
            }
            tree::Argument::Parameter { range, name: written, value } => {
                let parameter = powershell::parameter_name(name, written).to_lowercase();
                let range = bytes(range);
                if let Some(word) = value {
                    let value = evaluator.word(word, scope);
                    let name = Some(parameter);
                    arguments.push(Argument { name, value, is_switch: false, range });
                    continue;
                }
                let takes_value = match powershell::is_switch(name, written) {
                    Some(is_switch) => !is_switch,
                    None => parameter == "erroraction" || !SWITCHES.contains(&parameter.as_str()),
                };
                let next = rest.next_if(|next| {
                    takes_value && matches!(next, tree::Argument::Value(word) if !is_splat(word))
                });
                match next {
                    Some(tree::Argument::Value(word)) => {
                        let value = evaluator.word(word, scope);
                        let range = range.start..value.range.end;
                        let name = Some(parameter);
                        arguments.push(Argument { name, value, is_switch: false, range });
                    }
                    _ => arguments.push(switch(parameter, range)),
                }
            }
        }
    }
    arguments
}

fn is_splat(word: &tree::Word) -> bool {
    word.variable().is_some_and(|name| name.starts_with('@'))
}

/// The parameters that a hashtable brings.
fn splatted(value: &Value) -> impl Iterator<Item = Argument> {
    value.entries.iter().map(|(name, entry)| Argument {
        name: Some(name.clone()),
        is_switch: entry.is("$true"),
        value: entry.clone(),
        range: value.range.clone(),
    })
}
