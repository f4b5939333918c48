//! What the functions and methods of JScript itself give.

use std::ops::Range;

use super::budget::LONGEST_VALUE;
use super::evaluate::{Evaluator, any_unknown};
use super::texts::{plain_pattern, replace_ignoring_case};
use super::value::Value;
use crate::script::language::Language;
use crate::script::tree::{Argument, Command, CommandKind};

/// How many items a text is taken apart into. Those of more are not known.
const MOST_ITEMS: usize = 1 << 13;

/// What a regular expression has that nothing else has.
const PATTERN: &str = "pattern";
const FLAGS: &str = "flags";

impl Evaluator<'_> {
    /// What a command of JScript gives, if it is of the language itself and can be known.
    pub(super) fn of_jscript(
        &mut self,
        command: &Command,
        values: &[Value],
        range: Range<usize>,
    ) -> Option<Value> {
        let name = self.word(&command.name, command.scope);
        let name = name.known()?;
        if command.kind == CommandKind::Command {
            let [text] = values else { return None };
            let text = match name {
                "unescape" | "decodeURI" | "decodeURIComponent" => unescaped(text.known()?)?,
                "String" => text.known()?.to_owned(),
                _ => return None,
            };
            return Some(Value { is_quoted: true, ..self.computed(&text, &[], range) });
        }
        let (object, given) = values.split_first()?;
        if object.uses("string") && name == "fromCharCode" {
            let codes = given.iter().map(|code| number(code).and_then(char::from_u32));
            let text: String = codes.collect::<Option<_>>()?;
            return Some(Value { is_quoted: true, ..self.computed(&text, &[], range) });
        }
        if object.items.is_some() {
            return self.of_list(name, object, given, range);
        }
        let all: Vec<&Value> = values.iter().collect();
        match (name, given) {
            ("split", [by]) => {
                let items = parts(object.known()?, by)?;
                let items = items.iter().map(|item| self.computed(item, &[], range.clone()));
                Some(Value::list(items.collect(), range))
            }
            _ => {
                let text = of_text(name, object, given)?;
                Some(Value { is_quoted: true, ..self.computed(&text, &all, range) })
            }
        }
    }

    fn of_list(
        &mut self,
        name: &str,
        list: &Value,
        given: &[Value],
        range: Range<usize>,
    ) -> Option<Value> {
        let items = list.items.as_deref()?;
        let items = match (name, given) {
            ("join", [] | [_]) if !any_unknown(items) && !any_unknown(given) => {
                let between = given.first().map_or(",", Value::text);
                let length = items.iter().map(|item| item.text().len() + between.len()).sum();
                if LONGEST_VALUE < length {
                    return None;
                }
                let texts: Vec<&str> = items.iter().map(Value::text).collect();
                let text = texts.join(between);
                return Some(Value { is_quoted: true, ..self.computed(&text, &[list], range) });
            }
            ("reverse", []) => items.iter().rev().cloned().collect(),
            ("concat", _) => {
                let more = given.iter().flat_map(Value::each);
                items.iter().chain(more).cloned().collect()
            }
            ("slice", _) => items.get(part(items.len(), given, true)?).unwrap_or_default().to_vec(),
            _ => return None,
        };
        Some(Value::list(items, range))
    }

    /// Whether a command asks a regular expression, which runs nothing.
    pub(super) fn is_of_regexp(&mut self, command: &Command) -> bool {
        if self.language != Language::JScript || command.kind != CommandKind::Method {
            return false;
        }
        let Some(Argument::Value(object)) = command.arguments.first() else { return false };
        self.word(object, command.scope).entry(PATTERN).is_some()
    }
}

/// `/…/g`.
pub(super) fn written_regexp(written: &Value, range: Range<usize>) -> Value {
    let text = written.text().strip_prefix('/').unwrap_or_default();
    let (pattern, flags) = text.rsplit_once('/').unwrap_or((text, ""));
    regexp_of(pattern, flags, range)
}

/// `new RegExp("…", "g")`.
pub(super) fn regexp(operator: &str, operands: &[Value], range: &Range<usize>) -> Option<Value> {
    match (operator, operands) {
        ("new", [class, pattern, rest @ ..]) if class.text() == "RegExp" => {
            let flags = rest.first().map_or("", Value::text);
            Some(regexp_of(pattern.text(), flags, range.clone()))
        }
        _ => None,
    }
}

