//! Whether it is known what a run does.

use super::{Origin, RunCall};
use crate::package::{Command, Package};
use crate::script::Language;
use crate::script::reading::Style;

/// Programs of Windows that do what their command lines say and run nothing else.
const PLAIN: &[&str] = &[
    "arp",
    "attrib",
    "auditpol",
    "bcdedit",
    "bitsadmin",
    "certutil",
    "chcp",
    "choice",
    "cipher",
    "clip",
    "cmd",
    "cmdkey",
    "compact",
    "conhost",
    "cscript",
    "curl",
    "defrag",
    "devcon",
    "diskpart",
    "dism",
    "dispdiag",
    "driverquery",
    "eventcreate",
    "expand",
    "extrac32",
    "fc",
    "find",
    "findstr",
    "fltmc",
    "fsutil",
    "getmac",
    "gpupdate",
    "hostname",
    "icacls",
    "ipconfig",
    "label",
    "logoff",
    "makecab",
    "manage-bde",
    "mklink",
    "mode",
    "more",
    "mountvol",
    "msg",
    "net",
    "net1",
    "netdom",
    "netsh",
    "netstat",
    "nltest",
    "nslookup",
    "ping",
    "pnputil",
    "powercfg",
    "powershell",
    "pwsh",
    "query",
    "quser",
    "reagentc",
    "reg",
    "regsvr32",
    "robocopy",
    "route",
    "sc",
    "schtasks",
    "secedit",
    "setx",
    "shutdown",
    "slmgr",
    "sort",
    "subst",
    "systeminfo",
    "takeown",
    "tar",
    "taskkill",
    "tasklist",
    "timeout",
    "tracert",
    "tree",
    "tzutil",
    "vssadmin",
    "w32tm",
    "wbadmin",
    "wevtutil",
    "where",
    "whoami",
    "winrm",
    "wmic",
    "wscript",
    "wusa",
    "xcopy",
];

impl Package {
    /// The first command of which it is not known all that it does: it starts a program that is not
    /// one of Windows, a script that could not be read, or something that only the device can tell.
    pub fn first_unclear_command(&self) -> Option<Command<'_>> {
        let commands = self.commands();
        let run = self.run();
        let mut unclear: Vec<usize> = self
            .calls()
            .filter(|call| call.is_now() && is_unclear(self, call))
            .map(|call| call.part_index)
            .collect();
        let parts = run.parts.iter().enumerate();
        unclear.extend(
            parts
                .filter(|(_, part)| {
                    part.is_now() && (part.reading.is_cut || !is_read(part.language))
                })
                .map(|(at, _)| at),
        );
        // The command line that each comes from.
        let root = |mut at: usize| {
            for _ in 0..run.parts.len() {
                match run.parts.get(at)?.started_by {
                    Some((part, _)) => at = part,
                    None => return Some(at),
                }
            }
            None
        };
        let first = unclear.into_iter().filter_map(root).min()?;
        let Origin::Setting(setting) = run.parts.get(first)?.origin else { return None };
        let setting = self.settings.get(setting)?;
        commands.into_iter().find(|command| std::ptr::eq(command.line, setting))
    }
}

impl RunCall<'_> {
    /// Whether it starts a program that is not one of Windows, by name or by a path.
    pub fn starts_foreign_program(&self) -> bool {
        self.style == Style::Program
            && !self.name.is_empty()
            && Language::of_file(&self.name).is_none()
            && !PLAIN.contains(&self.name.as_str())
    }
}

fn is_read(language: Language) -> bool {
    language != Language::Other
}

fn is_unclear(package: &Package, call: &RunCall<'_>) -> bool {
    match call.style {
        Style::Builtin => call.is("start") && !call.runs_text(),
        Style::Program if call.name.is_empty() => true,
        Style::Program if Language::of_file(&call.name).is_some() => {
            !package
                .run()
                .parts
                .iter()
                .any(|part| part.started_by == Some((call.part_index, call.index)))
                && !package
                    .scripts()
                    .any(|script| package.script_name(script).eq_ignore_ascii_case(&call.name))
        }
        Style::Program => !PLAIN.contains(&call.name.as_str()),
        Style::Cmdlet => match call.name.as_str() {
            "invoke-expression" | "start-process" | "execute" | "executeglobal" => {
                !call.runs_text()
            }
            "import-module" | "install-module" | "install-script" => true,
            _ => false,
        },
        // VBScript's shell.
        Style::Method => {
            matches!(call.name.as_str(), "run" | "exec" | "shellexecute") && !call.runs_text()
        }
        Style::StaticMethod | Style::Expression | Style::Keyword => false,
    }
}
