//! `script-hkcu-as-system`

use std::collections::HashMap;

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RegistryData};
use crate::script::registry_key::Hive;

lint! {
    /// A script that runs as SYSTEM writes to HKEY_CURRENT_USER.
    ///
    /// ## Why it matters
    ///
    /// Provisioning runs commands as SYSTEM, whose HKEY_CURRENT_USER is that of no person: the value lands in
    /// the profile of SYSTEM, the command succeeds, and no user ever sees what it sets.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// reg add HKCU\Software\Policies\Adatum /v Theme /d dark /f
    /// ```
    ///
    /// ```powershell
    /// Set-ItemProperty -Path 'HKCU:\Control Panel\Desktop' -Name Wallpaper -Value 'C:\x.jpg'
    /// ```
    ///
    /// ```batch
    /// reg delete HKCU\Software\Microsoft\Windows\CurrentVersion\Run /v OneDriveSetup /f
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// What runs at a logon, and what is only read:
    ///
    /// ```powershell
    /// schtasks /create /tn Theme /sc onlogon /tr "reg add HKCU\Software\Adatum /v Theme /d dark /f" /f
    /// Get-ItemProperty 'HKCU:\Control Panel\Desktop'
    /// # Set-ItemProperty HKCU:\x -Name y -Value 1
    /// ```
    ///
    /// The profile that new users get:
    ///
    /// ```batch
    /// reg load HKU\Default C:\Users\Default\NTUSER.DAT
    /// reg add HKU\Default\Software\Adatum /v Theme /d dark /f
    /// reg unload HKU\Default
    /// ```
    ///
    /// ## What to do
    ///
    /// Write to the profile of new users (`reg load HKU\Default C:\Users\Default\NTUSER.DAT`), use Active
    /// Setup, or set it by a policy.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-script-to-install-app>
    pub(crate) HKCU_AS_SYSTEM {
        id: "script-hkcu-as-system", category: ScriptsContext,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let changes = package.registry_changes();
    let mut written = changes.iter().filter(|change| {
        // A key that is made alone does no harm.
        change.key.hive == Hive::CurrentUser && change.is_now() && change.to != RegistryData::Key
    });
    // One a script: what is wrong is that it thinks of a user.
    let mut said = HashMap::new();
    for change in &mut written {
        let (_, more) = said.entry(change.part_index).or_insert((change, 0_usize));
        *more += 1;
    }
    for (change, count) in said.into_values() {
        let is_deleted = matches!(change.to, RegistryData::ValueDeleted | RegistryData::KeyDeleted);
        let finding = findings
            .at(change.place.clone())
            .say(match is_deleted {
                true => {
                    "this deletes from the profile of SYSTEM, and every user keeps what is there"
                }
                false => "this writes to the profile of SYSTEM, and no user ever sees it",
            })
            .help(
                "write to the profile that new users get (reg load HKU\\Default \
                 C:\\Users\\Default\\NTUSER.DAT), or use Active Setup or a policy",
            );
        if let Some(more) = count.checked_sub(1).filter(|more| *more > 0) {
            drop(finding.here(format!("and so do {more} lines behind it")));
        }
    }
}
