//! What methods do with files.

use super::FileUse::{Copies, Fills, Makes, Reads, Writes};
use super::{Used, written};
use crate::script::Value;
use crate::script::reading::{Call, UNKNOWN};

pub(super) fn of_method(call: &Call) -> Vec<Used> {
    let given: Vec<&Value> = call.positional().collect();
    let one = |how, value: &Value| vec![(how, value.clone())];
    match (call.name.as_str(), given.as_slice()) {
        ("downloadfile" | "downloadfileasync", [_, file, ..]) => one(Writes, file),
        ("createtextfile", [file, ..]) => one(Writes, file),
        ("createfolder", [folder, ..]) => one(Makes, folder),
        ("copyfile" | "movefile", [from, to, ..]) => {
            vec![(Copies, (*from).clone()), (Writes, (*to).clone())]
        }
        ("copyfolder" | "movefolder", [from, to, ..]) => {
            vec![(Copies, (*from).clone()), (Fills, (*to).clone())]
        }
        // It unpacks into a folder of `Shell.Application`.
        ("copyhere" | "movehere", _) => vec![(Fills, written(&UNKNOWN.to_string(), call))],
        _ => vec![],
    }
}

pub(super) fn of_static_method(call: &Call) -> Vec<Used> {
    let given: Vec<&Value> = call.positional().collect();
    let of = call.object().map(|object| object.text().to_ascii_lowercase()).unwrap_or_default();
    let of = of.strip_prefix("system.").unwrap_or(&of);
    let one = |how, value: &Value| vec![(how, value.clone())];
    match (of, call.name.as_str(), given.as_slice()) {
        ("io.file", name, [file, ..]) if name.starts_with("writeall") => one(Writes, file),
        ("io.file", name, [file, ..]) if name.starts_with("append") => one(Writes, file),
        ("io.file", name, [file, ..]) if name.starts_with("readall") => one(Reads, file),
        ("io.file", "copy" | "move", [from, to, ..]) => {
            vec![(Copies, (*from).clone()), (Writes, (*to).clone())]
        }
        ("io.directory", "createdirectory", [folder, ..]) => one(Makes, folder),
        ("io.compression.zipfile", "extracttodirectory", [file, folder, ..]) => {
            vec![(Reads, (*file).clone()), (Fills, (*folder).clone())]
        }
        _ => vec![],
    }
}
