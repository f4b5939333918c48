//! `script-registry-double-hive`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;
use crate::script::registry_key::KeySpelling;

lint! {
    /// The path of a registry key names its hive twice.
    ///
    /// ## Why it matters
    ///
    /// `HKLM:\HKEY_LOCAL_MACHINE\Software` is a key called `HKEY_LOCAL_MACHINE` below the hive. Nothing reads
    /// what is written there, and no error says so.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// New-ItemProperty -Path 'HKLM:\HKEY_LOCAL_MACHINE\Software\Adatum' -Name Site -Value Munich -Force
    /// ```
    ///
    /// ```batch
    /// reg add HKLM\HKLM\Software\Adatum /v Site /d Munich /f
    /// ```
    ///
    /// ```powershell
    /// Set-ItemProperty -Path 'Registry::HKLM:\Software\Adatum' -Name Site -Value Munich
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// New-ItemProperty -Path 'HKLM:\Software\Adatum' -Name Site -Value Munich -Force
    /// New-ItemProperty -Path 'Registry::HKEY_LOCAL_MACHINE\Software\Adatum' -Name Site -Value Munich
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the hive once: `HKLM:\Software\…`.
    pub(crate) REGISTRY_DOUBLE_HIVE {
        id: "script-registry-double-hive", category: ScriptsContext,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for change in package.registry_changes() {
        if change.key.is_doubled {
            findings
                .at(change.key_place)
                .say(match change.key.spelling {
                    KeySpelling::Provider => {
                        "behind Registry:: stands another drive or hive, so that this is no key that anything reads"
                    }
                    _ => "the hive is named twice, so that this is a key which nothing reads",
                })
                .help("name the hive once");
        }
    }
}
