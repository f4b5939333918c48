//! Programs that run others, besides the shells.

use std::ops::Range;

use super::{
    Argument, is_executable,
    shells::part,
    unwrap::{Inner, Through, What},
};
use crate::script::spliced::Spliced;

pub(super) fn inner(
    name: &str,
    line: &Spliced,
    end: usize,
    arguments: &[Argument],
) -> Option<Vec<Inner>> {
    let rest = |first: &Argument| part(line, first.range.start..line.text().len());
    let one = |through, text, what| Some(Inner { through, text, what });
    let found = match name {
        "call" => {
            // `call :label` stays in its script.
            let program = arguments.first().filter(|first| !first.text().starts_with(':'));
            program.and_then(|first| one(Through::Call, rest(first), None))
        }
        "start" => start(line, arguments).and_then(|first| one(Through::Start, rest(first), None)),
        "conhost" => {
            let program = arguments.iter().find(|argument| {
                // `--width 80`.
                !argument.text().starts_with("--") && argument.text().parse::<u32>().is_err()
            });
            program.and_then(|first| one(Through::Conhost, rest(first), None))
        }
        "forfiles" => option(arguments, "c")
            .and_then(|command| one(Through::Forfiles, command.value.clone(), None)),
        "wscript" | "cscript" => arguments
            .iter()
            // Its own options are written with one sign as well.
            .find(|argument| !argument.text().starts_with(['/', '-']))
            .and_then(|file| one(Through::ScriptHost, rest(file), None)),
        "schtasks" => {
            let creates = arguments.iter().any(|argument| is_option(argument, "create"));
            let command = option(arguments, "tr").filter(|_| creates);
            command.and_then(|command| one(Through::ScheduledTask, task_command(command), None))
        }
        "runas" => arguments
            .last()
            .filter(|last| !last.text().starts_with(['/', '-']))
            .and_then(|command| one(Through::RunAs, command.value.clone(), None)),
        "psexec" | "psexec64" | "paexec" => {
            ps_exec(arguments).and_then(|first| one(Through::PsExec, rest(first), None))
        }
        "mshta" => mshta(line, end),
        "rundll32" => rundll32(line, end),
        "regsvr32" => return Some(regsvr32(line, arguments)).filter(|found| !found.is_empty()),
        _ => None,
    };
    found.map(|inner| vec![inner])
}

fn is_option(argument: &Argument, name: &str) -> bool {
    let text = argument.text();
    text.strip_prefix(['/', '-']).is_some_and(|option| option.eq_ignore_ascii_case(name))
}

/// What stands behind an option.
fn option<'a>(arguments: &'a [Argument], name: &str) -> Option<&'a Argument> {
    let at = arguments.iter().position(|argument| is_option(argument, name))?;
    arguments.get(at + 1)
}

/// `/tr "'C:\Program Files\a.exe' /s"`: the inner quotes may be single ones, which `schtasks` turns
/// into double ones.
fn task_command(argument: &Argument) -> Spliced {
    let value = &argument.value;
    let text = value.text();
    if !text.starts_with('\'') {
        return value.clone();
    }
    let mut result = Spliced::default();
    let mut at = 0;
    for (quote, _) in text.match_indices('\'') {
        result.push_part(value, at..quote);
        result.push_changed("\"", value.source(&(quote..quote + 1)));
        at = quote + 1;
    }
    result.push_part(value, at..text.len());
    result
}

/// The program of `start "title" /wait /d folder program`.
fn start<'a>(line: &Spliced, arguments: &'a [Argument]) -> Option<&'a Argument> {
    let takes_value = ["d", "node", "affinity", "machine"];
    let (mut at, mut has_title) = (0, false);
    loop {
        let argument = arguments.get(at)?;
        let written = line.text().get(argument.range.clone());
        let is_quoted = written.is_some_and(|written| written.starts_with('"'));
        // Behind switches a program in quotes is meant as one, though cmd takes it for the title.
        if is_quoted && !has_title && (at == 0 || !is_executable(argument.text())) {
            (at, has_title) = (at + 1, true);
            continue;
        }
        match argument.text().starts_with('/') {
            false => return Some(argument),
            true if takes_value.iter().any(|name| is_option(argument, name)) => at += 2,
            true => at += 1,
        }
    }
}

/// The program of `psexec \\computer -s -u name -p password program`.
fn ps_exec(arguments: &[Argument]) -> Option<&Argument> {
    let takes_value = ["u", "p", "w", "n", "a", "r", "g", "arm"];
    let mut at = 0;
    loop {
        let argument = arguments.get(at)?;
        let text = argument.text();
        if is_option(argument, "i") {
            // A session may follow.
            let session = arguments.get(at + 1).filter(|next| next.text().parse::<u32>().is_ok());
            at += 1 + usize::from(session.is_some());
        } else if takes_value.iter().any(|name| is_option(argument, name)) {
            at += 2;
        } else if text.starts_with(['-', '/', '@']) || text.starts_with("\\\\") && at == 0 {
            at += 1;
        } else {
            return Some(argument);
        }
    }
}

