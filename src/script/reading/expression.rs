//! Operators, casts and members: what constants become.

use std::ops::Range;

use super::evaluate::{Evaluator, any_unknown};
use super::value::{UNKNOWN, Value};
use crate::script::environment::HERE;
use crate::script::language::Language;

impl Evaluator<'_> {
    /// What an operator makes of its operands.
    pub(super) fn operation(
        &mut self,
        operator: &str,
        operands: &[Value],
        range: Range<usize>,
    ) -> Value {
        let unknown = || Value::unknown(range.clone());
        match (operator, operands) {
            ("+" | "&", [_, _, ..]) => self.sum(operands, range),
            ("f", [format, given]) => match formatted(format, given) {
                Some(text) => self.computed(&text, &[format, given], range),
                None => unknown(),
            },
            ("join", [items, between]) if !any_unknown(operands) => {
                let texts: Vec<&str> = items.each().iter().map(Value::text).collect();
                self.computed(&texts.join(between.text()), &[items, between], range)
            }
            ("join", [items]) if items.is_known() => {
                let text: String = items.each().iter().map(Value::text).collect();
                self.computed(&text, &[items], range)
            }
            ("replace" | "ireplace" | "creplace", [of, by]) if !any_unknown(operands) => {
                let (old, new) = match by.each() {
                    [old, new] => (old.text(), new.text()),
                    [old] => (old.text(), ""),
                    _ => return unknown(),
                };
                match replaced(of.text(), old, new, operator == "creplace") {
                    Some(text) => self.computed(&text, &[of, by], range),
                    None => unknown(),
                }
            }
            ("index", [of, at]) => {
                let at: Option<i64> = at.known().and_then(|at| at.trim().parse().ok());
                let found = at.and_then(|at| item(of, at));
                match found {
                    Some(Found::Item(item)) => item.clone(),
                    Some(Found::Character(ch)) => {
                        self.computed(ch.encode_utf8(&mut [0; 4]), &[of], range)
                    }
                    None => match of.entries.is_empty() {
                        false => operands
                            .get(1)
                            .and_then(|key| of.entry(key.text()).cloned())
                            .unwrap_or_else(unknown),
                        true => unknown(),
                    },
                }
            }
            ("substitute", [of, old, new]) if !any_unknown(operands) => {
                let text = replace_ignoring_case(of.text(), old.text(), new.text());
                self.computed(&text, &[of], range)
            }
            ("substring", [of, rest @ ..]) if !any_unknown(operands) => {
                let numbers: Vec<i64> =
                    rest.iter().filter_map(|number| number.text().trim().parse().ok()).collect();
                let text = cut(of.text(), numbers.first().copied(), numbers.get(1).copied());
                self.computed(&text, &[of], range)
            }
            ("as", [of, _]) => of.clone(),
            ("-", [of]) => {
                let number = of.known().filter(|_| !of.is_quoted);
                let number: Option<i64> = number.and_then(|number| number.trim().parse().ok());
                match number.and_then(i64::checked_neg) {
                    Some(number) => Value::changed(&number.to_string(), range),
                    None => unknown(),
                }
            }
            _ => unknown(),
        }
    }

    /// Numbers are added, lists are put together, and texts too.
    pub(super) fn sum(&mut self, operands: &[Value], range: Range<usize>) -> Value {
        let number = |value: &Value| -> Option<i64> {
            value.known().filter(|_| !value.is_quoted)?.trim().parse().ok()
        };
        if operands.iter().all(|operand| number(operand).is_some()) {
            let sum = operands.iter().filter_map(number).try_fold(0_i64, i64::checked_add);
            return match sum {
                Some(sum) => self.computed(&sum.to_string(), &[], range),
                None => Value::unknown(range),
            };
        }
        let has_list = operands.iter().any(|operand| operand.items.is_some());
        if self.language == Language::JScript && has_list {
            // There it is a text with commas.
            return Value::unknown(range);
        }
        if operands.first().is_some_and(|first| first.items.is_some()) {
            return self.list_of_all(operands, range);
        }
        let mut value = self.joined(operands, range);
        value.is_folded = operands.len() > 2
            || operands.iter().any(|operand| operand.is_folded)
            || operands.iter().all(|operand| operand.uses.is_empty());
        value
    }

    /// The items of lists, one behind the other.
    pub(super) fn list_of_all(&mut self, lists: &[Value], range: Range<usize>) -> Value {
        let items: Vec<Value> = lists.iter().flat_map(|list| list.each().iter().cloned()).collect();
        let list = Value::list(items, range.clone());
        let fits = self.joined(std::slice::from_ref(&list), range.clone()).text().len()
            == list.text().len();
        if fits { list } else { Value::unknown(range) }
    }

    /// `[char]65`, `[string]$x`.
    pub(super) fn cast(&mut self, type_name: &str, value: Value, range: Range<usize>) -> Value {
        let name = type_name.to_ascii_lowercase();
        let name = name.strip_prefix("system.").unwrap_or(&name);
        match name {
            "char" => match value.known().and_then(character) {
                Some(ch) => self.computed(ch.encode_utf8(&mut [0; 4]), &[&value], range),
                None => Value::unknown(range),
            },
            "char[]" if value.is_known() => {
                let mut items = vec![];
                for item in value.each() {
                    // Numbers are characters by their codes, texts are taken apart.
                    match (value.items.is_some(), character(item.text())) {
                        (true, Some(ch)) => {
                            items.push(self.computed(
                                ch.encode_utf8(&mut [0; 4]),
                                &[],
                                range.clone(),
                            ));
                        }
                        _ => {
                            for ch in item.text().chars() {
                                let text =
                                    self.computed(ch.encode_utf8(&mut [0; 4]), &[], range.clone());
                                items.push(text);
                            }
                        }
                    }
                }
                let mut list = Value::list(items, range);
                list.uses.clone_from(&value.uses);
                list
            }
            "scriptblock"
            | "string"
            | "int"
            | "int32"
            | "uri"
            | "version"
            | "securestring"
            | "string[]"
            | "array"
            | "void"
            | "io.fileinfo"
            | "bool"
            | "pscustomobject"
            | "ordered"
            | "hashtable"
            | "ipaddress"
            | "net.ipaddress"
            | "switch"
            | "long"
            | "uint32"
            | "net.securityprotocoltype" => value,
            _ => Value { entries: value.entries.clone(), ..unknown_with(&value, range) },
        }
    }

    /// `$x.Length`, `[X]::Y`.
    pub(super) fn member(
        &mut self,
        object: &Value,
        name: &str,
        is_static: bool,
        range: Range<usize>,
    ) -> Value {
        let lower = name.to_ascii_lowercase();
        let uses_of_script = || object.uses.iter().any(|used| used.name == "myinvocation");
        if is_static {
            let of = object.text().to_ascii_lowercase();
            return match (of.trim_start_matches("system."), lower.as_str()) {
                ("environment", "newline") => self.computed("\r\n", &[], range),
                ("environment", "systemdirectory") => {
                    self.computed(r"C:\Windows\System32", &[], range)
                }
                ("io.path", "directoryseparatorchar") => self.computed(r"\", &[], range),
                ("string", "empty") => self.computed("", &[], range),
                // `[Net.SecurityProtocolType]::Tls12` is its name.
                _ if of.ends_with("type") => self.computed(name, &[], range),
                _ => unknown_with(object, range),
            };
        }
        if let Some(entry) = object.entry(&lower) {
            return entry.clone();
        }
        match lower.as_str() {
            // `$MyInvocation.MyCommand.Path` is a file in the folder of the script.
            "path" | "definition" | "source" | "pscommandpath" if uses_of_script() => {
                let mut value = Value::changed(&format!(r"{HERE}\{UNKNOWN}"), range);
                value.uses.clone_from(&object.uses);
                value
            }
            _ => unknown_with(object, range),
        }
    }
}

