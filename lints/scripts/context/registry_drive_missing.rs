//! `script-registry-drive-missing`

use std::collections::{HashMap, HashSet};

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RegistryChange};
use crate::script::reading::Style;
use crate::script::registry_key::{Hive, KeySpelling};

lint! {
    /// A script uses a registry drive that PowerShell does not have.
    ///
    /// ## Why it matters
    ///
    /// PowerShell has the drives `HKLM:` and `HKCU:`. `HKU:`, `HKCR:` and `HKCC:` are there only after a
    /// `New-PSDrive`; without it the command fails with "drive not found".
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Set-ItemProperty -Path 'HKCR:\.txt' -Name '(Default)' -Value Adatum.Text
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
    /// Write `Registry::HKEY_CLASSES_ROOT\…`, or make the drive first with `New-PSDrive`.
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
    let changes = package.registry_changes();
    let mut said: HashMap<(usize, &str), (&RegistryChange<'_>, usize)> = HashMap::new();
    for change in &changes {
        let drive = match change.key.hive {
            Hive::ClassesRoot => "HKCR",
            Hive::Users(_) => "HKU",
            Hive::CurrentConfig => "HKCC",
            Hive::LocalMachine | Hive::CurrentUser => continue,
        };
        let is_of_powershell = change.call.is_some_and(|call| call.style == Style::Cmdlet);
        // Another script may have made it in the same PowerShell.
        let is_made = made.iter().any(|(_, name)| name == drive) || !unknown.is_empty();
        if is_of_powershell && change.key.spelling == KeySpelling::Drive && !is_made {
            said.entry((change.part_index, drive)).or_insert((change, 0)).1 += 1;
        }
    }
    for ((_, drive), (change, count)) in said {
        let finding = findings
            .at(change.key_place.clone())
            .say(format!("there is no drive {drive} in PowerShell, and nothing makes one"))
            .help(format!(
                "write Registry:: and the name of the hive, or make the drive {drive} first"
            ));
        if let Some(more) = count.checked_sub(1).filter(|more| *more > 0) {
            drop(finding.here(format!("and {more} lines behind it use it too")));
        }
    }
}
