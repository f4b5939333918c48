//! What a command wants of the host that one of its arguments names in a URL or a share.

use super::{Role, cmdlets, programs, sources};
use crate::package::run::RunCall;
use crate::script::reading::Style;

/// Commands that fetch what stands behind a URL.
const FETCHING: &[&str] = &[
    "aria2c",
    "bitsadmin",
    "certutil",
    "curl",
    "downloaddata",
    "downloadfile",
    "downloadfileasync",
    "downloadstring",
    "getasync",
    "getbytearrayasync",
    "getstringasync",
    "git",
    "invoke-restmethod",
    "invoke-webrequest",
    "openread",
    "start-bitstransfer",
    "wget",
];

/// Commands that start, install or load the file that they are given.
const RUNNING: &[&str] = &[
    "add-appxpackage",
    "add-appxprovisionedpackage",
    "add-windowspackage",
    "call",
    "cscript",
    "import-module",
    "invoke-item",
    "msiexec",
    "mshta",
    "powershell",
    "pwsh",
    "regsvr32",
    "rundll32",
    "start",
    "start-process",
    "wscript",
    "wusa",
];

/// Commands that take the first path and write to the second.
const COPYING: &[&str] =
    &["copy", "copy-item", "expand-archive", "move", "move-item", "robocopy", "xcopy"];

/// Commands that read a file.
const READING: &[&str] = &[
    "dism",
    "get-content",
    "import-certificate",
    "import-clixml",
    "import-csv",
    "import-pfxcertificate",
    "pnputil",
    "reg",
    "regedit",
    "type",
];

/// Commands that only look whether something is there.
const LOOKING: &[&str] = &["dir", "get-childitem", "get-item", "resolve-path", "test-path"];

/// Whether a call only says, compares or changes texts.
pub(super) fn is_speech(call: &RunCall<'_>) -> bool {
    const SPEECH: &[&str] = &[
        "compare-object",
        "contains",
        "echo",
        "endswith",
        "eventcreate",
        "find",
        "findstr",
        "indexof",
        "ismatch",
        "match",
        "msg",
        "msgbox",
        "new-modulemanifest",
        "out-null",
        "popup",
        "read-host",
        "rem",
        "replace",
        "select-string",
        "split",
        "startswith",
        "title",
        "update-modulemanifest",
        "where-object",
        "writeline",
    ];
    let name = call.name.as_str();
    let is_log = name.contains("log") && !name.contains("login") && !name.contains("logon");
    call.is_any(SPEECH) || name.starts_with("write-") || (call.style == Style::Cmdlet && is_log)
}

/// What the argument of that number is for; none if it is a text and no place.
pub(super) fn purpose(call: &RunCall<'_>, index: usize) -> Option<Role> {
    let argument = call.call().arguments.get(index)?;
    let named =
        |names: &[&str]| argument.name.as_ref().is_some_and(|name| names.contains(&name.as_str()));
    if cmdlets::is_text(argument) {
        return None;
    }
    Some(match call.name.as_str() {
        "add-content" | "out-file" | "set-content" | "tee-object" => {
            let is_path = named(&["path", "literalpath", "filepath"])
                || argument.name.is_none() && is_first(call, index);
            return is_path.then_some(Role::Target);
        }
        // Where the registry is written, the value is looked at by itself.
        "set-itemproperty" | "new-itemproperty" => return None,
        _ if named(&["proxy", "proxylist"]) || programs::is_proxy(call, index) => return None,
        "reg" if programs::is_remote_key(argument.value.text()) => return None,
        "new-psdrive" | "mapnetworkdrive" | "new-smbmapping" | "new-smbglobalmapping" => {
            Role::Drive
        }
        "net" if call.starts_with(&["use"]) => Role::Drive,
        "subst" | "pushd" if call.is_program() => Role::Drive,
        "add-printer" | "addwindowsprinterconnection" => Role::Printer,
        "rundll32" if call.texts().any(|text| text.to_ascii_lowercase().contains("printui")) => {
            Role::Printer
        }
        "azcopy" if call.starts_with(&["copy"]) || call.starts_with(&["cp"]) => {
            if index == 1 {
                Role::File
            } else {
                Role::Target
            }
        }
        _ if sources::is_source(call, index) => Role::Source,
        "start-transcript" | "wevtutil" => Role::Target,
        _ if call.name.starts_with("export-") => Role::Target,
        "msiexec" if is_log_of_installer(call, index) => Role::Target,
        "msiexec" if argument.value.text().contains("=") => Role::Other,
        _ if call.is_any(COPYING) => {
            let is_target = named(&["destination", "destinationpath"])
                || argument.name.is_none() && !is_first(call, index);
            if is_target { Role::Target } else { Role::File }
        }
        _ if call.is_any(FETCHING) && named(&["outfile"]) => Role::Other,
        _ if call.is_any(FETCHING) || call.is_any(READING) => Role::File,
        "start-process" if named(&["workingdirectory"]) => Role::Other,
        // Of `MSXML2.XMLHTTP` and its like; `[Net.WebRequest]::Create(…)`.
        "open" if call.style == Style::Method && index == 2 && is_verb(call) => Role::File,
        "create" if call.style == Style::StaticMethod && index == 1 => Role::File,
        _ if call.is_any(RUNNING) => Role::Program,
        _ if call.is_any(LOOKING) => Role::Probe,
        _ => Role::Other,
    })
}

fn is_verb(call: &RunCall<'_>) -> bool {
    let verb = call.positional().next().map(|verb| verb.text().to_ascii_lowercase());
    verb.is_some_and(|verb| ["get", "head", "post", "put"].contains(&verb.as_str()))
}

/// Whether no argument without sign and name stands before it, nor one that names a source.
fn is_first(call: &RunCall<'_>, index: usize) -> bool {
    let mut before = call.call().arguments.iter().take(index);
    !before.any(|argument| match &argument.name {
        Some(name) => matches!(name.as_str(), "path" | "literalpath" | "filepath"),
        None => !(call.is_program() && argument.value.text().starts_with(['/', '-'])),
    })
}

/// `/l*v file`, `/log file`.
fn is_log_of_installer(call: &RunCall<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| call.call().arguments.get(at));
    before.is_some_and(|argument| {
        let text = argument.value.text().to_ascii_lowercase();
        text.starts_with("/l") || text.starts_with("-l")
    })
}
