//! Values. Operators are weighed by a list of those that wait for their right side, so that only
//! brackets and functions nest.

use super::operators::{ASSIGNMENT, CHOICE, HALF_CHOICE};
use super::{Kind, Parser};
use crate::script::draft::{Sign, Value, name_word, unknown, word_of};
use crate::script::{Piece, Word};

/// How far values go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// One value: a comma ends it too.
    Value,
    /// Values between commas, of which the last counts.
    Statement,
    /// Values between commas, which may be left out: arguments, a list.
    Items,
}

/// The values of one pair of brackets.
#[derive(Default)]
pub(super) struct Level {
    /// What is before the last comma.
    items: Vec<Value>,
    pub(super) operands: Vec<Value>,
    pub(super) operators: Vec<Sign>,
    /// Whether an operand stands right before here.
    has_operand: bool,
}

/// What the language makes of `new` itself.
const OWN: &[&str] = &[
    "Array",
    "Boolean",
    "Date",
    "Error",
    "Number",
    "Object",
    "RangeError",
    "RegExp",
    "String",
    "SyntaxError",
    "TypeError",
];

impl Parser<'_> {
    /// One value, if there is any.
    pub(super) fn value(&mut self) -> Option<Value> {
        self.values(Until::Value).pop()
    }

    pub(super) fn values(&mut self, until: Until) -> Vec<Value> {
        let mut level = Level::default();
        while let Some(kind) = self.kind(self.at) {
            self.draft.work += 1;
            if kind == Kind::Comma {
                if until == Until::Value {
                    break;
                }
                let at = self.range(self.at).start;
                let item = self.finish(&mut level);
                if until == Until::Items || item.is_some() {
                    level.items.push(item.unwrap_or_else(|| unknown(at..at)));
                }
                self.at += 1;
                continue;
            }
            let goes_on = match level.has_operand {
                true => self.behind_operand(kind, &mut level),
                false => self.operand(kind, &mut level),
            };
            if !goes_on {
                break;
            }
        }
        let last = self.finish(&mut level);
        level.items.extend(last);
        level.items
    }

    /// What begins a value, and whether there is anything that does.
    fn operand(&mut self, kind: Kind, level: &mut Level) -> bool {
        if let Some(sign) = self.prefix() {
            level.operators.push(sign);
            self.at += 1;
            return true;
        }
        let value = match kind {
            Kind::Text | Kind::Template | Kind::Number | Kind::Regex => self.literal(),
            Kind::Name => self.named(),
            Kind::Keyword => match self.written(self.at) {
                "true" | "false" | "null" | "this" => self.literal(),
                "function" => self.function_value(),
                "new" => self.new_value(),
                _ => return false,
            },
            Kind::Open | Kind::OpenBracket | Kind::OpenBrace => self.bracketed(kind),
            _ => return false,
        };
        level.operands.push(value);
        level.has_operand = true;
        true
    }

    fn bracketed(&mut self, kind: Kind) -> Value {
        let start = self.range(self.at).start;
        if !self.may_nest() {
            return unknown(start..self.last_end());
        }
        match kind {
            Kind::OpenBracket => self.list_value(),
            Kind::OpenBrace => self.object_value(),
            _ => {
                let last = self.inside(|parser| parser.values(Until::Statement)).pop();
                let range = start..self.last_end();
                let Some(mut value) = last else { return unknown(range) };
                value.word.range = range;
                value.open = None;
                value
            }
        }
    }

    /// What may stand behind a value, and whether anything does.
    fn behind_operand(&mut self, kind: Kind, level: &mut Level) -> bool {
        match kind {
            Kind::Dot if self.kind(self.at + 1) == Some(Kind::Name) => {
                let Some(object) = level.operands.pop() else { return false };
                self.at += 1;
                let name = name_word(&self.name(self.at), self.range(self.at));
                self.at += 1;
                let value = self.member(object, name);
                level.operands.push(value);
                true
            }
            Kind::OpenBracket => {
                let Some(object) = level.operands.pop() else { return false };
                let value = self.index(object);
                level.operands.push(value);
                true
            }
            Kind::Open => {
                let Some(function) = level.operands.pop() else { return false };
                let value = self.applied(function);
                level.operands.push(value);
                true
            }
            Kind::Operator if matches!(self.written(self.at), "++" | "--") => {
                if self.starts_line(self.at) {
                    return false;
                }
                let Some(target) = level.operands.pop() else { return false };
                let value = self.changed(target.word.range.start, target);
                level.operands.push(value);
                self.at += 1;
                true
            }
            Kind::Operator if self.written(self.at) == "?" => {
                self.reduce(level, CHOICE + 1);
                let start = self.range(self.at).start;
                level.operators.push(half(start));
                self.next_operand(level)
            }
            Kind::Colon => {
                let is_half = |sign: &Sign| sign.precedence == HALF_CHOICE;
                if !level.operators.iter().rev().any(is_half) {
                    return false;
                }
                self.reduce(level, HALF_CHOICE + 1);
                if let Some(sign) = level.operators.last_mut() {
                    sign.precedence = CHOICE;
                }
                self.next_operand(level)
            }
            Kind::Operator | Kind::Keyword => {
                let Some(sign) = self.binary() else { return false };
                // What assigns takes what is on its right first, and so does what may choose it.
                let stronger = match sign.precedence {
                    ASSIGNMENT => CHOICE + 1,
                    other => other,
                };
                self.reduce(level, stronger);
                level.operators.push(sign);
                self.next_operand(level)
            }
            _ => false,
        }
    }

    fn next_operand(&mut self, level: &mut Level) -> bool {
        level.has_operand = false;
        self.at += 1;
        true
    }

    /// A name that is called, or a variable.
    fn named(&mut self) -> Value {
        let at = self.at;
        self.at += 1;
        if self.kind(self.at) != Some(Kind::Open) {
            return Value::plain(self.variable(at));
        }
        let name = name_word(&self.name(at), self.range(at));
        self.call(None, name)
    }

    /// A member, or a method if it is called.
    fn member(&mut self, object: Value, name: Word) -> Value {
        if self.kind(self.at) == Some(Kind::Open) {
            return self.call(Some(object), name);
        }
        let end = self.last_end();
        let text = name.constant().unwrap_or_default().to_owned();
        self.draft.member(object, text, end)
    }

    /// `a[b]`, which is the member of that name if `b` is a string.
    fn index(&mut self, object: Value) -> Value {
        let start = object.word.range.start;
        if !self.may_nest() {
            return unknown(start..self.last_end());
        }
        let before = self.draft.tree.commands.len();
        let index = self.inside(|parser| parser.values(Until::Statement)).pop();
        let end = self.last_end();
        let Some(index) = index else { return unknown(start..end) };
        let is_constant = index.word.quoted && index.word.constant().is_some();
        if self.kind(self.at) == Some(Kind::Open) {
            // A name with calls in it would stand behind them.
            let is_plain = self.draft.tree.commands.len() == before && !index.word.range.is_empty();
            let name = match is_plain {
                true => index.word,
                false => word_of(Piece::Unknown { range: self.range(self.at) }),
            };
            return self.call(Some(object), name);
        }
        if is_constant {
            return self.member(object, index.word);
        }
        self.draft.operation("index", None, vec![object, index], start..end)
    }

    /// A call whose brackets are at hand.
    fn call(&mut self, object: Option<Value>, name: Word) -> Value {
        let start = object.as_ref().map_or(name.range.start, |object| object.word.range.start);
        let place = self.draft.reserve();
        let given = self.arguments();
        let range = start..self.last_end();
        let changed = object.as_ref().and_then(|object| self.changed_by(&name, &object.word));
        if let Some(target) = changed {
            self.change(target, &name, &given, range.end);
        }
        self.draft.called(place, object, name, given, range)
    }

    /// What stands in the brackets at hand.
    fn arguments(&mut self) -> Vec<Value> {
        match self.may_nest() {
            true => self.inside(|parser| parser.values(Until::Items)),
            false => vec![],
        }
    }

    /// A call of what is no name: of a function where it stands, of what another call gives.
    fn applied(&mut self, function: Value) -> Value {
        let start = function.word.range.start;
        let mut operands = vec![function];
        operands.extend(self.arguments());
        self.draft.operation("call", None, operands, start..self.last_end())
    }

    /// `new X(…)`, `new A.B(…)`.
    fn new_value(&mut self) -> Value {
        let start = self.range(self.at).start;
        self.at += 1;
        if self.kind(self.at) != Some(Kind::Name) {
            // `new (f())`, `new function () { … }`: what follows stands for it.
            return unknown(start..self.last_end());
        }
        let first = self.at;
        let mut object = None;
        while self.kind(self.at + 1) == Some(Kind::Dot)
            && self.kind(self.at + 2) == Some(Kind::Name)
        {
            self.draft.work += 1;
            object = Some(match object {
                None => Value::plain(self.variable(self.at)),
                Some(object) => {
                    let (name, end) = (self.name(self.at), self.range(self.at).end);
                    self.draft.member(object, name, end)
                }
            });
            self.at += 2;
        }
        let (name, range) = (self.name(self.at), self.range(self.at));
        self.at += 1;
        let is_given = self.kind(self.at) == Some(Kind::Open);
        if first + 1 == self.at && OWN.contains(&name.as_str()) {
            let given = if is_given { self.arguments() } else { vec![] };
            return self.own(name, range, given, start);
        }
        let place = self.draft.reserve();
        let given = if is_given { self.arguments() } else { vec![] };
        let whole = start..self.last_end();
        self.draft.called(place, object, name_word(&name, range), given, whole)
    }

    /// What `new` makes of what the language has itself.
    fn own(
        &mut self,
        name: String,
        range: std::ops::Range<u32>,
        mut given: Vec<Value>,
        start: u32,
    ) -> Value {
        let whole = start..self.last_end();
        // `new Array(3)` is one of that length.
        let is_length = given.len() == 1 && given.iter().all(|value| !value.word.quoted);
        match name.as_str() {
            "Array" if !is_length => self.draft.list(given, whole),
            "Object" if given.is_empty() => {
                self.draft.made(Piece::Map { entries: vec![], range: whole }, 1)
            }
            "String" if given.len() == 1 => {
                let Some(mut value) = given.pop() else { return unknown(whole) };
                value.word.range = whole;
                value.open = None;
                value
            }
            _ => {
                let class = Value::plain(word_of(Piece::Type { name, range }));
                let operands = std::iter::once(class).chain(given).collect();
                self.draft.operation("new", None, operands, whole)
            }
        }
    }

    /// The value that is done here.
    fn finish(&mut self, level: &mut Level) -> Option<Value> {
        if !level.has_operand {
            // A sign that nothing follows.
            level.operators.pop();
            while level.operators.last().is_some_and(|sign| sign.is_prefix) {
                level.operators.pop();
            }
        }
        self.reduce(level, 0);
        level.has_operand = false;
        level.operators.clear();
        let value = level.operands.pop();
        level.operands.clear();
        value
    }
}

/// `?`, whose `:` is still to come.
fn half(start: u32) -> Sign {
    Sign { name: "?", chain: None, precedence: HALF_CHOICE, is_prefix: false, start }
}
