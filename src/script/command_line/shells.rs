//! What cmd and PowerShell run, by their command lines.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};

use super::{
    Argument, is_executable,
    program::program,
    unwrap::{Inner, Through, What},
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
fn tail(line: &str, end: usize) -> Option<(usize, bool)> {
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

/// What a parameter of PowerShell does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Switch,
    TakesValue,
    Command,
    File,
    Encoded,
}

/// The parameters: the name, the shortest that is taken for it, another name.
const PARAMETERS: [(&str, &str, &str, Does); 22] = [
    ("command", "c", "c", Does::Command),
    ("file", "f", "f", Does::File),
    ("encodedcommand", "e", "ec", Does::Encoded),
    ("encodedarguments", "encodeda", "ea", Does::TakesValue),
    ("executionpolicy", "ex", "ep", Does::TakesValue),
    ("windowstyle", "w", "w", Does::TakesValue),
    ("workingdirectory", "wo", "wd", Does::TakesValue),
    ("version", "v", "v", Does::TakesValue),
    ("psconsolefile", "psc", "psc", Does::TakesValue),
    ("inputformat", "i", "if", Does::TakesValue),
    ("outputformat", "o", "of", Does::TakesValue),
    ("configurationname", "config", "config", Does::TakesValue),
    ("configurationfile", "configurationf", "configurationf", Does::TakesValue),
    ("custompipename", "cus", "cus", Does::TakesValue),
    ("settingsfile", "settings", "settings", Does::TakesValue),
    ("noprofile", "nop", "nop", Does::Switch),
    ("noninteractive", "noni", "noni", Does::Switch),
    ("nologo", "nol", "nol", Does::Switch),
    ("noexit", "noe", "noe", Does::Switch),
    ("sta", "s", "sta", Does::Switch),
    ("mta", "mta", "mta", Does::Switch),
    ("login", "l", "l", Does::Switch),
];

fn parameter(argument: &str) -> Option<Does> {
    let name = argument.strip_prefix(['-', '/', '\u{2013}', '\u{2014}', '\u{2015}'])?;
    let name = name.strip_prefix('-').unwrap_or(name).to_ascii_lowercase();
    let found = PARAMETERS.iter().find(|(whole, shortest, alias, _)| {
        name == *alias || whole.starts_with(&name) && name.len() >= shortest.len()
    });
    Some(found.map_or(Does::Switch, |(_, _, _, does)| *does))
}

/// What PowerShell runs: all behind `-Command`, the file and all behind `-File`, or what
/// `-EncodedCommand` decodes to. Without any, PowerShell 7 takes a file, the older one a command.
pub(super) fn powershell(
    line: &Spliced,
    arguments: &[Argument],
    is_core: bool,
) -> Option<Vec<Inner>> {
    let mut at = 0;
    while let Some(argument) = arguments.get(at) {
        let does = parameter(argument.text());
        let next = arguments.get(at + 1..).unwrap_or_default();
        match does {
            Some(Does::Switch) => at += 1,
            Some(Does::TakesValue) => at += 2,
            Some(Does::Command) => return command(next).map(|inner| vec![inner]),
            Some(Does::File) => return file(line, next).map(|inner| vec![inner]),
            Some(Does::Encoded) => return next.first().and_then(decoded).map(|inner| vec![inner]),
            None => {
                let all = arguments.get(at..).unwrap_or_default();
                let found = if is_core { file(line, all) } else { command(all) };
                return found.map(|inner| vec![inner]);
            }
        }
    }
    None
}

fn command(arguments: &[Argument]) -> Option<Inner> {
    let mut text = Spliced::default();
    for (index, argument) in arguments.iter().enumerate() {
        if index > 0 {
            text.push_changed(" ", argument.range.start.saturating_sub(1)..argument.range.start);
        }
        let length = argument.text().len();
        text.push_part(&argument.value, 0..length);
    }
    // `-` reads from standard input.
    let is_command = !matches!(text.text().trim(), "" | "-");
    let (through, what) = (Through::PowerShellCommand, Some(What::PowerShell));
    is_command.then_some(Inner { through, text, what })
}

fn file(line: &Spliced, arguments: &[Argument]) -> Option<Inner> {
    let text = part(line, arguments.first()?.range.start..line.text().len());
    Some(Inner { through: Through::PowerShellFile, text, what: None })
}

/// Base64 of UTF-16.
fn decoded(argument: &Argument) -> Option<Inner> {
    let bytes = STANDARD_NO_PAD.decode(argument.text().trim_end_matches('=')).ok()?;
    let (pairs, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().copied().map(u16::from_le_bytes).collect();
    let mut text = Spliced::default();
    text.push_changed(&String::from_utf16_lossy(&units), argument.range.clone());
    let (through, what) = (Through::EncodedCommand, Some(What::PowerShell));
    Some(Inner { through, text, what })
}
