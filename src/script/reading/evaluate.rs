//! What words are: constants, and what follows from them.

use std::ops::Range;

use super::budget::Budget;
use super::changes::Changes;
use super::jscript::{regexp, written_regexp};
use super::pipeline::is_item;
use super::value::{UNKNOWN, Use, Value};
use super::variables::{From, Variables, plain};
use crate::script::environment::{Environment, HERE};
use crate::script::language::Language;
use crate::script::tree::{BindOperator, Piece, Tree, Word};

/// How many variables a value is known to have in it: each assignment may double them.
const MOST_USES: usize = 256;

/// What the words of one text are.
pub(super) struct Evaluator<'e> {
    pub(super) tree: &'e Tree,
    pub(super) text: &'e str,
    pub(super) language: Language,
    environment: &'e Environment,
    budget: &'e mut Budget,
    variables: Variables,
    /// What changes a list in its place.
    changes: Changes,
    /// The values of the assignments, as far as they were looked at.
    values: Vec<Option<Value>>,
    /// What the pipelines are at, of which a word is looked at: the innermost is `$_`.
    pub(super) items: Vec<Value>,
    /// What commands give, where that was asked for.
    outputs: Vec<Option<Value>>,
}

/// A range of a tree as one of bytes.
pub(super) fn bytes(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

impl<'e> Evaluator<'e> {
    pub(super) fn new(
        tree: &'e Tree,
        text: &'e str,
        language: Language,
        environment: &'e Environment,
        budget: &'e mut Budget,
    ) -> Self {
        let is_cmd = matches!(language, Language::Batch | Language::Cmd);
        let mut evaluator = Self {
            tree,
            text,
            language,
            environment,
            budget,
            variables: Variables::of(tree, is_cmd),
            changes: Changes::of(tree),
            values: vec![None; tree.bindings.len()],
            items: vec![],
            outputs: vec![None; tree.commands.len()],
        };
        for (index, binding) in tree.bindings.iter().enumerate() {
            let Some(word) = &binding.value else { continue };
            let mut value = evaluator.word(word, binding.scope);
            if binding.operator == BindOperator::Append {
                let name = match binding.target.pieces.first() {
                    Some(Piece::Variable { name, .. }) => plain(name),
                    _ => continue,
                };
                let before = evaluator.lookup(&name, binding.range.start, binding.scope);
                value = match before {
                    // A list gets one more.
                    Some(before) if before.items.is_some() && value.items.is_some() => {
                        evaluator.list_of_all(&[before, value], bytes(&binding.range))
                    }
                    Some(before) if before.items.is_some() => {
                        evaluator.sum(&[before, value], bytes(&binding.range))
                    }
                    Some(before) => evaluator.joined(&[before, value], bytes(&binding.range)),
                    None => Value::unknown(bytes(&binding.range)),
                };
            }
            if let Some(slot) = evaluator.values.get_mut(index) {
                *slot = Some(value);
            }
        }
        evaluator
    }

    /// What a word in a scope is.
    pub(super) fn word(&mut self, word: &Word, scope: u32) -> Value {
        let mut value = match word.pieces.as_slice() {
            [only] => self.piece(only, scope),
            pieces => {
                let mut value = Value { range: bytes(&word.range), ..Value::default() };
                for piece in pieces {
                    let part = self.piece(piece, scope);
                    value.push(&part);
                }
                value
            }
        };
        value.range = bytes(&word.range);
        value.uses.truncate(MOST_USES);
        // In JScript `"1"` stays a text where a variable stands for it.
        value.is_quoted = word.quoted || self.language == Language::JScript && value.is_quoted;
        let length = value.text().len() + value.bytes.as_ref().map_or(0, Vec::len);
        match self.budget.makes(length) {
            true => value,
            false => Value::unknown(bytes(&word.range)),
        }
    }

    fn piece(&mut self, piece: &Piece, scope: u32) -> Value {
        let range = bytes(piece.range());
        match piece {
            Piece::Text { text, range } => self.literal(text, bytes(range)),
            Piece::Variable { name, .. } => self.variable(name, range, scope),
            Piece::Commands { first, count, scope: inner, .. } => {
                let mut value = self.commands(*first, *count, *inner, range);
                value.commands = Some((*first, *count));
                value
            }
            Piece::Block { scope, .. } => {
                let mut value = Value::unknown(range);
                value.block = Some(*scope);
                value
            }
            Piece::List { items, .. } => {
                let items = items.iter().map(|item| self.word(item, scope)).collect();
                Value::list(items, range)
            }
            Piece::Map { entries, .. } => {
                let mut value = Value::unknown(range);
                for (key, entry) in entries {
                    let key = self.word(key, scope).text().to_lowercase();
                    let entry = self.word(entry, scope);
                    value.entries.push((key, entry));
                }
                value
            }
            Piece::Operation { operator, operands, .. } => {
                let operands: Vec<Value> =
                    operands.iter().map(|operand| self.word(operand, scope)).collect();
                if self.language == Language::JScript
                    && let Some(value) = regexp(operator, &operands, &range)
                {
                    return value;
                }
                let mut value = self.operation(operator, &operands, range.clone());
                value.range = range;
                value
            }
            Piece::Cast { type_name, value, .. } => {
                let value = self.word(value, scope);
                if self.language == Language::JScript {
                    return written_regexp(&value, range);
                }
                self.cast(type_name, value, range)
            }
            Piece::Type { name, .. } => Value::changed(name, range),
            Piece::Member { object, name, is_static, .. } => {
                let object = self.word(object, scope);
                self.member(&object, name, *is_static, range)
            }
            Piece::Unknown { .. } => Value::unknown(range),
        }
    }

    /// A text that may have lost its escapes.
    fn literal(&self, text: &str, range: Range<usize>) -> Value {
        let mut value = Value { range: range.clone(), ..Value::default() };
        match self.text.get(range.clone()) == Some(text) {
            true => value.text.push(text, range.start),
            false => value.text.push_changed(text, range),
        }
        value
    }

    fn variable(&mut self, written: &str, range: Range<usize>, scope: u32) -> Value {
        if let Some(item) = self.items.last().filter(|_| is_item(written)) {
            return stands_for(item.clone(), &range);
        }
        let name = plain(written);
        let (offset, within) = self.read_at(&name, &range, scope);
        let mut value = match self.lookup(&name, offset, within) {
            Some(known) => stands_for(known, &range),
            None => self.given(&name, range.clone()),
        };
        let name = if written.starts_with('@') { format!("@{name}") } else { name };
        value.uses.push(Use { name, range });
        value
    }

    /// The value of a variable that the text assigns.
    pub(super) fn lookup(&self, name: &str, offset: u32, scope: u32) -> Option<Value> {
        match self.variables.find(self.tree, name, offset, scope) {
            From::Binding(at) => {
                let value = self.values.get(at as usize)?.clone()?;
                // An assignment of several is not taken apart.
                let target = &self.tree.bindings.get(at as usize)?.target;
                let is_one = !matches!(target.pieces.as_slice(), [Piece::List { .. }]);
                let set = self.tree.bindings.get(at as usize)?.range.end;
                is_one.then(|| self.changes.applied(value, name, set..offset)).flatten()
            }
            From::Nowhere | From::Several => None,
        }
    }

    /// Whether the text assigns a variable anywhere.
    pub(super) fn assigns(&self, name: &str, offset: u32, scope: u32) -> bool {
        self.variables.find(self.tree, name, offset, scope) != From::Nowhere
    }

    /// The value of a variable that the text does not assign.
    fn given(&self, name: &str, range: Range<usize>) -> Value {
        if self.assigns(name, range.start as u32, 0) {
            return Value::unknown(range);
        }
        let is_powershell = self.language == Language::PowerShell;
        let known = match name {
            "true" | "false" | "null" if is_powershell => {
                let value = if name == "null" { String::new() } else { format!("${name}") };
                return Value { is_quoted: false, ..Value::changed(&value, range) };
            }
            "psscriptroot" | "pwd" if is_powershell => Some(HERE),
            _ if is_powershell && automatic(name).is_some() => automatic(name),
            "~dp0" | "~p0" => Some(r".\"),
            _ => name.strip_prefix("env:").and_then(|name| match name {
                "cd" => Some(HERE),
                _ => self.environment.get(name),
            }),
        };
        match known {
            Some(known) => Value::changed(known, range),
            None => Value::unknown(range),
        }
    }

    /// Texts, one behind the other, in the place of `range`.
    pub(super) fn joined(&mut self, parts: &[Value], range: Range<usize>) -> Value {
        let length = parts.iter().map(|part| part.text().len()).sum();
        if !self.budget.makes(length) {
            return Value::unknown(range);
        }
        let mut value = Value { range, ..Value::default() };
        for part in parts {
            value.push(part);
        }
        value
    }

    /// A text that was computed, in the place of `range`.
    pub(super) fn computed(&mut self, text: &str, from: &[&Value], range: Range<usize>) -> Value {
        if !self.budget.makes(text.len()) {
            return Value::unknown(range);
        }
        let mut value = Value::changed(text, range);
        value.is_folded = true;
        value.uses = from.iter().flat_map(|value| value.uses.iter().cloned()).collect();
        value
    }

    /// Whether that much more is still worked through.
    pub(super) fn takes(&mut self, cost: usize) -> bool {
        self.budget.makes(cost.max(1))
    }

    /// What a command gave when it was asked for.
    pub(super) fn output(&self, command: u32) -> Option<&Value> {
        self.outputs.get(command as usize)?.as_ref()
    }

    pub(super) fn keep_output(&mut self, command: u32, value: &Value) {
        if let Some(slot) = self.outputs.get_mut(command as usize) {
            *slot = Some(value.clone());
        }
    }
}

/// The variables of PowerShell whose value is the same on every device.
const AUTOMATIC: &[(&str, &str)] = &[
    ("maximumdrivecount", "4096"),
    ("pshome", r"C:\Windows\System32\WindowsPowerShell\v1.0"),
    ("shellid", "Microsoft.PowerShell"),
    ("verbosepreference", "SilentlyContinue"),
];

fn automatic(name: &str) -> Option<&'static str> {
    AUTOMATIC.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

/// A value where a variable stands for it.
pub(super) fn stands_for(mut known: Value, range: &Range<usize>) -> Value {
    let text = known.text().to_owned();
    known.text = crate::script::spliced::Spliced::default();
    known.text.push_changed(&text, range.clone());
    known.range = range.clone();
    if let Some(items) = &mut known.items {
        for item in items {
            *item = stands_for(std::mem::take(item), range);
        }
    }
    for (_, entry) in &mut known.entries {
        *entry = stands_for(std::mem::take(entry), range);
    }
    // Its own places are elsewhere.
    known.block = None;
    known.assigned = known.commands.take().or(known.assigned);
    known
}

/// Whether any of these is not known.
pub(super) fn any_unknown(values: &[Value]) -> bool {
    values.iter().any(|value| value.text().contains(UNKNOWN))
}
