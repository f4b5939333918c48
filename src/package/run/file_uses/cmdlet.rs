//! What commands of PowerShell do with files.

use super::FileUse::{Copies, Enters, Fills, Makes, Reads, Starts, Writes};
use super::named::named_by;
use super::{FileUse, Used, is_talk, written};
use crate::script::reading::Call;
use crate::script::{HERE, Value};

pub(super) fn of_cmdlet(call: &Call) -> Vec<Used> {
    let path = |name: &str, position: usize| {
        let literal = if name == "path" { call.parameter("literalpath") } else { None };
        literal.or_else(|| call.parameter_or(name, position)).cloned()
    };
    // By position behind one that may stand by name.
    let second = |name: &str, first: &[&str]| {
        let is_named = first.iter().any(|first| call.parameter(first).is_some());
        call.parameter(name).or_else(|| call.positional().nth(usize::from(!is_named))).cloned()
    };
    let mut found: Vec<(FileUse, Option<Value>)> = vec![];
    match call.name.as_str() {
        name if is_talk(name) => {}
        "copy-item" | "move-item" => {
            let is_tree = call.has_parameter("recurse") || call.has_unknown_parameters();
            found.push((Copies, path("path", 0)));
            let to = second("destination", &["path", "literalpath"]);
            found.push((if is_tree { Fills } else { Writes }, to));
        }
        "rename-item" => found.push((Writes, second("newname", &["path", "literalpath"]))),
        "new-item" => {
            let is_folder = call.parameter("itemtype").is_some_and(|kind| {
                ["directory", "container"].iter().any(|folder| kind.is(folder))
            });
            let how = if is_folder || call.has_parameter("force") { Makes } else { Writes };
            let whole = call.parameter("name").and_then(|name| {
                let mut whole = call.parameter_or("path", 0)?.clone();
                let at = name.range.start;
                whole.text.push_changed("\\", at..at);
                whole.text.push_part(&name.text, 0..name.text().len());
                Some(whole)
            });
            found.push((how, whole.or_else(|| call.parameter_or("path", 0).cloned())));
        }
        "mkdir" => found.push((Makes, path("path", 0))),
        "out-file" => found.push((Writes, path("filepath", 0))),
        "set-content" | "add-content" | "start-transcript" | "tee-object" => {
            found.push((Writes, path("path", 0)));
        }
        "invoke-webrequest" | "invoke-restmethod" => {
            found.push((Writes, call.parameter("outfile").cloned()));
        }
        "start-bitstransfer" => {
            found.push((Copies, path("source", 0)));
            found.push((Writes, second("destination", &["source"])));
        }
        "expand-archive" => {
            found.push((Reads, path("path", 0)));
            let folder = second("destinationpath", &["path", "literalpath"]);
            found.push((Fills, folder.or_else(|| Some(written(HERE, call)))));
        }
        "get-content" | "import-csv" | "import-clixml" | "import-powershelldatafile" => {
            found.push((Reads, path("path", 0)));
        }
        "import-certificate" | "import-pfxcertificate" => {
            found.push((Reads, path("filepath", 0)));
        }
        "set-location" | "push-location" => found.push((Enters, path("path", 0))),
        "import-module" => found.push((Reads, path("name", 0))),
        "add-appxpackage" => found.push((Starts, path("path", 0))),
        "add-appxprovisionedpackage" | "add-windowspackage" => {
            found.push((Starts, call.parameter("packagepath").cloned()));
        }
        "import-startlayout" => found.push((Reads, call.parameter("layoutpath").cloned())),
        // What they start is a call of its own; others look whether something is there, take it
        // away, or write a value.
        "start-process"
        | "invoke-expression"
        | "new-scheduledtaskaction"
        | "test-path"
        | "remove-item"
        | "get-childitem"
        | "get-item"
        | "set-itemproperty"
        | "new-itemproperty"
        | "get-itemproperty"
        | "join-path"
        | "split-path"
        | "get-acl"
        | "set-acl"
        | "resolve-path" => {}
        name if name.starts_with("export-") => found.push((Writes, path("path", 0))),
        _ => return named_by(call),
    }
    let each = found.into_iter().filter_map(|(how, value)| Some((how, value?)));
    each.flat_map(|(how, value)| {
        let items = value.each().to_vec();
        items.into_iter().map(move |item| (how, item))
    })
    .collect()
}
