//! Calls of languages that are read as trees: PowerShell, VBScript and JScript.

use std::collections::{HashMap, HashSet};

use super::Reader;
use super::batch::redirects;
use super::call::{Argument, Call, Style};
use super::cmdlet;
use super::evaluate::{Evaluator, bytes};
use super::native::native;
use super::unit::Unit;
use super::value::{UNKNOWN, Value};
use crate::script::command_line::base_name;
use crate::script::jscript;
use crate::script::language::Language;
use crate::script::powershell;
use crate::script::spliced::Spliced;
use crate::script::tree::{self, Command, CommandKind, ScopeKind, Tree, Word};
use crate::script::vbscript;
use crate::script::wsf;

impl Reader<'_> {
    /// A text in PowerShell.
    pub(super) fn powershell(&mut self, at: u32) {
        self.scripted(at, powershell::parse);
    }

    /// A text in VBScript, or a WSF file with it.
    pub(super) fn vbscript(&mut self, at: u32) {
        match self.is_wsf(at) {
            true => self.scripted(at, vbscript::parse_wsf),
            false => self.scripted(at, vbscript::parse),
        }
    }

    /// A text in JScript, or a WSF file with it.
    pub(super) fn jscript(&mut self, at: u32) {
        match self.is_wsf(at) {
            true => self.scripted(at, jscript::parse_wsf),
            false => self.scripted(at, jscript::parse),
        }
    }

    /// A WSF file: the scripts of each language in it are a unit.
    pub(super) fn scripts_of_wsf(&mut self, unit: Unit) {
        let languages = wsf::languages(unit.text.text());
        if languages.is_empty() {
            return self.unit(Unit { language: Language::Other, ..unit });
        }
        for language in languages {
            self.unit(Unit { language, ..unit.clone() });
        }
    }

    /// Whether a script stands in XML. A script may begin with a comment of HTML.
    fn is_wsf(&self, at: u32) -> bool {
        self.reading.units.get(at as usize).is_some_and(|unit| {
            let text = unit.text.text().trim_start();
            text.starts_with('<') && !text.starts_with("<!--")
                || text.starts_with("<!--") && !wsf::languages(text).is_empty()
        })
    }

    fn scripted(&mut self, at: u32, parse: fn(&str) -> Tree) {
        let Some(unit) = self.reading.units.get(at as usize) else { return };
        let (text, language) = (unit.text.text().to_owned(), unit.language);
        let tree = parse(&text);
        let functions: HashSet<String> = tree
            .scopes
            .iter()
            .filter(|scope| scope.kind == ScopeKind::Function)
            .filter_map(|scope| scope.name.as_ref().map(|name| name.to_lowercase()))
            .collect();
        let aliases = match language {
            Language::PowerShell => aliases(&tree),
            _ => HashMap::new(),
        };
        let environment = self.environment;
        let mut evaluator = Evaluator::new(&tree, &text, language, environment, &mut self.budget);
        let is_piped: HashSet<u32> =
            tree.commands.iter().filter_map(|command| command.piped_from).collect();
        let drafts: Vec<_> = tree
            .commands
            .iter()
            .enumerate()
            .map(|(index, command)| {
                let mut call = call(&mut evaluator, at, command, (&functions, &aliases));
                call.command = Some(index as u32);
                call.scope = command.scope;
                call.runs_if = command.runs_if;
                call.range = bytes(&command.range);
                call.is_background = command.background;
                call.redirects = redirects(&mut evaluator, command);
                if is_piped.contains(&(index as u32))
                    && matches!(call.style, Style::Method | Style::StaticMethod)
                {
                    call.output = Some(Box::new(evaluator.output_of(index as u32)));
                }
                (index, command.piped_from, call)
            })
            .collect();
        let count = tree.commands.len();
        self.keep_tree(at, tree);
        let first = self.reading.calls.len();
        self.calls(count, drafts);
        self.written_by_streams(at, first);
    }
}

fn call(
    evaluator: &mut Evaluator<'_>,
    unit: u32,
    command: &Command,
    (functions, aliases): (&HashSet<String>, &HashMap<String, String>),
) -> Call {
    let style = match command.kind {
        _ if evaluator.is_of_regexp(command) => Style::Expression,
        CommandKind::Command => Style::Cmdlet,
        CommandKind::Method => Style::Method,
        CommandKind::StaticMethod => Style::StaticMethod,
        CommandKind::Expression => Style::Expression,
        CommandKind::Keyword => Style::Keyword,
    };
    let program = evaluator.word(&command.name, command.scope);
    let (name, is_cmdlet) = match (style, program.known()) {
        (Style::Cmdlet, Some(written)) => {
            let written = aliases.get(&written.to_lowercase()).map_or(written, String::as_str);
            cmdlet::name(written, functions, evaluator.language)
        }
        (Style::Cmdlet, None) => {
            let name = base_name(program.text());
            (if name.contains(UNKNOWN) { String::new() } else { name }, false)
        }
        _ => (program.text().to_lowercase(), true),
    };
    if !is_cmdlet {
        let line = line(evaluator, command, &program);
        let mut found = native(unit, line, true);
        found.program = program;
        if found.name != name {
            found.name = name;
        }
        return found;
    }
    let arguments = cmdlet::arguments(evaluator, command, &name);
    let range = bytes(&command.range);
    Call {
        unit,
        style,
        name,
        program,
        arguments,
        line: Value { range: range.clone(), ..Value::default() },
        range,
        command: None,
        scope: command.scope,
        piped_from: None,
        runs_if: command.runs_if,
        redirects: vec![],
        is_background: command.background,
        runs: None,
        output: None,
    }
}

