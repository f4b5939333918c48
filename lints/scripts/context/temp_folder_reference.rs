//! `script-temp-folder-reference`

use std::collections::HashSet;

use crate::lint::{Context, Findings, lint};
use crate::package::{FilePath, Package, Root, RunCall, Stage};
use crate::script::Later;
use crate::script::command_line::Through;

lint! {
    /// A task, service, start-up entry or shortcut runs a file from the folder of the package.
    ///
    /// ## Why it matters
    ///
    /// The files of a package are unpacked into a folder that goes away when the package has been
    /// applied. The task or service stays, and finds nothing when it runs.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// schtasks /create /tn Inventory /tr "%~dp0inventory.cmd" /sc onstart /ru SYSTEM /f
    /// ```
    ///
    /// ```powershell
    /// $action = New-ScheduledTaskAction -Execute powershell.exe -Argument "-File $PSScriptRoot\inventory.ps1"
    /// Register-ScheduledTask -TaskName Inventory -Action $action
    /// ```
    ///
    /// ```powershell
    /// $shortcut = (New-Object -ComObject WScript.Shell).CreateShortcut('C:\Users\Public\Desktop\Viewer.lnk')
    /// $shortcut.TargetPath = "$PSScriptRoot\viewer.exe"
    /// $shortcut.Save()
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// mkdir "%ProgramFiles%\Fabrikam"
    /// copy "%~dp0inventory.cmd" "%ProgramFiles%\Fabrikam"
    /// schtasks /create /tn Inventory /tr "'%ProgramFiles%\Fabrikam\inventory.cmd'" /sc onstart /ru SYSTEM /f
    /// ```
    ///
    /// ## What to do
    ///
    /// Copy the file to a folder of its own below Program Files, where users cannot change it, and
    /// name it there.
    pub(crate) TEMP_FOLDER_REFERENCE {
        id: "script-temp-folder-reference", category: ScriptsContext,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut told = HashSet::new();
    for call in package.calls() {
        let Some(what) = stays(&call) else { continue };
        let values = std::iter::once(&call.program)
            .chain(call.arguments.iter().map(|argument| &argument.value));
        let found = values.into_iter().find(|value| is_temporary(value.text()));
        let Some(value) = found else { continue };
        // A shell in a task and the script that it is given are one.
        let outermost = std::iter::successors(call.runner(), RunCall::runner).take(16).last();
        let place = outermost.map(|runner| (runner.part_index, runner.index));
        if !told.insert(place) {
            continue;
        }
        findings
            .at(call.place_of(value))
            .say(format!("{what} runs a file from the folder of the package, which goes away"))
            .here("only there while the package is applied")
            .help("copy the file to a folder below Program Files first, and name it there");
    }
    shortcuts(package, findings);
}

/// Shortcuts that lead into the folder of the package.
fn shortcuts(package: &Package, findings: &mut Findings<'_>) {
    for assigned in package.assigned_members() {
        let value = assigned.value.to_ascii_lowercase();
        let is_temporary = ["$psscriptroot", "provisioningpkgtmp", "$pwd"]
            .iter()
            .any(|folder| value.trim_start_matches(['"', '(']).starts_with(folder));
        if assigned.name == "targetpath" && assigned.stage == Stage::Now && is_temporary {
            findings
                .at(assigned.place)
                .say("a shortcut leads to a file in the folder of the package, which goes away")
                .here("only there while the package is applied")
                .help("copy the file to a folder below Program Files first, and name it there");
        }
    }
}

/// What a call belongs to that stays when the package has been applied.
fn stays(call: &RunCall<'_>) -> Option<&'static str> {
    if matches!(call.part().stage, Stage::Later(_)) {
        return None;
    }
    let what = match call.unit().later? {
        Later::Task => "a scheduled task",
        Later::Logon => "a start-up entry",
        Later::Service => "a service",
        Later::File | Later::Trigger => return None,
    };
    let way: Vec<Through> = std::iter::successors(Some(*call), RunCall::runner)
        .take(16)
        .filter_map(|call| call.unit().from.map(|(_, through)| through))
        .collect();
    // A file that is written has a folder of its own, and a task its working folder.
    let is_written = way.contains(&Through::WrittenFile);
    let has_folder = std::iter::successors(call.runner(), RunCall::runner)
        .take(16)
        .any(|runner| runner.has_parameter("workingdirectory"));
    (!is_written && !has_folder).then_some(what)
}

/// Whether a value leads into the folder that the package is unpacked to.
fn is_temporary(text: &str) -> bool {
    let is_here =
        FilePath::of(text).is_some_and(|path| path.root == Root::Here && !path.name.is_empty());
    is_here || text.to_ascii_lowercase().contains("provisioningpkgtmp")
}