/// What is not known but for the variables in it.
pub(super) fn unknown_with(of: &Value, range: Range<usize>) -> Value {
    Value { uses: of.uses.clone(), ..Value::unknown(range) }
}

/// A character by its code, in decimal or hexadecimal, or by itself.
fn character(text: &str) -> Option<char> {
    let text = text.trim();
    let code = match text.strip_prefix("0x").or(text.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    };
    let mut chars = text.chars();
    match (code, chars.next(), chars.next()) {
        (Some(code), ..) => char::from_u32(code),
        (None, Some(only), None) => Some(only),
        _ => None,
    }
}

enum Found<'v> {
    Item(&'v Value),
    Character(char),
}

fn item(of: &Value, at: i64) -> Option<Found<'_>> {
    let place = |length: usize| match at < 0 {
        true => usize::try_from(i64::try_from(length).ok()?.checked_add(at)?).ok(),
        false => usize::try_from(at).ok(),
    };
    match &of.items {
        Some(items) => items.get(place(items.len())?).map(Found::Item),
        None => {
            let text = of.known()?;
            text.chars().nth(place(text.chars().count())?).map(Found::Character)
        }
    }
}

/// `"{0} {1}" -f 'a', 'b'`. None when it is broken.
fn formatted(format: &Value, given: &Value) -> Option<String> {
    let text = format.known()?;
    let given = given.each();
    let mut result = String::new();
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '{' if chars.next_if_eq(&'{').is_some() => result.push('{'),
            '}' if chars.next_if_eq(&'}').is_some() => result.push('}'),
            '{' => {
                let inner: String = chars.by_ref().take_while(|ch| *ch != '}').collect();
                let number: usize = inner.split([',', ':']).next()?.trim().parse().ok()?;
                let item = given.get(number)?;
                match inner.contains([',', ':']) {
                    // How it is laid out is not followed.
                    true => result.push(UNKNOWN),
                    false => result.push_str(item.text()),
                }
            }
            other => result.push(other),
        }
        if result.len() > super::budget::LONGEST_VALUE {
            return None;
        }
    }
    Some(result)
}

