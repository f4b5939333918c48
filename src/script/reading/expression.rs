//! Operators, casts and members: what constants become.

use std::ops::Range;

use super::evaluate::{Evaluator, any_unknown, stands_for};
use super::packed::bytes;
use super::texts::{cut, formatted, replace_ignoring_case, replaced, split};
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
            ("index", [of, at]) if at.items.is_some() => {
                let places = at.each().iter().map(|at| at.known()?.trim().parse::<i64>().ok());
                let Some(places) = places.collect::<Option<Vec<i64>>>() else { return unknown() };
                let mut items = vec![];
                for at in places {
                    if !self.takes(OF_ITEM) {
                        return unknown();
                    }
                    match item(of, at) {
                        Some(Found::Item(item)) => items.push(stands_for(item.clone(), &range)),
                        Some(Found::Character(ch)) => {
                            let text = ch.encode_utf8(&mut [0; 4]).to_owned();
                            items.push(self.computed(&text, &[of], range.clone()));
                        }
                        // What is not there gives nothing.
                        None if of.is_known() => {}
                        None => return unknown(),
                    }
                }
                Value { is_folded: true, ..Value::list(items, range) }
            }
            ("..", [from, to]) => match span(from, to) {
                Some(numbers) if self.takes(OF_ITEM * numbers.len()) => {
                    let number = |number: &i64| Value::changed(&number.to_string(), range.clone());
                    Value::list(numbers.iter().map(number).collect(), range.clone())
                }
                _ => unknown(),
            },
            ("-", [of]) => match number(of).and_then(i64::checked_neg) {
                Some(negative) => self.computed(&negative.to_string(), &[of], range),
                None => unknown(),
            },
            ("split" | "csplit", [of, by]) if !any_unknown(operands) => {
                let parts = of.each().iter().map(|of| split(of.text(), by, operator == "csplit"));
                match parts.collect::<Option<Vec<_>>>().map(|parts| parts.concat()) {
                    Some(parts) => self.texts(&parts, &[of], range),
                    None => unknown(),
                }
            }
            ("split", [of]) if of.is_known() => {
                let parts: Vec<&str> = of.text().split_whitespace().collect();
                self.texts(&parts, &[of], range)
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
            _ => unknown(),
        }
    }

    /// A list of texts that were computed.
    pub(super) fn texts<T: AsRef<str>>(
        &mut self,
        texts: &[T],
        from: &[&Value],
        range: Range<usize>,
    ) -> Value {
        let mut items = vec![];
        for text in texts {
            if !self.takes(OF_ITEM) {
                return Value::unknown(range);
            }
            items.push(self.computed(text.as_ref(), from, range.clone()));
        }
        Value { is_folded: true, ..Value::list(items, range) }
    }

    /// Numbers are added, lists are put together, and texts too.
    pub(super) fn sum(&mut self, operands: &[Value], range: Range<usize>) -> Value {
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
            // Their bytes are for what reads them; as a text they are nothing.
            "byte[]" => Value { bytes: bytes(&value), ..unknown_with(&value, range) },
            "io.memorystream" => {
                let unknown = unknown_with(&value, range.clone());
                self.stream(name, &value, range).unwrap_or(unknown)
            }
            "scriptblock"
            | "string"
            | "int"
            | "int32"
            | "byte"
            | "wmiclass"
            // The object stands for its address, the document for its text.
            | "adsi"
            | "xml"
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
                (
                    "text.encoding",
                    "unicode" | "utf8" | "ascii" | "default" | "utf7" | "utf32"
                    | "bigendianunicode",
                ) => Value::changed(name, range),
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
            "length" | "count" if object.items.is_some() && object.is_known() => {
                self.computed(&object.each().len().to_string(), &[object], range)
            }
            "length" if object.is_known() && object.entries.is_empty() => {
                let length = object.text().encode_utf16().count();
                self.computed(&length.to_string(), &[object], range)
            }
            // The object itself, behind what ADSI puts before it.
            "psbase" => object.clone(),
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

/// A number that stands there as one.
fn number(value: &Value) -> Option<i64> {
    value.known().filter(|_| !value.is_quoted)?.trim().parse().ok()
}

/// What an item of a list is counted as that the script does not write down.
pub(super) const OF_ITEM: usize = 16;

/// How many numbers `a..b` may be.
const LONGEST_SPAN: u64 = 1 << 12;

/// The numbers of `a..b`, in either direction.
fn span(from: &Value, to: &Value) -> Option<Vec<i64>> {
    let number = |value: &Value| value.known()?.trim().parse::<i64>().ok();
    let (from, to) = (number(from)?, number(to)?);
    if from.abs_diff(to) >= LONGEST_SPAN {
        return None;
    }
    Some(match from <= to {
        true => (from..=to).collect(),
        false => (to..=from).rev().collect(),
    })
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
