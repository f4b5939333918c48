//! What commands and methods give that only put texts together.

use std::ops::Range;

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};

use super::evaluate::{Evaluator, any_unknown, bytes};
use super::expression::{replace_ignoring_case, unknown_with};
use super::value::{UNKNOWN, Value};
use crate::script::environment::HERE;
use crate::script::language::Language;
use crate::script::powershell;
use crate::script::tree::{Argument, Command, CommandKind};

impl Evaluator<'_> {
    /// What commands give: of the only one in a scope its output.
    pub(super) fn commands(
        &mut self,
        first: u32,
        count: u32,
        scope: u32,
        range: Range<usize>,
    ) -> Value {
        let tree = self.tree;
        let mut own = (first..first.saturating_add(count)).filter(|at| {
            tree.commands.get(*at as usize).is_some_and(|command| command.scope == scope)
        });
        let (Some(only), None) = (own.next(), own.next()) else { return Value::unknown(range) };
        let mut value = self.output_of(only);
        value.range = range.clone();
        if value.text().is_empty() || value.text.source_range().end > range.end {
            let text = value.text().to_owned();
            value.text = crate::script::spliced::Spliced::default();
            value.text.push_changed(&text, range);
        }
        value
    }

    /// What a command gives.
    fn output_of(&mut self, at: u32) -> Value {
        if let Some(known) = self.output(at) {
            return known.clone();
        }
        let tree = self.tree;
        let Some(command) = tree.commands.get(at as usize) else { return Value::default() };
        let range = bytes(&command.range);
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
                let name = command.name.constant().map(powershell::command_name);
                match name.unwrap_or_default() {
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
                    "Chr" | "ChrW" | "chr" | "chrw" => {
                        let code = values.first().and_then(|code| code.known()?.parse().ok());
                        match code.and_then(char::from_u32) {
                            Some(ch) => self.computed(ch.encode_utf8(&mut [0; 4]), &all, range),
                            None => unknown(),
                        }
                    }
                    "StrReverse" | "strreverse" => match values.first().and_then(Value::known) {
                        Some(text) => {
                            let text: String = text.chars().rev().collect();
                            self.computed(&text, &all, range)
                        }
                        None => unknown(),
                    },
                    "Write-Output" | "echo" => values.first().cloned().unwrap_or_else(unknown),
                    _ => Value::unknown(range),
                }
            }
            CommandKind::Method => {
                let name = command.name.constant().unwrap_or_default().to_ascii_lowercase();
                let Some((object, given)) = values.split_first() else { return unknown() };
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
                match static_method(of, &name, given) {
                    Some(text) => {
                        let is_path = of == "io.path";
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
    if let ("getstring", [text]) = (name, given) {
        return text.known().map(str::to_owned);
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
        ("text.encoding" | "text.unicodeencoding" | "text.utf8encoding", "getstring") => {
            first?.known()?.to_owned()
        }
        ("convert", "frombase64string") => decoded(first?.known()?)?,
        ("environment", "getenvironmentvariable") => UNKNOWN.to_string(),
        _ => return None,
    })
}

/// Base64 as a text: UTF-16 where every other byte is zero, else UTF-8.
fn decoded(text: &str) -> Option<String> {
    let text: String = text.split_whitespace().collect();
    let bytes = STANDARD_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    let (pairs, rest) = bytes.as_chunks::<2>();
    let wide = pairs.iter().filter(|pair| pair[1] == 0).count();
    if rest.is_empty() && wide > pairs.len() / 2 {
        let units: Vec<u16> = pairs.iter().copied().map(u16::from_le_bytes).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    String::from_utf8(bytes).ok()
}
