//! Which calls a script is there for: those whose failure somebody must learn of.

use crate::package::RunCall;
use crate::script::reading::Style;

/// Programs of Windows, and managers of packages, that install.
const INSTALLERS: &[&str] = &["msiexec", "wusa", "dism", "pnputil", "winget", "choco", "djoin"];

/// Programs that may be anywhere and install nothing.
const TOOLS: &[&str] = &[
    "7z", "calc", "chrome", "explorer", "git", "hh", "iexplore", "java", "mshta", "msedge", "node",
    "notepad", "npm", "nuget", "pip", "psexec", "psexec64", "python", "regedit", "rundll32",
    "runas", "sleep", "taskmgr", "wsl",
];

/// Commands of PowerShell that install.
const CMDLETS: &[&str] = &[
    "add-appxpackage",
    "add-appxprovisionedpackage",
    "add-windowscapability",
    "add-windowspackage",
    "install-package",
    "install-module",
    "install-script",
    "enable-windowsoptionalfeature",
];

/// Whether a call installs something, or starts a program that is not one of Windows.
pub(super) fn is_installer(call: &RunCall<'_>) -> bool {
    match call.style {
        Style::Program if call.is("dism") => {
            let verbs = ["add-package", "add-driver", "enable-feature", "add-capability"];
            call.has_switch(&verbs)
        }
        Style::Program if call.is_any(&["winget", "choco"]) => {
            let verbs = ["install", "upgrade", "update", "import"];
            call.texts()
                .next()
                .is_some_and(|verb| verbs.contains(&verb.to_ascii_lowercase().as_str()))
        }
        Style::Program if call.is("pnputil") => call.has_switch(&["add-driver", "a", "i"]),
        Style::Program if call.is("msiexec") => {
            call.installer().is_some_and(|told| told.action.is_some())
        }
        Style::Program if call.is_any(INSTALLERS) => true,
        Style::Program => is_setup(call),
        Style::Cmdlet => is_installing_cmdlet(call),
        _ => false,
    }
}

/// Whether it is a command of PowerShell that installs.
pub(super) fn is_installing_cmdlet(call: &RunCall<'_>) -> bool {
    call.style == Style::Cmdlet && call.is_any(CMDLETS)
}

/// A program of the package or of elsewhere, as installers are called.
fn is_setup(call: &RunCall<'_>) -> bool {
    let is_called_so = ["setup", "install"].iter().any(|word| call.name.contains(word));
    let is_file = call.program.text().to_ascii_lowercase().ends_with(".exe");
    call.starts_foreign_program()
        && !call.is_any(TOOLS)
        && (is_called_so || is_file && !call.arguments.is_empty())
}
