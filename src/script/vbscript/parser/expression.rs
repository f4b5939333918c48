//! Values. The brackets that are open are a list of levels, each with its operands and operators.

use super::{Kind, Parser};
use crate::script::draft::{Sign, Value, unknown, word_of};
use crate::script::{FaultKind, MAX_DEPTH, Piece};

/// How far values go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// One value: a comma ends it too.
    Value,
    /// Values between commas.
    Statement,
    /// The same, to the `)` of this `(`, which was read.
    Bracket(usize),
}

/// What the brackets around a level are for.
enum Around {
    Root(Until),
    Value(usize),
    Call { open: usize, place: usize, object: Option<Value>, name: usize },
    Index { open: usize, object: Value },
}

pub(super) struct Level {
    around: Around,
    /// What is before the last comma.
    items: Vec<Value>,
    pub(super) operands: Vec<Value>,
    pub(super) operators: Vec<Sign>,
    /// Whether an operand stands right before here.
    has_operand: bool,
}

impl Around {
    /// The `(` of it.
    fn open(&self) -> Option<usize> {
        match self {
            Self::Root(Until::Bracket(open))
            | Self::Value(open)
            | Self::Call { open, .. }
            | Self::Index { open, .. } => Some(*open),
            Self::Root(_) => None,
        }
    }
}

impl Level {
    fn new(around: Around) -> Self {
        let (items, operands, operators) = (vec![], vec![], vec![]);
        Self { around, items, operands, operators, has_operand: false }
    }
}

