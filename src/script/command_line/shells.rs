//! What cmd runs, by its command line.

use super::{
    is_executable,
    program::program,
    unwrap::{Inner, Through},
};
use crate::script::{cmd, spliced::Spliced, tree::ScopeKind};

/// The commands behind `/c` or `/k`, of which cmd takes all that follows, quotes and all.
pub(super) fn cmd(line: &Spliced, end: usize) -> Option<Vec<Inner>> {
    let tail = cmd_tail(line, end)?;
    let script = cmd::read(tail.text(), cmd::Mode::Line);
    let scopes = &script.tree.scopes;
    let commands = script.tree.commands.iter().filter(|command| {
        // What is a value only has its commands inside.
        let scope = scopes.get(command.scope as usize);
        !command.name.pieces.is_empty()
            && scope.is_some_and(|scope| scope.kind != ScopeKind::Unreachable)
    });
    let line_of = |command| script.command_line(tail.text(), command).within(&tail);
    let lines = commands.map(line_of).filter(|line| !line.text().trim().is_empty());
    Some(lines.map(|text| Inner { through: Through::Cmd, text, what: None }).collect())
}

/// What stands behind `/c` or `/k`, with the outer quotes taken off where cmd does.
pub(super) fn cmd_tail(line: &Spliced, end: usize) -> Option<Spliced> {
    let (start, keeps_quotes) = tail(line.text(), end)?;
    Some(unquoted(line, start, keeps_quotes))
}

/// Where the command begins, and whether `/s` takes off the outer quotes whatever they hold.
pub(super) fn tail(line: &str, end: usize) -> Option<(usize, bool)> {
    let mut at = end;
    let mut strips = false;
    loop {
        let rest = line.get(at..)?;
        let slash = rest.find('/')?;
        // Anything else before it is an argument that cmd ignores.
        let letter = rest.get(slash + 1..)?.chars().next()?;
        at += slash + 1 + letter.len_utf8();
        match letter.to_ascii_lowercase() {
            'c' | 'k' | 'r' => return Some((at, !strips)),
            's' => strips = true,
            _ => {}
        }
    }
}

/// The rule of `cmd /?`: quotes around a program's path stay, any others lose the first and the
/// last.
fn unquoted(line: &Spliced, start: usize, may_keep: bool) -> Spliced {
    let text = line.text().get(start..).unwrap_or_default();
    let first = start + text.len() - text.trim_start().len();
    let length = line.text().len();
    let trimmed = text.trim_start();
    let (true, Some(last)) = (trimmed.starts_with('"'), line.text().rfind('"')) else {
        return part(line, first..length);
    };
    let inner = line.text().get(first + 1..last).unwrap_or_default();
    let is_program = may_keep
        && last > first
        && !inner.contains(['"', '&', '<', '>', '(', ')', '@', '^', '|'])
        && inner.contains([' ', '\t'])
        && is_program_path(inner);
    if is_program {
        return part(line, first..length);
    }
    let mut result = Spliced::default();
    if last > first {
        result.push(inner, first + 1);
        result.push(line.text().get(last + 1..).unwrap_or_default(), last + 1);
    } else {
        result.push(line.text().get(first + 1..).unwrap_or_default(), first + 1);
    }
    result
}

/// Whether text with blanks is the path of a program and no program with arguments.
fn is_program_path(text: &str) -> bool {
    is_executable(text) && program(text, true).0.range.len() == text.len()
}

/// A part of a line, whose places are those of the line's text.
pub(super) fn part(line: &Spliced, range: std::ops::Range<usize>) -> Spliced {
    let mut result = Spliced::default();
    result.push(line.text().get(range.clone()).unwrap_or_default(), range.start);
    result
}