/// The aliases that a script gives itself, by their names in lower case.
fn aliases(tree: &Tree) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for command in &tree.commands {
        let name = command.name.constant().map(powershell::command_name);
        if !matches!(name, Some("Set-Alias" | "New-Alias")) {
            continue;
        }
        let given = command.arguments.iter().filter_map(|argument| match argument {
            tree::Argument::Value(word) | tree::Argument::Parameter { value: Some(word), .. } => {
                word.constant()
            }
            tree::Argument::Parameter { .. } => None,
        });
        // `-Name` and `-Value` are mostly written in this order, if at all.
        let given: Vec<&str> = given.take(2).collect();
        let is_turned = command.arguments.first().is_some_and(|first| {
            matches!(first, tree::Argument::Parameter { name, .. } if name.eq_ignore_ascii_case("value"))
        });
        match (given.as_slice(), is_turned) {
            ([name, value], false) | ([value, name], true) => {
                found.insert(name.to_lowercase(), (*value).to_owned());
            }
            _ => {}
        }
    }
    found
}

/// The line that PowerShell starts a program with.
fn line(evaluator: &mut Evaluator<'_>, command: &Command, program: &Value) -> Value {
    let mut line = Value { range: bytes(&command.range), ..Value::default() };
    add(&mut line, program);
    let mut is_verbatim = false;
    for argument in &command.arguments {
        let is_stop = |word: &Word| !word.quoted && word.constant() == Some("--%");
        if !is_verbatim && matches!(argument, tree::Argument::Value(word) if is_stop(word)) {
            is_verbatim = true;
            continue;
        }
        let at = match argument {
            tree::Argument::Parameter { range, .. } => bytes(range),
            tree::Argument::Value(word) => bytes(&word.range),
        };
        line.text.push_changed(" ", at.start..at.start);
        match argument {
            tree::Argument::Value(word) if is_verbatim => {
                let value = evaluator.word(word, command.scope);
                line.text.push_part(&value.text, 0..value.text().len());
            }
            tree::Argument::Value(word) => {
                let value = evaluator.word(word, command.scope);
                for (index, item) in value.each().iter().enumerate() {
                    if index > 0 {
                        line.text.push_changed(" ", at.start..at.start);
                    }
                    add(&mut line, item);
                }
            }
            tree::Argument::Parameter { range, value, .. } => {
                let range = bytes(range);
                let end = value.as_ref().map_or(range.end, |value| value.range.start as usize);
                let written = evaluator.text.get(range.start..end).unwrap_or_default();
                line.text.push(written, range.start);
                if let Some(value) = value {
                    let value = evaluator.word(value, command.scope);
                    add(&mut line, &value);
                }
            }
        }
    }
    line
}

/// Adds an argument, in quotes where it needs them. Those of `NAME="a b"` begin behind the sign: as
/// one argument it is the same, and `msiexec` reads no other.
fn add(line: &mut Value, value: &Value) {
    let text = value.text();
    let is_bare = !text.is_empty() && (!text.contains([' ', '\t']) || text.contains('"'));
    // A whole line in one text is left as it is.
    let start = match text.split_once('=') {
        _ if is_bare => None,
        Some((name, _)) if name.contains([' ', '\t']) => None,
        Some((name, _)) if !name.is_empty() => Some(name.len() + 1),
        _ => Some(0),
    };
    let whole = Spliced::clone(&value.text);
    match start {
        Some(start) => {
            line.text.push_part(&whole, 0..start);
            line.text.push_changed("\"", value.range.start..value.range.start);
            line.text.push_part(&whole, start..text.len());
            line.text.push_changed("\"", value.range.end..value.range.end);
        }
        None => line.text.push_part(&whole, 0..text.len()),
    }
    line.uses.extend(value.uses.iter().cloned());
    line.is_folded |= value.is_folded;
}

/// An argument without value.
pub(super) fn switch(name: String, range: std::ops::Range<usize>) -> Argument {
    let value = Value { range: range.clone(), ..Value::default() };
    Argument { name: Some(name), value, is_switch: true, range }
}
