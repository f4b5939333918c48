//! The files that commands start: programs, and the scripts that their hosts are handed.

use super::RunCall;
use crate::script::Value;
use crate::script::reading::{Style, UNKNOWN};

/// A file that a command starts.
#[derive(Debug, Clone)]
pub struct StartedFile<'p> {
    /// The command.
    pub call: RunCall<'p>,
    /// The value that names it.
    pub value: &'p Value,
    /// Its path, as it is written there.
    pub path: &'p str,
}

/// Programs that run the files that they are handed, as far as that is no other call already.
const HOSTS: &[&str] = &[
    "cscript",
    "java",
    "javaw",
    "msiexec",
    "mshta",
    "node",
    "powershell",
    "pwsh",
    "python",
    "pythonw",
    "regsvr32",
    "rundll32",
    "wscript",
];

/// What they run.
const RUN: &[&str] = &[
    "bat", "cmd", "dll", "exe", "hta", "jar", "js", "msi", "ps1", "psm1", "py", "pyw", "vbe",
    "vbs", "wsf",
];

impl<'p> RunCall<'p> {
    /// The files that it starts: its program, and what it is handed to run.
    pub fn started_files(&self) -> Vec<StartedFile<'p>> {
        let call = self.call();
        if !matches!(call.style, Style::Program | Style::Builtin | Style::Cmdlet) {
            return vec![];
        }
        let file = |value: &'p Value| {
            // `x.dll,Entry` of rundll32.
            let path = value.text().split(',').next().unwrap_or_default();
            StartedFile { call: *self, value, path: path.trim_matches(['"', '\'', ' ']) }
        };
        let mut found = vec![];
        if call.program.text().contains(['\\', '/', '.']) {
            found.push(file(&call.program));
        }
        if call.is_any(HOSTS) && call.is_program() {
            let handed = call.arguments.iter().map(|argument| file(&argument.value));
            found.extend(handed.filter(|file| is_run(file.path)));
        }
        found
    }
}

fn is_run(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    !path.starts_with(['/', '-']) && extension.is_some_and(|it| RUN.contains(&it.as_str()))
}

/// The name of a file without its folders, in lower case; none when it is not known.
pub(super) fn file_name(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next()?.trim_matches(['"', '\'', ' ']);
    (!name.is_empty() && !name.contains(UNKNOWN)).then(|| name.to_lowercase())
}
