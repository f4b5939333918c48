//! `script-assumed-folder`

use std::collections::HashSet;

use crate::lint::{Context, Findings, lint};
use crate::package::{FileUse, Package, Root, is_plain};

lint! {
    /// A command uses a folder of drive C that Windows does not come with.
    ///
    /// ## Why it matters
    ///
    /// `C:\Temp` and `C:\Tools` are on the computer of whoever wrote the script. A fresh device has
    /// neither: what is started from there is not found.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// C:\Tools\agent.exe /S
    /// ```
    ///
    /// ```powershell
    /// Copy-Item C:\Temp\layout.xml C:\Users\Default
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// mkdir C:\Tools
    /// copy "%~dp0agent.exe" C:\Tools
    /// C:\Tools\agent.exe /S
    /// C:\Windows\System32\reg.exe query HKLM\SOFTWARE
    /// if exist C:\Drivers\setup.cmd call C:\Drivers\setup.cmd
    /// ```
    ///
    /// ## What to do
    ///
    /// Make the folder and put the file there first, or use the file from where the package is.
    pub(crate) ASSUMED_FOLDER {
        id: "script-assumed-folder", category: ScriptsContext,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Folders right below C: that a fresh Windows has, or that belong to the maker of the device.
const USUAL: &[&str] = &[
    "windows",
    "program files",
    "program files (x86)",
    "programdata",
    "users",
    "perflogs",
    "recovery",
    "$recycle.bin",
    "system volume information",
    "documents and settings",
    "inetpub",
    "intel",
    "progra~1",
    "progra~2",
    "config.msi",
    "onedrivetemp",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let made = package.made_files();
    let mut told = HashSet::new();
    for file in package.named_files() {
        let is_entered = file.how == FileUse::Enters;
        let is_needed = file.how.needs_it() || is_entered;
        if file.path.root != Root::Drive('C') || !is_needed || !file.call.is_now() {
            continue;
        }
        let folder = match is_entered {
            true => Some(file.path.first()),
            false => file.path.folders.first().map(String::as_str),
        };
        let Some(folder) = folder.filter(|folder| is_plain(folder)) else { continue };
        let lower = folder.to_lowercase();
        let is_there = USUAL.contains(&lower.as_str()) || made.has_folder('C', &lower);
        if is_there || file.is_looked_for() || !told.insert(lower) {
            continue;
        }
        findings
            .at(file.place())
            .say(format!("the folder C:\\{folder} is used, and nothing in the package makes it"))
            .here("a fresh device does not have it")
            .help("make the folder and put the file there first, or use the file from the package itself");
    }
}
