//! A tree that is being made: what the parsers of VBScript and JScript do alike.

use std::ops::Range;

use super::{
    Argument, BindOperator, Binding, Command, CommandKind, Fault, FaultKind, MAX_DEPTH, Piece,
    RunsIf, Scope, ScopeKind, Tree, Word,
};

/// A value with how deep it nests.
pub(super) struct Value {
    pub(super) word: Word,
    pub(super) depth: usize,
    /// The operator to whose operands more may be added: it stands in no brackets.
    pub(super) open: Option<&'static str>,
}

/// An operator whose right side is still to come.
#[derive(Clone, Copy)]
pub(super) struct Sign {
    pub(super) name: &'static str,
    /// To what more of the same may be added.
    pub(super) chain: Option<&'static str>,
    pub(super) precedence: u8,
    pub(super) is_prefix: bool,
    pub(super) start: u32,
}

/// A tree that is being made.
pub(super) struct Draft {
    pub(super) tree: Tree,
    /// The innermost scope.
    pub(super) scope: u32,
    /// The steps that were taken.
    pub(super) work: usize,
}

impl Value {
    /// What nests in nothing.
    pub(super) fn plain(word: Word) -> Self {
        Self { word, depth: 1, open: None }
    }
}

impl Draft {
    /// That of a text of which nothing but the tokens is known.
    pub(super) fn new(text: &str, comments: Vec<Range<u32>>, faults: Vec<Fault>) -> Self {
        let script = Scope {
            kind: ScopeKind::Script,
            parent: None,
            range: 0..place(text.len()),
            name: None,
            condition: None,
        };
        let tree = Tree { scopes: vec![script], comments, faults, ..Tree::default() };
        Self { tree, scope: 0, work: 0 }
    }

    /// The tree, and the steps that it took.
    pub(super) fn finish(mut self) -> (Tree, usize) {
        self.tree.faults.sort_by_key(|fault| fault.range.start);
        (self.tree, self.work)
    }

    pub(super) fn fault(&mut self, range: Range<u32>, kind: FaultKind) {
        self.tree.faults.push(Fault { range, kind });
    }

    /// Opens a scope that goes on to the end of the text until it is closed.
    pub(super) fn open(
        &mut self,
        kind: ScopeKind,
        range: Range<u32>,
        name: Option<String>,
        condition: Option<Word>,
    ) -> u32 {
        let parent = Some(self.scope);
        self.scope = place(self.tree.scopes.len());
        self.tree.scopes.push(Scope { kind, parent, range, name, condition });
        self.scope
    }

    /// Ends a scope there.
    pub(super) fn end(&mut self, scope: u32, at: u32) {
        if let Some(scope) = self.tree.scopes.get_mut(scope as usize) {
            scope.range.end = at.max(scope.range.start);
        }
    }

    pub(super) fn bind(
        &mut self,
        start: u32,
        target: Word,
        operator: BindOperator,
        value: Option<Word>,
    ) {
        let end = value.as_ref().map_or(target.range.end, |value| value.range.end);
        self.tree.bindings.push(Binding {
            range: start..end.max(target.range.end),
            target,
            operator,
            value,
            scope: self.scope,
            before: place(self.tree.commands.len()),
        });
    }

    /// Keeps a place for a command, which is where its name stands; its arguments come behind it.
    pub(super) fn reserve(&mut self) -> usize {
        self.tree.commands.push(Command {
            range: 0..0,
            kind: CommandKind::Command,
            name: Word::default(),
            arguments: vec![],
            redirections: vec![],
            piped_from: None,
            scope: self.scope,
            runs_if: RunsIf::Always,
            background: false,
        });
        self.tree.commands.len() - 1
    }

    pub(super) fn fill(&mut self, place: usize, range: Range<u32>, kind: CommandKind, name: Word) {
        if let Some(command) = self.tree.commands.get_mut(place) {
            command.range = range;
            command.kind = kind;
            command.name = name;
        }
    }

    pub(super) fn give(&mut self, place: usize, arguments: impl IntoIterator<Item = Value>) {
        if let Some(command) = self.tree.commands.get_mut(place) {
            let words = arguments.into_iter().map(|value| Argument::Value(value.word));
            command.arguments.extend(words);
        }
    }