fn regexp_of(pattern: &str, flags: &str, range: Range<usize>) -> Value {
    let mut value = Value::unknown(range.clone());
    for (name, text) in [(PATTERN, pattern), (FLAGS, flags)] {
        value.entries.push((name.to_owned(), Value::changed(text, range.clone())));
    }
    value
}

fn of_text(name: &str, object: &Value, given: &[Value]) -> Option<String> {
    let text = object.known()?;
    if let ("replace", [old, new]) = (name, given) {
        return replaced(text, old, new);
    }
    if any_unknown(given) {
        return None;
    }
    let characters = |range: Range<usize>| -> String {
        text.chars().skip(range.start).take(range.len()).collect()
    };
    let length = || text.chars().count();
    Some(match (name, given) {
        ("toString" | "valueOf", []) => text.to_owned(),
        ("toLowerCase" | "toLocaleLowerCase", []) => text.to_lowercase(),
        ("toUpperCase" | "toLocaleUpperCase", []) => text.to_uppercase(),
        ("concat", _) => {
            let grows: usize = given.iter().map(|more| more.text().len()).sum();
            if grows > LONGEST_VALUE {
                return None;
            }
            std::iter::once(object).chain(given).map(Value::text).collect()
        }
        ("charAt", [at]) => text.chars().nth(usize::try_from(number(at)?).ok()?)?.to_string(),
        ("slice", _) => characters(part(length(), given, true)?),
        ("substring", _) => characters(part(length(), given, false)?),
        ("substr", [from, rest @ ..]) => {
            let start = part(length(), std::slice::from_ref(from), true)?;
            let count = match rest.first() {
                Some(count) => usize::try_from(number(count)?).ok()?,
                None => start.len(),
            };
            characters(start.start..start.start.saturating_add(count))
        }
        _ => return None,
    })
}

/// From where to where `slice` and `substring` go; only `slice` counts from the end.
fn part(length: usize, given: &[Value], counts_back: bool) -> Option<Range<usize>> {
    let place = |value: &Value| -> Option<usize> {
        let at: i64 = value.known()?.trim().parse().ok()?;
        let length = i64::try_from(length).ok()?;
        let at = if at < 0 && counts_back { length.checked_add(at)? } else { at };
        usize::try_from(at.clamp(0, length)).ok()
    };
    let start = given.first().map_or(Some(0), place)?;
    let end = given.get(1).map_or(Some(length), place)?;
    Some(match start <= end {
        true => start..end,
        false if counts_back => start..start,
        false => end..start,
    })
}

fn number(value: &Value) -> Option<u32> {
    value.known()?.trim().parse().ok()
}

/// A text taken apart.
fn parts<'t>(text: &'t str, by: &Value) -> Option<Vec<&'t str>> {
    let by = by.known()?;
    let parts: Vec<&str> = match by.is_empty() {
        true => {
            let ends = text.char_indices().map(|(at, ch)| (at, at + ch.len_utf8()));
            ends.filter_map(|(start, end)| text.get(start..end)).take(MOST_ITEMS + 1).collect()
        }
        false => text.split(by).take(MOST_ITEMS + 1).collect(),
    };
    (parts.len() <= MOST_ITEMS).then_some(parts)
}

/// `replace`: of a text the first, of a regular expression, if it means itself, as its flags say.
fn replaced(text: &str, old: &Value, new: &Value) -> Option<String> {
    // A function may stand there as well.
    let new = new.known().filter(|new| !new.contains('$'))?;
    let pattern = old.entry(PATTERN);
    let flags = old.entry(FLAGS).map_or("", Value::text);
    let plain = match pattern {
        Some(pattern) => plain_pattern(pattern.known()?)?,
        None => old.known()?.to_owned(),
    };
    let grows = text.len().checked_mul(new.len().max(1))?;
    if plain.is_empty() || grows > LONGEST_VALUE {
        return None;
    }
    match (flags.contains('g'), flags.contains('i')) {
        (true, true) => Some(replace_ignoring_case(text, &plain, new)),
        (true, false) => Some(text.replace(&plain, new)),
        (false, false) => Some(text.replacen(&plain, new, 1)),
        (false, true) => None,
    }
}

/// `%41` and `%u0041`.
fn unescaped(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut plain = parts.next()?.to_owned();
    for part in parts {
        let (digits, behind) = match part.strip_prefix('u') {
            Some(code) => (code.get(..4)?, code.get(4..)?),
            None => (part.get(..2)?, part.get(2..)?),
        };
        plain.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
        plain.push_str(behind);
    }
    Some(plain)
}
