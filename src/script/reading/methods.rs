//! What commands and methods give that only put texts together.

use std::ops::Range;

use super::evaluate::{Evaluator, any_unknown, bytes};
use super::expression::unknown_with;
use super::packed::{self, from_base64, to_base64};
use super::special_folders::special_folder;
use super::texts::{formatted, replace_ignoring_case, replaced};
use super::value::{UNKNOWN, Value};
use crate::script::environment::HERE;
use crate::script::language::Language;
use crate::script::powershell;
use crate::script::tree::{Argument, Command, CommandKind, Tree};

/// How many commands, those of methods included, a value may have that is still followed.
const MOST_COMMANDS: usize = 32;

/// The commands of a scope that stand in no other one of it: a method that an argument calls does.
pub(super) fn outermost(tree: &Tree, among: Range<u32>, scope: u32) -> Option<Vec<u32>> {
    let mut own = vec![];
    for at in among {
        let command = tree.commands.get(at as usize)?;
        if command.scope == scope {
            own.push((at, command));
        }
        if own.len() > MOST_COMMANDS {
            return None;
        }
    }
    let is_inner = |command: &Command| {
        let is_method = matches!(command.kind, CommandKind::Method | CommandKind::StaticMethod);
        is_method
            && own.iter().any(|(_, other)| {
                let (range, around) = (&command.range, &other.range);
                range != around && around.start <= range.start && range.end <= around.end
            })
    };
    Some(own.iter().filter(|(_, command)| !is_inner(command)).map(|(at, _)| *at).collect())
}

