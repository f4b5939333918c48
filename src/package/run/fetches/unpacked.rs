//! Archives that a script unpacks, and whether a file that it starts lies in what came out of one.

use super::RunCall;
use crate::script::Value;
use crate::script::reading::{Style, UNKNOWN};

/// An archive, and the folder that it is unpacked to.
pub(super) struct Unpacking {
    pub(super) archive: Value,
    pub(super) folder: Folder,
}

/// A folder, by its path as far as that is known, or by the variable that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Folder {
    Path(String),
    Variable(u32, String),
}

/// Folders that have more in them than what came out of an archive.
const SHARED: &[&str] = &[
    r"c:",
    r"c:\windows",
    r"c:\windows\system32",
    r"c:\program files",
    r"c:\program files (x86)",
    r"c:\programdata",
];

/// What a call unpacks.
pub(super) fn of(call: &RunCall<'_>) -> Option<Unpacking> {
    let call = call.call();
    let (archive, to): (Value, Option<Value>) = match (call.style, call.name.as_str()) {
        (Style::Cmdlet, "expand-archive") => {
            let order = ["path", "destinationpath"];
            (call.bound(&order, "path")?.clone(), call.bound(&order, "destinationpath").cloned())
        }
        (Style::StaticMethod, "extracttodirectory") => {
            let mut given = call.positional();
            (given.next()?.clone(), given.next().cloned())
        }
        (Style::Program, "tar") => tar(call)?,
        (Style::Program, "7z" | "7za" | "7zr") => {
            let verb = call.texts().next()?;
            let mut free = call.arguments.iter().skip(1).map(|argument| &argument.value);
            let archive = free.find(|value| !value.text().starts_with('-'))?.clone();
            let to = call.arguments.iter().find_map(|argument| {
                let text = argument.value.text();
                let path = text.strip_prefix("-o")?;
                let mut to = argument.value.clone();
                to.text = to.text.part(text.len() - path.len()..text.len());
                Some(to)
            });
            matches!(verb, "x" | "e").then_some((archive, to))?
        }
        (Style::Program, "expand") => {
            let mut free = call.arguments.iter().map(|argument| &argument.value);
            let archive = free.find(|value| !value.text().starts_with(['-', '/']))?.clone();
            let to = free.rfind(|value| !value.text().starts_with(['-', '/']))?;
            (archive, Some(to.clone()))
        }
        _ => return None,
    };
    let folder = match &to {
        Some(to) => Folder::of(call.unit, to)?,
        // Beside the script, in a folder of the archive's name.
        None if call.is("expand-archive") => {
            let file = archive.text().rsplit(['/', '\\']).next()?;
            Folder::Path(file.rsplit_once('.')?.0.to_lowercase())
        }
        None => return None,
    };
    Some(Unpacking { archive, folder })
}

/// `tar -xf a.zip -C folder`.
fn tar(call: &crate::script::Call) -> Option<(Value, Option<Value>)> {
    let value = |at: usize| call.arguments.get(at).map(|argument| argument.value.clone());
    let is_letters = |text: &str| !text.starts_with("--") && !text.starts_with("-C");
    let at = call.texts().position(|text| {
        let letters = text.trim_start_matches('-');
        is_letters(text) && letters.contains('x') && letters.ends_with('f')
    })?;
    let to = call.texts().position(|text| text == "-C" || text == "--directory");
    Some((value(at.checked_add(1)?)?, to.and_then(|at| value(at.checked_add(1)?))))
}

impl Folder {
    fn of(unit: u32, value: &Value) -> Option<Self> {
        let path = plain(value.text());
        let is_named = path.chars().any(|ch| ch != UNKNOWN && ch.is_alphanumeric());
        match value.uses.last() {
            _ if SHARED.contains(&path.as_str()) || path == "." => None,
            _ if is_named => Some(Self::Path(path)),
            Some(used) if !used.name.starts_with("env:") => {
                Some(Self::Variable(unit, used.name.clone()))
            }
            _ => None,
        }
    }

    /// Whether a value that is run names something in it.
    pub(super) fn has(&self, unit: u32, value: &Value) -> bool {
        match self {
            Self::Path(path) => {
                let text = plain(value.text());
                text.match_indices(path.as_str()).any(|(at, _)| {
                    let before = text.get(..at).and_then(|text| text.chars().next_back());
                    let behind = text.get(at.saturating_add(path.len())..);
                    behind.is_some_and(|text| text.starts_with('\\'))
                        && before.is_none_or(|ch| !ch.is_alphanumeric())
                })
            }
            Self::Variable(of, name) => *of == unit && !value.is_known() && value.uses(name),
        }
    }
}

/// A path for comparing.
fn plain(path: &str) -> String {
    let path = path.trim_matches(['"', '\'', ' ']).replace('/', "\\").to_lowercase();
    let path = path.trim_end_matches('\\');
    path.strip_prefix(r".\").unwrap_or(path).to_owned()
}
