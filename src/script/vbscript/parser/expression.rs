//! Values. The brackets that are open are a list of levels, each with its operands and operators.

use std::ops::Range;

use super::{Kind, Parser, Value};
use crate::script::{FaultKind, MAX_DEPTH, Piece, Word};

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

struct Level {
    around: Around,
    /// What is before the last comma.
    items: Vec<Value>,
    operands: Vec<Value>,
    operators: Vec<Sign>,
    /// Whether an operand stands right before here.
    has_operand: bool,
}

#[derive(Clone, Copy)]
struct Sign {
    name: &'static str,
    /// To what more of the same may be added.
    chain: Option<&'static str>,
    precedence: u8,
    is_prefix: bool,
    start: u32,
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
            self.work += 1;
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
            self.fault(self.range(open), FaultKind::UnclosedBlock);
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
                let class = Value { word: class, depth: 1, open: None };
                let value = self.operation("new", None, vec![class], start..self.last_end());
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
        let place = self.reserve();
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
                let place = self.reserve();
                return self.called(place, None, name, vec![], range);
            }
            return self.made(Piece::Variable { name: text.to_owned(), range }, 1);
        };
        let range = object.word.range.start..range.end;
        let (name, depth) = (text.to_owned(), object.depth + 1);
        let object = Box::new(object.word);
        self.made(Piece::Member { object, name, is_static: false, range }, depth)
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
                self.work += 1;
                self.at = close + 1;
            }
            None => {
                while !matches!(
                    self.kind(self.at),
                    None | Some(Kind::Newline | Kind::Colon | Kind::Markup)
                ) {
                    self.work += 1;
                    self.at += 1;
                }
            }
        }
        self.fault(open.clone(), FaultKind::TooDeep);
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
                self.operation("index", None, items, start..end)
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

    /// Applies the operators that bind at least as strongly.
    fn reduce(&mut self, level: &mut Level, precedence: u8) {
        while let Some(sign) = level.operators.last().copied() {
            if sign.precedence < precedence {
                break;
            }
            self.work += 1;
            level.operators.pop();
            let Some(right) = level.operands.pop() else { break };
            let end = right.word.range.end;
            let value = match sign.is_prefix {
                true => self.operation(sign.name, None, vec![right], sign.start..end),
                false => {
                    let Some(left) = level.operands.pop() else {
                        level.operands.push(right);
                        break;
                    };
                    self.joined(sign, left, right)
                }
            };
            level.operands.push(value);
        }
    }

    fn joined(&mut self, sign: Sign, mut left: Value, right: Value) -> Value {
        let end = right.word.range.end;
        let is_same = sign.chain.is_some() && left.open == sign.chain;
        if is_same && right.depth < MAX_DEPTH {
            if let [Piece::Operation { operands, range, .. }] = left.word.pieces.as_mut_slice() {
                operands.push(right.word);
                range.end = end;
                left.word.range.end = end;
                left.depth = left.depth.max(right.depth + 1);
                return left;
            }
        }
        let range = left.word.range.start..end;
        self.operation(sign.name, sign.chain, vec![left, right], range)
    }

    fn binary(&self) -> Option<Sign> {
        let written = self.written(self.at);
        let (name, precedence) = match self.kind(self.at)? {
            Kind::Operator => match written {
                "^" => ("^", 14),
                "*" => ("*", 12),
                "/" => ("/", 12),
                "\\" => ("\\", 11),
                "+" => ("+", 9),
                "-" => ("-", 9),
                "&" => ("+", 8),
                "=" => ("eq", 7),
                "<>" | "><" => ("ne", 7),
                "<" => ("lt", 7),
                ">" => ("gt", 7),
                "<=" | "=<" => ("le", 7),
                ">=" | "=>" => ("ge", 7),
                _ => return None,
            },
            Kind::Keyword => match written.to_ascii_lowercase().as_str() {
                "mod" => ("mod", 10),
                "is" => ("is", 7),
                "and" => ("and", 5),
                "or" => ("or", 4),
                "xor" => ("xor", 3),
                "eqv" => ("eqv", 2),
                "imp" => ("imp", 1),
                _ => return None,
            },
            _ => return None,
        };
        let chain = match (name, written) {
            (_, "&") => Some("&"),
            ("+" | "*" | "and" | "or" | "xor", _) => Some(name),
            _ => None,
        };
        let start = self.range(self.at).start;
        Some(Sign { name, chain, precedence, is_prefix: false, start })
    }

    /// A string, number, date, or a keyword that is a value.
    pub(super) fn literal(&mut self) -> Value {
        let range = self.range(self.at);
        let written = self.written(self.at);
        let kind = self.kind(self.at);
        self.at += 1;
        let is_variable = ["nothing", "null", "empty", "me"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(written));
        let word = match kind {
            Some(Kind::Text) => string(written, range),
            Some(Kind::Keyword) if is_variable => {
                word_of(Piece::Variable { name: written.to_owned(), range })
            }
            _ => name_word(written, range),
        };
        Value { word, depth: 1, open: None }
    }

    pub(super) fn operation(
        &mut self,
        operator: &str,
        open: Option<&'static str>,
        operands: Vec<Value>,
        range: Range<u32>,
    ) -> Value {
        let depth = operands.iter().map(|value| value.depth).max().unwrap_or(0) + 1;
        let operands = operands.into_iter().map(|value| value.word).collect();
        let piece = Piece::Operation { operator: operator.to_owned(), operands, range };
        let value = self.made(piece, depth);
        let open = open.filter(|_| depth <= MAX_DEPTH);
        Value { open, ..value }
    }

    pub(super) fn made(&mut self, piece: Piece, depth: usize) -> Value {
        if depth > MAX_DEPTH {
            let range = piece.range().clone();
            self.fault(range.clone(), FaultKind::TooDeep);
            return unknown(range);
        }
        Value { word: word_of(piece), depth, open: None }
    }
}

/// What follows what was read.
enum Next {
    Same,
    Enter(Around),
    Stop,
}

fn unknown(range: Range<u32>) -> Value {
    Value { word: word_of(Piece::Unknown { range }), depth: 1, open: None }
}

pub(super) fn word_of(piece: Piece) -> Word {
    Word { range: piece.range().clone(), pieces: vec![piece], quoted: false }
}

/// A word that means itself.
pub(super) fn name_word(text: &str, range: Range<u32>) -> Word {
    word_of(Piece::Text { text: text.to_owned(), range })
}

/// A string without its quotes.
fn string(written: &str, range: Range<u32>) -> Word {
    let inside = written.strip_prefix('"').unwrap_or(written);
    // The last quote of an unclosed string is the half of a doubled one.
    let quotes = inside.len() - inside.trim_end_matches('"').len();
    let inside = if quotes % 2 == 1 { inside.strip_suffix('"').unwrap_or(inside) } else { inside };
    let start = range.start + 1;
    let text_range = start..start + super::place(inside.len());
    let pieces = match inside.is_empty() {
        true => vec![],
        false => vec![Piece::Text { text: inside.replace("\"\"", "\""), range: text_range }],
    };
    Word { range, pieces, quoted: true }
}