impl Evaluator<'_> {
    /// What commands give: of the only one in a scope its output.
    pub(super) fn commands(
        &mut self,
        first: u32,
        count: u32,
        scope: u32,
        range: Range<usize>,
    ) -> Value {
        let Some(own) = outermost(self.tree, first..first.saturating_add(count), scope) else {
            return Value::unknown(range);
        };
        let mut value = match own.as_slice() {
            [] => return Value::unknown(range),
            [only] => self.output_of(*only),
            piped => {
                let known = self.pipeline(piped, range.clone());
                return known.unwrap_or_else(|| Value::unknown(range));
            }
        };
        value.range = range.clone();
        if value.text().is_empty() || value.text.source_range().end > range.end {
            let text = value.text().to_owned();
            value.text = crate::script::spliced::Spliced::default();
            value.text.push_changed(&text, range);
        }
        value
    }

    /// What a command gives.
    pub(super) fn output_of(&mut self, at: u32) -> Value {
        let tree = self.tree;
        let Some(command) = tree.commands.get(at as usize) else { return Value::default() };
        let range = bytes(&command.range);
        // What a pipeline runs gives another thing for each item.
        if !self.items.is_empty() {
            return self.compute(command, range);
        }
        if let Some(known) = self.output(at) {
            return known.clone();
        }
        // What asks for itself gets nothing.
        self.keep_output(at, &Value::unknown(range.clone()));
        let value = self.compute(command, range);
        self.keep_output(at, &value);
        value
    }

    fn compute(&mut self, command: &Command, range: Range<usize>) -> Value {
        let values: Vec<Value> = command
            .arguments
            .iter()
            .filter_map(|argument| match argument {
                Argument::Value(word) => Some(self.word(word, command.scope)),
                Argument::Parameter { value: Some(word), .. } => {
                    Some(self.word(word, command.scope))
                }
                Argument::Parameter { .. } => None,
            })
            .collect();
        let all: Vec<&Value> = values.iter().collect();
        if self.language == Language::JScript
            && let Some(value) = self.of_jscript(command, &values, range.clone())
        {
            return value;
        }
        let unknown = || match values.first() {
            Some(first) => unknown_with(first, range.clone()),
            None => Value::unknown(range.clone()),
        };
        match command.kind {
            CommandKind::Expression if command.piped_from.is_none() => {
                values.first().cloned().unwrap_or_else(unknown)
            }
            CommandKind::Command => {
                let name = command.name.constant().unwrap_or_default();
                if self.language == Language::VbScript {
                    let given = self.function(&name.to_ascii_lowercase(), &values, range.clone());
                    return given.unwrap_or_else(unknown);
                }
                match powershell::command_name(name) {
                    "Join-Path" => match values.as_slice() {
                        [folder, rest @ ..] if !rest.is_empty() => {
                            let mut path = folder.text().to_owned();
                            for part in rest {
                                path = join(&path, part.text());
                            }
                            Value { is_folded: false, ..self.computed(&path, &all, range) }
                        }
                        _ => unknown(),
                    },
                    "Split-Path" => match values.first() {
                        Some(of) if of.text().starts_with(HERE) && !of.is_known() => {
                            Value { is_folded: false, ..self.computed(HERE, &all, range) }
                        }
                        Some(of) if of.uses("pscommandpath") || of.uses("myinvocation") => {
                            Value { is_folded: false, ..self.computed(HERE, &all, range) }
                        }
                        _ => unknown(),
                    },
                    "Get-Location" | "pwd" => self.computed(HERE, &all, range),
                    "New-Object" => {
                        let [of, given, ..] = values.as_slice() else { return unknown() };
                        let name = of.text().to_owned();
                        self.stream(&name, given, range.clone()).unwrap_or_else(unknown)
                    }
                    "Get-Variable" => {
                        let name = values.first().and_then(|name| variable_called(name.known()?));
                        let mut value = unknown();
                        if let Some(name) = name {
                            let name = self.computed(name, &all, range.clone());
                            value.entries.push(("name".to_owned(), name));
                        }
                        value
                    }
                    // Of a name alone; it is no way to hide one.
                    "Get-Command" => match (command.arguments.as_slice(), values.as_slice()) {
                        ([Argument::Value(_)], [name])
                            if name.is_known() && !name.text().contains(['*', '?']) =>
                        {
                            name.clone()
                        }
                        _ => unknown(),
                    },
                    "Write-Output" | "echo" => values.first().cloned().unwrap_or_else(unknown),
                    _ => Value::unknown(range),
                }
            }
            CommandKind::Method => {
                let name = command.name.constant().unwrap_or_default().to_ascii_lowercase();
                let Some((object, given)) = values.split_first() else { return unknown() };
                if let Some(made) = self.bytes_method(&name, object, given, range.clone()) {
                    return made;
                }
                if let Some(parts) = parts(&name, object, given) {
                    return self.texts(&parts, &all, range);
                }
                match method(&name, object, given) {
                    Some(text) => self.computed(&text, &all, range),
                    None => unknown(),
                }
            }
            CommandKind::StaticMethod => {
                let name = command.name.constant().unwrap_or_default().to_ascii_lowercase();
                let Some((of, given)) = values.split_first() else { return unknown() };
                let of = of.text().to_ascii_lowercase();
                let of = of.strip_prefix("system.").unwrap_or(&of);
                match (of, name.as_str(), given) {
                    (_, "new", [first, ..]) => {
                        let streamed = self.stream(of, first, range.clone());
                        return streamed.unwrap_or_else(unknown);
                    }
                    ("convert", "frombase64string", [text]) => {
                        let bytes = text.known().and_then(from_base64);
                        return match bytes {
                            Some(bytes) => self.of_bytes(bytes, text, range),
                            None => unknown(),
                        };
                    }
                    ("convert", "tobase64string", [of, ..]) => {
                        return match packed::bytes(of) {
                            Some(bytes) => self.computed(&to_base64(&bytes), &all, range),
                            None => unknown(),
                        };
                    }
                    ("regex" | "text.regularexpressions.regex", "matches", [of, each, ..])
                        if of.is_known() && each.is(".") =>
                    {
                        let mut signs: Vec<String> = of.text().chars().map(String::from).collect();
                        if given.get(2).is_some_and(|way| way.is("righttoleft")) {
                            signs.reverse();
                        }
                        return self.texts(&signs, &all, range);
                    }
                    ("string", "format", [format, rest @ ..]) => {
                        let rest = Value::list(rest.to_vec(), range.clone());
                        return match formatted(format, &rest) {
                            Some(text) => self.computed(&text, &all, range),
                            None => unknown(),
                        };
                    }
                    _ => {}
                }
                match static_method(of, &name, given) {
                    Some(text) => {
                        let is_path = of == "io.path" || name == "getfolderpath";
                        let value = self.computed(&text, &all, range);
                        Value { is_folded: value.is_folded && !is_path, ..value }
                    }
                    None => unknown(),
                }
            }
            _ => unknown(),
        }
    }
}

/// Two parts of a path.
fn join(folder: &str, part: &str) -> String {
    format!("{}\\{}", folder.trim_end_matches(['\\', '/']), part.trim_start_matches(['\\', '/']))
}