impl Parser<'_> {
    /// One value, if there is any.
    pub(super) fn value(&mut self) -> Option<Value> {
        self.values(Until::Value).pop()
    }

    pub(super) fn values(&mut self, until: Until) -> Vec<Value> {
        let mut outer: Vec<Level> = vec![];
        let mut level = Level::new(Around::Root(until));
        while let Some(kind) = self.kind(self.at) {
            self.draft.work += 1;
            match kind {
                Kind::Comma => {
                    if matches!(level.around, Around::Root(Until::Value)) {
                        break;
                    }
                    let at = self.range(self.at).start;
                    let item = self.finish(&mut level).unwrap_or_else(|| unknown(at..at));
                    level.items.push(item);
                    self.at += 1;
                    continue;
                }
                Kind::Close => {
                    if matches!(level.around, Around::Root(Until::Bracket(_))) {
                        self.at += 1;
                        return self.items(&mut level);
                    }
                    let Some(next) = outer.pop() else { break };
                    self.at += 1;
                    let value = self.leave(std::mem::replace(&mut level, next));
                    level.operands.push(value);
                    level.has_operand = true;
                    continue;
                }
                _ => {}
            }
            let entered = match level.has_operand {
                true => self.behind_operand(kind, &mut level, outer.len()),
                false => self.operand(kind, &mut level, outer.len()),
            };
            match entered {
                Next::Same => {}
                Next::Enter(around) => {
                    outer.push(std::mem::replace(&mut level, Level::new(around)));
                }
                // What has no place in brackets that are closed does not spoil what is behind them.
                Next::Stop => match self.partner_of(&level.around) {
                    Some(close) => self.at = close,
                    None => break,
                },
            }
        }
        while let Some(next) = outer.pop() {
            self.unclosed(&level.around);
            let value = self.leave(std::mem::replace(&mut level, next));
            level.operands.push(value);
            level.has_operand = true;
        }
        self.unclosed(&level.around);
        self.items(&mut level)
    }

    fn unclosed(&mut self, around: &Around) {
        if let Some(open) = around.open() {
            self.draft.fault(self.range(open), FaultKind::UnclosedBlock);
        }
    }

    /// Its `)`, if that is still to come.
    fn partner_of(&self, around: &Around) -> Option<usize> {
        let close = self.items.get(around.open()?)?.partner;
        close.filter(|close| *close > self.at)
    }

    /// What begins a value.
    fn operand(&mut self, kind: Kind, level: &mut Level, depth: usize) -> Next {
        let range = self.range(self.at);
        match kind {
            Kind::Text | Kind::Number | Kind::Date => {
                let value = self.literal();
                level.operands.push(value);
                level.has_operand = true;
                Next::Same
            }
            Kind::Keyword => self.keyword_operand(level),
            Kind::Operator if matches!(self.written(self.at), "+" | "-") => {
                let name = if self.written(self.at) == "-" { "-" } else { "+" };
                let start = range.start;
                let sign = Sign { name, chain: None, precedence: 13, is_prefix: true, start };
                level.operators.push(sign);
                self.at += 1;
                Next::Same
            }
            Kind::Name => {
                let name = self.at;
                self.at += 1;
                self.named(None, name, level, depth)
            }
            Kind::Dot if self.kind(self.at + 1) == Some(Kind::Name) => {
                level.operands.push(self.with_object(self.at));
                level.has_operand = true;
                Next::Same
            }
            Kind::Open => {
                let open = self.at;
                match self.enters(depth) {
                    true => Next::Enter(Around::Value(open)),
                    false => self.too_deep(level),
                }
            }
            _ => Next::Stop,
        }
    }

    fn keyword_operand(&mut self, level: &mut Level) -> Next {
        let start = self.range(self.at).start;
        match self.written(self.at).to_ascii_lowercase().as_str() {
            "not" => {
                let sign = Sign { name: "not", chain: None, precedence: 6, is_prefix: true, start };
                level.operators.push(sign);
                self.at += 1;
            }
            "new" if self.kind(self.at + 1) == Some(Kind::Name) => {
                let name = self.name(self.at + 1).to_owned();
                let class = word_of(Piece::Type { name, range: self.range(self.at + 1) });
                self.at += 2;
                let class = Value::plain(class);
                let value = self.draft.operation("new", None, vec![class], start..self.last_end());
                level.operands.push(value);
                level.has_operand = true;
            }
            "true" | "false" | "nothing" | "null" | "empty" | "me" => {
                let value = self.literal();
                level.operands.push(value);
                level.has_operand = true;
            }
            _ => return Next::Stop,
        }
        Next::Same
    }

    /// What may stand behind a value.
    fn behind_operand(&mut self, kind: Kind, level: &mut Level, depth: usize) -> Next {
        match kind {
            Kind::Dot if self.kind(self.at + 1) == Some(Kind::Name) => {
                let object = level.operands.pop();
                let name = self.at + 1;
                self.at += 2;
                self.named(object, name, level, depth)
            }
            Kind::Open => match level.operands.pop() {
                Some(object) => {
                    let open = self.at;
                    match self.enters(depth) {
                        true => Next::Enter(Around::Index { open, object }),
                        false => self.too_deep(level),
                    }
                }
                None => Next::Stop,
            },
            Kind::Operator | Kind::Keyword => {
                let Some(sign) = self.binary() else { return Next::Stop };
                self.reduce(level, sign.precedence);
                level.operators.push(sign);
                level.has_operand = false;
                self.at += 1;
                Next::Same
            }
            _ => Next::Stop,
        }
    }

    /// A name that was read, or the member of that name.
    fn named(
        &mut self,
        object: Option<Value>,
        name: usize,
        level: &mut Level,
        depth: usize,
    ) -> Next {
        if self.kind(self.at) != Some(Kind::Open) {
            let value = self.plain(object, name, false);
            level.operands.push(value);
            level.has_operand = true;
            return Next::Same;
        }
        let open = self.at;
        if !self.enters(depth) {
            return self.too_deep(level);
        }
        if object.is_none() && self.names.is_variable(self.name(name)) {
            let object = self.plain(None, name, true);
            return Next::Enter(Around::Index { open, object });
        }
        let place = self.draft.reserve();
        Next::Enter(Around::Call { open, place, object, name })
    }

    /// A name or member without brackets. A function of the script is called by its name alone,
    /// except for where it is the target or within itself.
    pub(super) fn plain(&mut self, object: Option<Value>, name: usize, is_target: bool) -> Value {
        let range = self.range(name);
        let text = self.name(name);
        let Some(object) = object else {
            let is_own = self.function.as_ref().is_some_and(|own| **own == *text.to_lowercase());
            if !is_target && !is_own && self.names.is_function(text) {
                let place = self.draft.reserve();
                return self.called(place, None, name, vec![], range);
            }
            return self.draft.made(Piece::Variable { name: text.to_owned(), range }, 1);
        };
        self.draft.member(object, text.to_owned(), range.end)
    }

    /// Reads a `(` if it may nest so deep.
    fn enters(&mut self, depth: usize) -> bool {
        let is_allowed = depth < MAX_DEPTH;
        self.at += usize::from(is_allowed);
        is_allowed
    }

    /// Passes over brackets that nest too deep.
    fn too_deep(&mut self, level: &mut Level) -> Next {
        let open = self.range(self.at);
        let close = self.items.get(self.at).and_then(|item| item.partner);
        match close {
            Some(close) => {
                self.draft.work += 1;
                self.at = close + 1;
            }
            None => {
                while !matches!(
                    self.kind(self.at),
                    None | Some(Kind::Newline | Kind::Colon | Kind::Markup)
                ) {
                    self.draft.work += 1;
                    self.at += 1;
                }
            }
        }
        self.draft.fault(open.clone(), FaultKind::TooDeep);
        level.operands.push(unknown(open.start..self.last_end()));
        level.has_operand = true;
        Next::Same
    }

    /// What stands in the brackets as one value.
    fn leave(&mut self, mut level: Level) -> Value {
        let mut items = self.items(&mut level);
        let end = self.last_end();
        match level.around {
            Around::Call { place, object, name, .. } => {
                let start = object.as_ref().map_or(self.range(name), |it| it.word.range.clone());
                self.called(place, object, name, items, start.start..end)
            }
            Around::Index { object, .. } => {
                let start = object.word.range.start;
                items.insert(0, object);
                self.draft.operation("index", None, items, start..end)
            }
            Around::Value(open) => {
                let range = self.range(open).start..end;
                let Some(mut value) = items.pop().filter(|_| items.is_empty()) else {
                    return unknown(range);
                };
                value.word.range = range;
                value.open = None;
                value
            }
            Around::Root(_) => unknown(end..end),
        }
    }

    fn items(&mut self, level: &mut Level) -> Vec<Value> {
        let last = self.finish(level);
        let mut items = std::mem::take(&mut level.items);
        items.extend(last);
        items
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

/// What follows what was read.
enum Next {
    Same,
    Enter(Around),
    Stop,
}
