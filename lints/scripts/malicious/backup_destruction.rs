//! `mal-backup-destruction`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};

lint! {
    /// Restore points or backups are deleted, or the repair of Windows is turned off.
    ///
    /// ## Why it matters
    ///
    /// Ransomware does this first: `vssadmin delete shadows /all` takes away what files could be
    /// restored from, `recoveryenabled no` keeps Windows from repairing its own start. A device that
    /// is being set up has nothing to delete.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// vssadmin.exe delete shadows /all /quiet
    /// wbadmin delete catalog -quiet
    /// bcdedit /set {default} recoveryenabled No
    /// ```
    ///
    /// ```powershell
    /// Get-WmiObject Win32_ShadowCopy | ForEach-Object { $_.Delete() }
    /// (Get-WmiObject -Query 'select * from Win32_ShadowCopy').Delete()
    /// ```
    ///
    /// Less gravely, since images for kiosks do it too:
    ///
    /// ```powershell
    /// Disable-ComputerRestore -Drive 'C:\'
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// vssadmin list shadows
    /// bcdedit /set {default} recoveryenabled Yes
    /// echo vssadmin delete shadows is what ransomware runs
    /// ```
    ///
    /// ```powershell
    /// # vssadmin delete shadows /all
    /// Enable-ComputerRestore -Drive 'C:\'
    /// vssadmin resize shadowstorage /for=C: /on=C: /maxsize=5%
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/administration/windows-commands/vssadmin-delete-shadows>
    pub(crate) BACKUP_DESTRUCTION {
        id: "mal-backup-destruction", category: ScriptsMalicious,
        severity: Error, confidence: Certain, attack: ["T1490"], since: "0.1.0",
        check,
    }
}

/// What a command takes away, and whether people do that for other reasons too.
struct Loss(&'static str, bool);

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some(Loss(what, is_common)) = loss(&call) else { continue };
        let finding = findings.at(call).say(what).help("remove it");
        if is_common {
            drop(finding.lowered_to(Severity::Warning));
        }
    }
}

/// Whether shadow copies keep a part of the volume as Windows gives it to them itself:
/// `/maxsize=5%`.
fn leaves_room(call: &RunCall<'_>) -> bool {
    call.texts().any(|text| {
        let share = text.to_ascii_lowercase();
        let share = share.strip_prefix("/maxsize=").and_then(|share| share.strip_suffix('%'));
        share.and_then(|share| share.parse::<u32>().ok()).is_some_and(|share| share >= 3)
    })
}

fn loss(call: &RunCall<'_>) -> Option<Loss> {
    Some(match call.name.as_str() {
        "vssadmin" if call.starts_with(&["delete", "shadows"]) => {
            match call.has_switch(&["oldest"]) {
                true => Loss("the oldest shadow copy is deleted", true),
                false => Loss("shadow copies are deleted, as ransomware does", false),
            }
        }
        // Too little room deletes those that there are.
        "vssadmin" if call.starts_with(&["resize", "shadowstorage"]) && !leaves_room(call) => {
            Loss("the room for shadow copies is changed, which can delete those that exist", true)
        }
        "wbadmin" if call.starts_with(&["delete"]) => {
            let old = call.texts().any(|text| text.to_ascii_lowercase().contains("keepversions"));
            Loss("backups or their catalogue are deleted, as ransomware does", old)
        }
        "bcdedit"
            if ["no", "off", "0", "false"].iter().any(|no| sets(call, "recoveryenabled", no)) =>
        {
            Loss("the repair of Windows at start-up is turned off", false)
        }
        "disable-computerrestore" => Loss("the restore points of Windows are turned off", true),
        _ if call.deletes_instances("win32_shadowcopy", "shadowcopy") => {
            Loss("shadow copies are deleted, as ransomware does", false)
        }
        _ => return None,
    })
}

/// Whether `bcdedit /set {entry} name value` sets that.
fn sets(call: &RunCall<'_>, name: &str, value: &str) -> bool {
    let texts: Vec<&str> = call.texts().collect();
    texts.windows(2).any(|pair| match pair {
        [first, second] => first.eq_ignore_ascii_case(name) && second.eq_ignore_ascii_case(value),
        _ => false,
    })
}