fn method(name: &str, object: &Value, given: &[Value]) -> Option<String> {
    // Of WScript.Shell.
    if let ("specialfolders", [folder]) = (name, given) {
        return special_folder(folder.known()?).map(str::to_owned);
    }
    let text = object.known()?;
    if any_unknown(given) {
        return None;
    }
    let number = |at: usize| -> Option<usize> { given.get(at)?.text().trim().parse().ok() };
    Some(match (name, given) {
        ("replace", [old, new]) => {
            let grows = text.len().checked_mul(new.text().len().max(1))?;
            if old.text().is_empty() || grows > super::budget::LONGEST_VALUE {
                return None;
            }
            text.replace(old.text(), new.text())
        }
        ("tolower" | "tolowerinvariant", []) => text.to_lowercase(),
        ("toupper" | "toupperinvariant", []) => text.to_uppercase(),
        ("trim", []) => text.trim().to_owned(),
        ("trimstart", []) => text.trim_start().to_owned(),
        ("trimend", []) => text.trim_end().to_owned(),
        ("remove", [_]) => text.chars().take(number(0)?).collect(),
        ("remove", [_, _]) => {
            let (at, count) = (number(0)?, number(1)?);
            let behind = text.chars().skip(at.checked_add(count)?);
            text.chars().take(at).chain(behind).collect()
        }
        // A class of WMI, by the way to it.
        ("get", [class]) if is_wmi(text) => class.text().to_owned(),
        ("trimend", [of]) => text.trim_end_matches(|ch| of.text().contains(ch)).to_owned(),
        ("tostring", []) => text.to_owned(),
        ("substring", [_]) => text.chars().skip(number(0)?).collect(),
        ("substring", [_, _]) => text.chars().skip(number(0)?).take(number(1)?).collect(),
        ("insert", [_, new]) => {
            let at = number(0)?;
            let before: String = text.chars().take(at).collect();
            let behind: String = text.chars().skip(at).collect();
            format!("{before}{}{behind}", new.text())
        }
        _ => return None,
    })
}

fn static_method(of: &str, name: &str, given: &[Value]) -> Option<String> {
    let first = given.first();
    Some(match (of, name) {
        ("io.path", "combine") => {
            let (first, rest) = given.split_first()?;
            rest.iter().fold(first.text().to_owned(), |path, part| join(&path, part.text()))
        }
        ("string", "concat") => given.iter().flat_map(Value::each).map(Value::text).collect(),
        ("string", "join") => {
            let (between, items) = given.split_first()?;
            let items: Vec<&str> = items.iter().flat_map(Value::each).map(Value::text).collect();
            items.join(between.known()?)
        }
        ("environment", "expandenvironmentvariables") => {
            let text = first?.known()?;
            let mut text = text.to_owned();
            for (name, value) in [("%windir%", r"C:\Windows"), ("%systemroot%", r"C:\Windows")] {
                text = replace_ignoring_case(&text, name, value);
            }
            if text.contains('%') {
                return None;
            }
            text
        }
        ("text.encoding", "getencoding") => match first?.known()?.to_ascii_lowercase().as_str() {
            "1200" => "unicode".to_owned(),
            name => name.to_owned(),
        },
        ("convert", "toint32" | "toint16" | "tobyte" | "touint32") => {
            let text = first?.known()?.trim().to_ascii_lowercase();
            match given.get(1).map(Value::text) {
                None => text.parse::<i64>().ok()?.to_string(),
                Some("16") => {
                    let digits = text.strip_prefix("0x").unwrap_or(&text);
                    i64::from_str_radix(digits, 16).ok()?.to_string()
                }
                Some("8") => i64::from_str_radix(&text, 8).ok()?.to_string(),
                Some("2") => i64::from_str_radix(&text, 2).ok()?.to_string(),
                Some(_) => return None,
            }
        }
        ("convert", "tochar") => {
            let code = first?.known()?.trim().parse().ok()?;
            char::from_u32(code)?.to_string()
        }
        ("regex" | "text.regularexpressions.regex", "replace") => match given {
            [of, old, new] => replaced(of.known()?, old.known()?, new.known()?, true)?,
            _ => return None,
        },
        ("regex" | "text.regularexpressions.regex", "unescape") => {
            first?.known().filter(|text| !text.contains('\\'))?.to_owned()
        }
        ("environment", "getfolderpath") => special_folder(first?.known()?)?.to_owned(),
        ("environment", "getenvironmentvariable") => UNKNOWN.to_string(),
        _ => return None,
    })
}

/// The list that a method makes of a text.
fn parts(name: &str, object: &Value, given: &[Value]) -> Option<Vec<String>> {
    let text = object.known().filter(|_| object.items.is_none())?;
    match (name, given) {
        ("tochararray", []) => Some(text.chars().map(String::from).collect()),
        // Windows PowerShell takes each sign by itself.
        ("split", [by]) if by.is_known() => {
            let by: String = by.each().iter().map(Value::text).collect();
            Some(text.split(|ch| by.contains(ch)).map(str::to_owned).collect())
        }
        _ => None,
    }
}

/// Whether a text is the way to something of WMI.
fn is_wmi(text: &str) -> bool {
    text.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("winmgmts:"))
}

/// The variable of PowerShell itself that is the only one with such a name.
fn variable_called(pattern: &str) -> Option<&'static str> {
    const NAMES: &[&str] = &["MaximumDriveCount", "VerbosePreference", "PSHOME", "ShellId"];
    let wanted = pattern.trim_matches('*').to_ascii_lowercase();
    let is_it = |name: &&&str| match pattern.contains('*') {
        true => wanted.len() > 2 && name.to_ascii_lowercase().contains(&wanted),
        false => name.eq_ignore_ascii_case(pattern),
    };
    let mut found = NAMES.iter().filter(is_it);
    found.next().filter(|_| found.next().is_none()).copied()
}