    /// Files a call, and gives its value.
    pub(super) fn called(
        &mut self,
        place: usize,
        object: Option<Value>,
        name: Word,
        arguments: Vec<Value>,
        range: Range<u32>,
    ) -> Value {
        let kind = if object.is_some() { CommandKind::Method } else { CommandKind::Command };
        self.fill(place, range.clone(), kind, name);
        self.give(place, object);
        self.give(place, arguments);
        let (first, scope) = (self::place(place), self.scope);
        self.made(Piece::Commands { first, count: 1, scope, range }, 1)
    }

    pub(super) fn operation(
        &mut self,
        operator: &str,
        open: Option<&'static str>,
        operands: Vec<Value>,
        range: Range<u32>,
    ) -> Value {
        let depth = deepest(&operands) + 1;
        let operands = operands.into_iter().map(|value| value.word).collect();
        let piece = Piece::Operation { operator: operator.to_owned(), operands, range };
        let value = self.made(piece, depth);
        let open = open.filter(|_| depth <= MAX_DEPTH);
        Value { open, ..value }
    }

    pub(super) fn list(&mut self, values: Vec<Value>, range: Range<u32>) -> Value {
        let depth = deepest(&values) + 1;
        let items = values.into_iter().map(|value| value.word).collect();
        self.made(Piece::List { items, range }, depth)
    }

    pub(super) fn member(&mut self, object: Value, name: String, end: u32) -> Value {
        let range = object.word.range.start..end;
        let (depth, object) = (object.depth + 1, Box::new(object.word));
        self.made(Piece::Member { object, name, is_static: false, range }, depth)
    }

    pub(super) fn made(&mut self, piece: Piece, depth: usize) -> Value {
        if depth > MAX_DEPTH {
            let range = piece.range().clone();
            self.fault(range.clone(), FaultKind::TooDeep);
            return unknown(range);
        }
        Value { word: word_of(piece), depth, open: None }
    }

    /// Takes the operands of an operator and puts what comes out in their place.
    pub(super) fn apply(&mut self, sign: Sign, operands: &mut Vec<Value>) {
        let Some(right) = operands.pop() else { return };
        let end = right.word.range.end;
        let value = match sign.is_prefix {
            true => self.operation(sign.name, None, vec![right], sign.start..end),
            false => match operands.pop() {
                Some(left) => self.joined(sign, left, right),
                None => right,
            },
        };
        operands.push(value);
    }

    fn joined(&mut self, sign: Sign, mut left: Value, right: Value) -> Value {
        let end = right.word.range.end;
        let is_same = sign.chain.is_some() && left.open == sign.chain;
        if is_same
            && right.depth < MAX_DEPTH
            && let [Piece::Operation { operands, range, .. }] = left.word.pieces.as_mut_slice()
        {
            operands.push(right.word);
            range.end = end;
            left.word.range.end = end;
            left.depth = left.depth.max(right.depth + 1);
            return left;
        }
        let range = left.word.range.start..end;
        self.operation(sign.name, sign.chain, vec![left, right], range)
    }
}

pub(super) fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

pub(super) fn deepest(values: &[Value]) -> usize {
    values.iter().map(|value| value.depth).max().unwrap_or(0)
}

pub(super) fn unknown(range: Range<u32>) -> Value {
    Value::plain(word_of(Piece::Unknown { range }))
}

pub(super) fn word_of(piece: Piece) -> Word {
    Word { range: piece.range().clone(), pieces: vec![piece], quoted: false }
}

/// A word that means itself.
pub(super) fn name_word(text: &str, range: Range<u32>) -> Word {
    word_of(Piece::Text { text: text.to_owned(), range })
}

/// A string in quotes, which stands for that text.
pub(super) fn quoted_word(text: String, inside: Range<u32>, range: Range<u32>) -> Word {
    let pieces = match text.is_empty() {
        true => vec![],
        false => vec![Piece::Text { text, range: inside }],
    };
    Word { range, pieces, quoted: true }
}
