//! What programs and commands of cmd do with files.

use super::FileUse::{Copies, Enters, Fills, Makes, Names, Reads, Starts, Writes};
use super::named::named_by;
use super::{FileUse, Used, is_talk};
use crate::script::Value;
use crate::script::command_line::Argument;
use crate::script::reading::{Call, Style};

pub(super) fn of_program(call: &Call) -> Vec<Used> {
    let name = call.name.as_str();
    // What they run is a call of its own.
    if is_talk(name) || is_wrapper(name) {
        return vec![];
    }
    let mut found = vec![];
    if call.style == Style::Program {
        found.push((Starts, call.program.clone()));
    }
    let plain: Vec<&Value> = call
        .arguments
        .iter()
        .map(|argument| &argument.value)
        .filter(|value| !is_switch(value.text()))
        .collect();
    let mut add = |how: FileUse, value: Option<&Value>| {
        found.extend(value.map(|value| (how, value.clone())));
    };
    match name {
        "msiexec" => of_installer(call, &mut found),
        "copy" | "move" => {
            add(Copies, plain.first().copied());
            add(Writes, plain.get(1).copied());
        }
        "ren" | "rename" => add(Writes, plain.get(1).copied()),
        "xcopy" | "robocopy" => {
            add(Copies, plain.first().copied());
            add(Fills, plain.get(1).copied());
        }
        "mkdir" | "md" => plain.iter().for_each(|value| add(Makes, Some(value))),
        "mklink" => add(Fills, plain.first().copied()),
        "type" | "regedit" | "more" | "find" | "findstr" => {
            let last = plain.last().copied();
            add(
                Reads,
                last.filter(|value| {
                    matches!(name, "type" | "regedit") || value.text().contains('\\')
                }),
            );
        }
        "reg" => {
            let how = match plain.first().map(|verb| verb.text().to_ascii_lowercase()).as_deref() {
                Some("import") => Some((Reads, 1)),
                Some("load" | "restore") => Some((Reads, 2)),
                Some("export" | "save") => Some((Writes, 2)),
                _ => None,
            };
            if let Some((how, at)) = how {
                add(how, plain.get(at).copied());
            }
        }
        "wusa" => add(Starts, plain.first().copied()),
        "regsvr32" | "pnputil" | "certutil" | "wevtutil" | "dism" | "netsh" | "schtasks"
        | "powercfg" => {
            of_windows_tool(call, &plain, &mut found);
        }
        "expand" => {
            add(Reads, plain.first().copied());
            add(Fills, plain.get(1).copied());
        }
        "tar" | "7z" | "7za" | "7zr" => {
            plain.iter().for_each(|value| add(Fills, Some(value)));
            // `-oC:\Folder`.
            for argument in &call.arguments {
                let text = argument.value.text();
                if text.starts_with("-o") {
                    let mut folder = argument.value.clone();
                    folder.text = folder.text.part(2..text.len());
                    add(Fills, Some(&folder));
                }
            }
        }
        "curl" => {
            let mut arguments = call.arguments.iter();
            while let Some(argument) = arguments.next() {
                if matches!(argument.value.text(), "-o" | "--output") {
                    add(Writes, arguments.next().map(|next| &next.value));
                }
            }
        }
        "bitsadmin" => add(Writes, plain.last().copied()),
        "cd" | "chdir" | "pushd" => add(Enters, joined(&plain).as_ref()),
        "popd" | "del" | "erase" | "rd" | "rmdir" | "attrib" | "dir" | "takeown" | "icacls"
        | "cacls" | "taskkill" | "net" | "sc" | "start-process" => {}
        _ => found.extend(named_by(call)),
    }
    found
}

/// What cmd takes as one path, though blanks stand in it: `cd C:\Program Files\Kiosk`.
fn joined(words: &[&Value]) -> Option<Value> {
    let (first, rest) = words.split_first()?;
    let mut path = (*first).clone();
    for word in rest {
        path.text.push_changed(" ", word.range.clone());
        path.text.push_part(&word.text, 0..word.text().len());
        path.uses.extend(word.uses.iter().cloned());
        path.range.end = word.range.end;
    }
    Some(path)
}

/// Whether all that it does is to run what stands behind it.
fn is_wrapper(name: &str) -> bool {
    matches!(
        name,
        "call"
            | "start"
            | "cmd"
            | "powershell"
            | "pwsh"
            | "conhost"
            | "wscript"
            | "cscript"
            | "forfiles"
            | "runas"
    )
}

fn is_switch(text: &str) -> bool {
    let rest = text.strip_prefix('/').filter(|rest| !rest.contains('/'));
    rest.is_some() || text.starts_with('-')
}

fn of_installer(call: &Call, found: &mut Vec<Used>) {
    let Some(installer) = call.installer() else { return };
    let is_removed = matches!(installer.action.as_deref(), Some("x" | "uninstall"));
    let value = |argument: &Argument| {
        let value = call.arguments.iter().find(|own| {
            let text = own.value.text();
            text == argument.text() || text.ends_with(argument.text()) && is_switch(text)
        });
        value.map(|own| {
            let text = own.value.text();
            let mut value = own.value.clone();
            value.text = value.text.part(text.len() - argument.text().len()..text.len());
            value
        })
    };
    let package = installer.package.as_ref().filter(|_| !is_removed).and_then(value);
    found.extend(package.map(|package| (Starts, package)));
    found.extend(installer.log.as_ref().and_then(value).map(|log| (Writes, log)));
    found.extend(installer.properties.iter().filter(|property| !property.value.is_empty()).map(
        |property| {
            // An administrator's transforms are files, most other properties folders that are made.
            let how = if property.name.eq_ignore_ascii_case("TRANSFORMS") { Reads } else { Names };
            let range = call.line.text.source(&property.value_range);
            let mut value = Value { range: range.clone(), ..Value::default() };
            value.text.push_changed(&property.value, range);
            (how, value)
        },
    ));
}

/// The options of DISM that name what it reads.
const DISM_READS: &[&str] = &[
    "packagepath",
    "import-defaultappassociations",
    "driver",
    "source",
    "imagefile",
    "applyunattend",
    "apply-unattend",
];

/// Tools of Windows that take a file behind a verb or an option.
fn of_windows_tool(call: &Call, plain: &[&Value], found: &mut Vec<Used>) {
    let is_file = |value: &&&Value| {
        let text = value.text();
        text.contains(['\\', '.']) && !text.contains("://")
    };
    let verb = call.texts().next().unwrap_or_default().to_ascii_lowercase();
    let verb = verb.trim_start_matches(['-', '/']);
    let file = match (call.name.as_str(), verb) {
        ("regsvr32", _) => plain.last().copied().cloned(),
        ("pnputil", "a" | "i" | "add-driver") | ("certutil", "addstore" | "importpfx") => {
            plain.iter().rfind(is_file).copied().cloned()
        }
        ("wevtutil", "im" | "install-manifest") | ("powercfg", "import") => {
            plain.iter().find(is_file).copied().cloned()
        }
        ("netsh", _) => call.assigned("filename"),
        ("schtasks", "create") => call.option("xml"),
        ("dism", _) => DISM_READS.iter().find_map(|name| call.option(name)),
        ("certutil", _) => {
            found.extend(plain.last().map(|last| (Writes, (*last).clone())));
            None
        }
        _ => None,
    };
    found.extend(file.map(|file| (Reads, file)));
}
