//! `script-registry-drive-missing`

use std::collections::{HashMap, HashSet};

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::reading::Style;
use crate::script::registry_key::normal_key;

lint! {
    /// A script uses a registry drive that PowerShell does not have.
    ///
    /// ## Why it matters
    ///
    /// PowerShell has the drives `HKLM:` and `HKCU:`. `HKU:`, `HKCR:` and `HKCC:` are there only after a
    /// `New-PSDrive`; without it the command fails with "drive not found", and `Test-Path` says no.
    /// `HKLM\Software` without a colon, as `reg.exe` takes it, is a folder of the file system.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Set-ItemProperty -Path 'HKCR:\.txt' -Name '(Default)' -Value Adatum.Text
    /// ```
    ///
    /// ```powershell
    /// Get-ChildItem HKU:\ | ForEach-Object { $_.Name }
    /// ```
    ///
    /// ```powershell
    /// New-ItemProperty -Path HKLM\Software\Adatum -Name Site -Value Munich
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// New-PSDrive -Name HKCR -PSProvider Registry -Root HKEY_CLASSES_ROOT | Out-Null
    /// Set-ItemProperty -Path 'HKCR:\.txt' -Name '(Default)' -Value Adatum.Text
    /// Set-ItemProperty -Path 'Registry::HKEY_USERS\.DEFAULT\Adatum' -Name Site -Value Munich
    /// ```
    ///
    /// ## What to do
    ///
    /// Write `HKLM:\…`, `Registry::HKEY_CLASSES_ROOT\…`, or make the drive first with `New-PSDrive`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_registry_provider>
    pub(crate) REGISTRY_DRIVE_MISSING {
        id: "script-registry-drive-missing", category: ScriptsContext,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // Which drives each part makes, and whether one that cannot be told.
    let mut made: HashSet<(usize, String)> = HashSet::new();
    let mut unknown: HashSet<usize> = HashSet::new();
    for call in package.calls().filter(|call| call.is("new-psdrive")) {
        match call.parameter_or("name", 0).and_then(|name| name.known()) {
            Some(name) => drop(made.insert((call.part_index, name.to_ascii_uppercase()))),
            None => drop(unknown.insert(call.part_index)),
        }
    }
    let is_entered = |call: RunCall<'_>| {
        call.is_any(&["set-location", "push-location"])
            && call.texts().any(|text| text.to_ascii_lowercase().contains("registry::"))
    };
    let is_in_registry = package.calls().any(is_entered);
    let mut said: HashMap<(usize, String), (RunCall<'_>, usize)> = HashMap::new();
    for call in package.calls().filter(|call| call.style == Style::Cmdlet && call.is_any(USERS)) {
        let Some(path) = call.registry_path() else { continue };
        let Some(name) = missing_drive(path.text()) else { continue };
        // Another script may have made it in the same PowerShell.
        let is_made = made.iter().any(|(_, made)| *made == name.drive) || !unknown.is_empty();
        if is_made || !name.has_colon && is_in_registry {
            continue;
        }
        said.entry((call.part_index, name.shown)).or_insert((call, 0)).1 += 1;
    }
    for ((_, shown), (call, count)) in said {
        let Some(path) = call.registry_path() else { continue };
        let finding = findings.at(call.place_of(path));
        let finding = match shown.ends_with(':') {
            true => {
                let shown = shown.trim_end_matches(':');
                finding
                    .say(format!("there is no drive {shown} in PowerShell, and nothing makes one"))
                    .help(format!(
                        "write Registry:: and the name of the hive, or make the drive {shown} first"
                    ))
            }
            false => finding
                .say(format!(
                    "to PowerShell {shown} without a colon is a folder of the file system, not the registry"
                ))
                .help("write HKLM:\\… or HKCU:\\…, or Registry:: in front"),
        };
        if let Some(more) = count.checked_sub(1).filter(|more| *more > 0) {
            drop(finding.here(format!("and {more} lines behind it use it too")));
        }
    }
}

/// The commands that take a path of any provider.
const USERS: &[&str] = &[
    "clear-item",
    "clear-itemproperty",
    "copy-item",
    "copy-itemproperty",
    "get-acl",
    "get-childitem",
    "get-item",
    "get-itemproperty",
    "get-itempropertyvalue",
    "new-item",
    "new-itemproperty",
    "push-location",
    "remove-item",
    "remove-itemproperty",
    "rename-item",
    "rename-itemproperty",
    "set-acl",
    "set-item",
    "set-itemproperty",
    "set-location",
    "test-path",
];

/// What a path begins with that PowerShell takes for no drive of its own.
struct Missing {
    /// The drive that it would be, in upper case.
    drive: String,
    has_colon: bool,
    /// As it is written, in upper case, with its colon if it has one.
    shown: String,
}

fn missing_drive(path: &str) -> Option<Missing> {
    let end = path.find([':', '\\', '/'])?;
    let (name, behind) = path.split_at_checked(end)?;
    let drive = name.to_ascii_uppercase();
    let has_colon = behind.starts_with(':');
    // A provider, not a drive.
    if behind.starts_with("::") {
        return None;
    }
    let is_hive = match drive.as_str() {
        "HKLM" | "HKCU" => !has_colon,
        "HKCR" | "HKU" | "HKCC" => true,
        _ => drive.starts_with("HKEY_") && normal_key(name).is_some(),
    };
    let shown = if has_colon { format!("{drive}:") } else { drive.clone() };
    is_hive.then_some(Missing { drive, has_colon, shown })
}