fn trimmed(text: &str, start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let begin = start + rest.len() - rest.trim_start().len();
    begin..begin + rest.trim().len()
}

/// `mshta` takes all that follows as one address; quotes around it are taken off.
fn mshta(line: &Spliced, end: usize) -> Option<Inner> {
    let mut range = trimmed(line.text(), end);
    let written = line.text().get(range.clone())?;
    let is_wrapped = written.len() > 1 && written.starts_with('"') && written.ends_with('"');
    if is_wrapped {
        range = range.start + 1..range.end - 1;
    }
    if range.is_empty() {
        return None;
    }
    let through = Through::Mshta;
    if let Some((text, what)) = script_of_address(line, range.clone()) {
        return Some(Inner { through, text, what: Some(what) });
    }
    let text = part(line, range);
    let value = Spliced::whole(text.text());
    let document = Argument { range: 0..text.text().len(), value };
    Some(Inner { through, text, what: Some(What::Document(document)) })
}

/// The script that an address is: `javascript:…`, `vbscript:…`. Letters may be written as `%20`.
fn script_of_address(line: &Spliced, range: Range<usize>) -> Option<(Spliced, What)> {
    let written = line.text().get(range.clone())?;
    let schemes = [("javascript:", What::JScript), ("vbscript:", What::VbScript)];
    let (scheme, what) = schemes.into_iter().find(|(scheme, _)| {
        written.get(..scheme.len()).is_some_and(|found| found.eq_ignore_ascii_case(scheme))
    })?;
    let whole = line.text();
    let mut text = Spliced::default();
    let mut at = range.start + scheme.len();
    while let Some(found) = whole.get(at..range.end).and_then(|rest| rest.find('%')) {
        let sign = at + found;
        let code = whole.get(sign + 1..range.end).and_then(|rest| rest.get(..2));
        let letter = code.and_then(|code| u8::from_str_radix(code, 16).ok()).map(char::from);
        // Variables of the environment have the same sign.
        match letter.filter(|letter| matches!(letter, ' '..='~')) {
            Some(letter) => {
                text.push(whole.get(at..sign).unwrap_or_default(), at);
                text.push_changed(letter.encode_utf8(&mut [0; 4]), sign..sign + 3);
                at = sign + 3;
            }
            None => {
                text.push(whole.get(at..=sign).unwrap_or_default(), at);
                at = sign + 1;
            }
        }
    }
    text.push(whole.get(at..range.end).unwrap_or_default(), at);
    Some((text, what))
}

/// `rundll32 library,function arguments`; the library may stand in quotes, and a blank may part
/// them.
fn rundll32(line: &Spliced, end: usize) -> Option<Inner> {
    let range = trimmed(line.text(), end);
    // Its library is a path that leads out of the address again; what shows it runs all of it.
    if let Some((text, what)) = script_of_address(line, range.clone()) {
        return Some(Inner { through: Through::Rundll32, text, what: Some(what) });
    }
    let text = part(line, range);
    let written = text.text();
    let (library, behind) = match written.strip_prefix('"') {
        Some(inner) => {
            let length = inner.find('"').unwrap_or(inner.len());
            (1..1 + length, (2 + length).min(written.len()))
        }
        None => {
            let length = written.find([',', ' ', '\t']).unwrap_or(written.len());
            (0..length, length)
        }
    };
    let rest = written.get(behind..)?;
    let entry = behind + rest.len() - rest.trim_start_matches([',', ' ', '\t']).len();
    let length = written.get(entry..)?.find([' ', '\t']).unwrap_or(written.len() - entry);
    let piece = |range: Range<usize>| Argument { value: part(&text, range.clone()), range };
    let entry = (length > 0).then(|| piece(entry..entry + length));
    if library.is_empty() {
        return None;
    }
    let what = Some(What::Library(piece(library), entry));
    Some(Inner { through: Through::Rundll32, text, what })
}

/// `regsvr32 /s /n /i:address library`.
fn regsvr32(line: &Spliced, arguments: &[Argument]) -> Vec<Inner> {
    let through = Through::Regsvr32;
    let one = |argument: &Argument, from: usize| {
        let text = part(line, argument.range.clone());
        let start = from.min(text.text().len());
        let end = text.text().len();
        let value = match from {
            0 => argument.value.text().to_owned(),
            _ => text.text().get(start..).unwrap_or_default().trim_matches('"').to_owned(),
        };
        let mut places = Spliced::default();
        places.push_changed(&value, start..end);
        (text, Argument { range: start..end, value: places })
    };
    let found = arguments.iter().filter_map(|argument| {
        let is_option = argument.text().starts_with(['/', '-']);
        let address = argument
            .text()
            .get(..3)
            .filter(|start| start.eq_ignore_ascii_case("/i:") || start.eq_ignore_ascii_case("-i:"));
        match (is_option, address) {
            (false, _) => {
                let (text, library) = one(argument, 0);
                Some(Inner { through, text, what: Some(What::Library(library, None)) })
            }
            (true, Some(_)) => {
                let (text, document) = one(argument, 3);
                Some(Inner { through, text, what: Some(What::Document(document)) })
            }
            (true, None) => None,
        }
    });
    found.collect()
}
