//! `script-subfolder-path`

use std::collections::HashSet;

use crate::container::Kind;
use crate::lint::{Context, Findings, lint};
use crate::package::{FileUse, Package, Root, is_plain};

lint! {
    /// A command looks for a file in a subfolder, and a package has none.
    ///
    /// ## Why it matters
    ///
    /// Windows Configuration Designer takes files, not folders: on the device they all lie in one
    /// folder, whatever folder they came from. `.\files\setup.exe` worked where the script was
    /// written and is not found on any device.
    ///
    /// ## Fires
    ///
    /// ```command
    /// cmd /c install.cmd
    /// ```
    /// ```batch asset=install.cmd
    /// "%~dp0files\setup.exe" /S
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```command
    /// powershell.exe -ExecutionPolicy Bypass -File install.ps1
    /// ```
    /// ```powershell asset=install.ps1
    /// Expand-Archive "$PSScriptRoot\files.zip" "$PSScriptRoot\files"
    /// & "$PSScriptRoot\files\setup.exe" /S
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the file without a folder. If the folder is needed, add it as one .zip or .cab and
    /// expand it first.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-script-to-install-app>
    pub(crate) SUBFOLDER_PATH {
        id: "script-subfolder-path", category: ScriptsContext,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // A script by itself may be run with its folders.
    if package.kind == Kind::Script {
        return;
    }
    let made = package.made_files();
    let own = package.own_files().unwrap_or_default();
    let mut told = HashSet::new();
    for file in package.named_files() {
        let is_entered = file.how == FileUse::Enters;
        let is_needed = file.how.needs_it() || is_entered && file.path.root == Root::Here;
        let is_one = is_needed && file.is_of_package && !file.is_looked_for();
        // `Microsoft.PowerShell.Management\Get-Item` is a command of a module.
        let is_command = file.path.root == Root::Nothing
            && (file.path.extension().is_none() || file.call.is("import-module"));
        let folder = match is_entered {
            true => Some(file.path.first()),
            false => file.path.folders.first().map(String::as_str),
        };
        let folder = folder.filter(|folder| is_one && !is_command && is_plain(folder));
        let Some(folder) = folder else { continue };
        if made.may_have(folder) || !told.insert(folder.to_lowercase()) {
            continue;
        }
        if is_entered {
            findings
                .at(file.place())
                .say(format!("the folder {folder} is entered, and a package carries its files without folders"))
                .here("no such folder on the device")
                .help("leave the folder out, or add it as one .zip and expand that first");
            continue;
        }
        let name = file.path.known_name();
        let is_carried = name.is_some_and(|name| own.contains(&name.to_lowercase()));
        let help = match (is_carried, name) {
            (true, Some(name)) => format!("{name} lies beside the script: leave the folder out"),
            _ => "leave the folder out, or add it as one .zip and expand that first".to_owned(),
        };
        findings
            .at(file.place())
            .say(format!(
                "the file {} is in the folder {folder}, and a package carries its files without folders",
                file.shown()
            ))
            .here("no such folder on the device")
            .help(help);
    }
}
