//! Trees as a person writes them down in a test.

use super::{Argument, CommandKind, Piece, ScopeKind, Tree, Word};

/// A word, short: the value of a call is `<index>`.
pub(super) fn shown(word: &Word) -> String {
    word.pieces.iter().map(piece).collect()
}

fn all(words: &[Word]) -> String {
    words.iter().map(shown).collect::<Vec<_>>().join(", ")
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Text { text, .. } => text.clone(),
        Piece::Variable { name, .. } => format!("${name}"),
        Piece::Commands { first, .. } => format!("<{first}>"),
        Piece::List { items, .. } => format!("[{}]", all(items)),
        Piece::Operation { operator, operands, .. } => format!("{operator}({})", all(operands)),
        Piece::Map { entries, .. } => {
            let entries =
                entries.iter().map(|(key, value)| format!("{}: {}", shown(key), shown(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Piece::Cast { type_name, value, .. } => format!("{type_name}({})", shown(value)),
        Piece::Type { name, .. } => format!("[{name}]"),
        Piece::Member { object, name, .. } => format!("{}.{name}", shown(object)),
        _ => "…".to_owned(),
    }
}

/// A command a line: its scopes, its name, then its arguments with `|` between them.
pub(super) fn listed(tree: &Tree) -> Vec<String> {
    let shown = tree.commands.iter().map(|command| {
        let name = match command.kind {
            CommandKind::Method => format!(".{}", shown(&command.name)),
            _ => shown(&command.name),
        };
        let mut line = vec![name];
        line.extend(command.arguments.iter().map(|argument| match argument {
            Argument::Value(word) => shown(word),
            other => format!("{other:?}"),
        }));
        line.join(" | ")
    });
    shown.collect()
}

/// The scopes around a command, from the outermost in.
pub(super) fn around(tree: &Tree, name: &str) -> Vec<String> {
    let command = tree.commands.iter().find(|command| shown(&command.name) == name);
    let scope = |at: u32| tree.scopes.get(at as usize);
    let scopes = std::iter::successors(command.and_then(|command| scope(command.scope)), |inner| {
        scope(inner.parent?)
    });
    let mut scopes: Vec<String> = scopes
        .filter(|scope| scope.kind != ScopeKind::Script)
        .map(|scope| {
            let name = scope.name.clone().unwrap_or_default();
            let condition = scope.condition.as_ref().map(shown).unwrap_or_default();
            format!("{:?} {name}{condition}", scope.kind).trim_end().to_owned()
        })
        .collect();
    scopes.reverse();
    scopes
}
