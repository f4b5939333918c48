//! What PowerShell runs and how it is told to, by its command line.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};

use super::{
    Argument,
    shells::part,
    unwrap::{Inner, Through, What},
};
use crate::script::spliced::Spliced;

/// What a parameter of PowerShell does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Switch,
    TakesValue,
    Command,
    File,
    Encoded,
    ExecutionPolicy,
    WindowStyle,
}

/// The parameters: the name, the shortest that is taken for it, another name.
const PARAMETERS: [(&str, &str, &str, Does); 22] = [
    ("command", "c", "c", Does::Command),
    ("file", "f", "f", Does::File),
    ("encodedcommand", "e", "ec", Does::Encoded),
    ("encodedarguments", "encodeda", "ea", Does::TakesValue),
    ("executionpolicy", "ex", "ep", Does::ExecutionPolicy),
    ("windowstyle", "w", "w", Does::WindowStyle),
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
            Some(Does::TakesValue | Does::ExecutionPolicy | Does::WindowStyle) => at += 2,
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

/// The policy that PowerShell is told to run scripts under: what stands behind
/// `-ExecutionPolicy`, `-ex` and what is between them, or `-ep`, in front of what it runs.
pub(super) fn execution_policy(arguments: &[Argument]) -> Option<&Argument> {
    let mut at = 0;
    loop {
        let argument = arguments.get(at)?;
        match parameter(argument.text())? {
            Does::ExecutionPolicy => return arguments.get(at + 1),
            Does::Switch => at += 1,
            Does::TakesValue | Does::WindowStyle | Does::Encoded => at += 2,
            Does::Command | Does::File => return None,
        }
    }
}

/// The value of `-EncodedCommand`, by its place among the arguments.
pub(in crate::script) fn encoded_command<'a>(
    arguments: impl Iterator<Item = &'a str>,
) -> Option<usize> {
    value_of(arguments, Does::Encoded)
}

/// The value of `-ExecutionPolicy`, by its place among the arguments.
pub(in crate::script) fn policy<'a>(arguments: impl Iterator<Item = &'a str>) -> Option<usize> {
    value_of(arguments, Does::ExecutionPolicy)
}

/// The value of `-WindowStyle`, by its place among the arguments.
pub(in crate::script) fn window_style<'a>(
    arguments: impl Iterator<Item = &'a str>,
) -> Option<usize> {
    value_of(arguments, Does::WindowStyle)
}

fn value_of<'a>(arguments: impl Iterator<Item = &'a str>, wanted: Does) -> Option<usize> {
    let mut arguments = arguments.enumerate();
    while let Some((at, argument)) = arguments.next() {
        match parameter(argument)? {
            found if found == wanted => return Some(at + 1),
            Does::Switch => {}
            Does::TakesValue | Does::ExecutionPolicy | Does::WindowStyle => {
                arguments.next();
            }
            Does::Command | Does::File | Does::Encoded => return None,
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

/// What stands behind `-EncodedCommand`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoded {
    /// Base64 of UTF-16: the command.
    Command(String),
    /// Base64 of UTF-8, which PowerShell does not take for a command.
    Utf8,
    /// No base64.
    Broken,
}

/// Decodes what stands behind `-EncodedCommand`.
pub(in crate::script) fn decode(text: &str) -> Encoded {
    let Ok(bytes) = STANDARD_NO_PAD.decode(text.trim_end_matches('=')) else {
        return Encoded::Broken;
    };
    let is_ascii = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    if bytes.len() > 1 && bytes.iter().all(is_ascii) {
        return Encoded::Utf8;
    }
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().copied().map(u16::from_le_bytes).collect();
    match String::from_utf16(&units) {
        Ok(text) if rest.is_empty() && !text.is_empty() => Encoded::Command(text),
        _ => Encoded::Broken,
    }
}

fn decoded(argument: &Argument) -> Option<Inner> {
    let Encoded::Command(command) = decode(argument.text()) else { return None };
    let mut text = Spliced::default();
    text.push_changed(&command, argument.range.clone());
    let (through, what) = (Through::EncodedCommand, Some(What::PowerShell));
    Some(Inner { through, text, what })
}