/// `-replace`, where the pattern means itself.
fn replaced(of: &str, old: &str, new: &str, keeps_case: bool) -> Option<String> {
    let plain = plain_pattern(old)?;
    let grows = of.len().checked_mul(new.len().max(1))?;
    if new.contains('$') || grows > super::budget::LONGEST_VALUE {
        return None;
    }
    Some(match keeps_case {
        true => of.replace(&plain, new),
        false => replace_ignoring_case(of, &plain, new),
    })
}

/// What a pattern stands for that means itself.
pub(super) fn plain_pattern(pattern: &str) -> Option<String> {
    let mut plain = String::new();
    let mut chars = pattern.chars();
    while let Some(ch) = chars.next() {
        match ch {
            '\\' => plain.push(chars.next().filter(|next| !next.is_alphanumeric())?),
            '.' | '*' | '+' | '?' | '[' | '(' | ')' | '{' | '|' | '^' | '$' => return None,
            other => plain.push(other),
        }
    }
    Some(plain)
}

/// Puts `new` in the place of `old`, in any case of ASCII.
pub(super) fn replace_ignoring_case(of: &str, old: &str, new: &str) -> String {
    if old.is_empty() {
        return of.to_owned();
    }
    let (lower, old) = (of.to_ascii_lowercase(), old.to_ascii_lowercase());
    let mut result = String::new();
    let mut at = 0;
    for (found, _) in lower.match_indices(&old) {
        result.push_str(of.get(at..found).unwrap_or_default());
        result.push_str(new);
        at = found + old.len();
    }
    result.push_str(of.get(at..).unwrap_or_default());
    result
}

/// `%x:~2,3%`; what is negative counts from the end.
fn cut(text: &str, from: Option<i64>, count: Option<i64>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let length = i64::try_from(chars.len()).unwrap_or(i64::MAX);
    let place = |at: i64| if at < 0 { length.saturating_add(at) } else { at }.clamp(0, length);
    let start = place(from.unwrap_or(0));
    let end = match count {
        None => length,
        Some(count) if count < 0 => length.saturating_add(count).clamp(start, length),
        Some(count) => start.saturating_add(count).clamp(start, length),
    };
    let part = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
    chars.get(part).unwrap_or_default().iter().collect()
}
