//! The names under which the parts of Microsoft Defender Antivirus are switched off.

use crate::script::registry_key::{Hive, RegistryKey};

/// How much of the protection goes with it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// The rest still stops most of it.
    Part,
    /// What is left stops little.
    Whole,
}

use Weight::{Part, Whole};

/// Parameters of `Set-MpPreference` that switch a part off, and what that is.
pub(super) const PREFERENCES: &[(&str, &str, Weight)] = &[
    ("DisableRealtimeMonitoring", "real-time protection", Whole),
    ("DisableBehaviorMonitoring", "behaviour monitoring", Whole),
    ("DisableIOAVProtection", "check of downloads", Whole),
    ("DisableScriptScanning", "scanning of scripts", Whole),
    ("DisableIntrusionPreventionSystem", "intrusion prevention", Whole),
    ("DisableArchiveScanning", "scanning of archives", Part),
    ("DisableBlockAtFirstSeen", "block at first sight", Part),
    ("MAPSReporting", "cloud protection", Part),
];

/// Policies below `Policies/Defender` that switch a part off at 0, and what that is.
pub(super) const POLICIES: &[(&str, &str, Weight)] = &[
    ("AllowRealtimeMonitoring", "Defender's real-time protection", Whole),
    ("AllowBehaviorMonitoring", "Defender's behaviour monitoring", Whole),
    ("AllowIOAVProtection", "Defender's check of downloads", Whole),
    ("AllowOnAccessProtection", "Defender's check of files that are opened", Whole),
    ("AllowScriptScanning", "Defender's scanning of scripts", Whole),
    ("AllowIntrusionPreventionSystem", "Defender's intrusion prevention", Whole),
    ("AllowCloudProtection", "Defender's cloud protection", Part),
    ("AllowArchiveScanning", "Defender's scanning of archives", Part),
];

/// Services and drivers of it, in lower case.
pub(super) const SERVICES: &[&str] = &[
    "windefend",
    "wdnissvc",
    "wdnisdrv",
    "wdfilter",
    "wdboot",
    "microsoft defender antivirus service",
    "windows defender antivirus service",
    "windows defender service",
];

/// A value of the registry that switches a part off.
pub(super) struct Row {
    /// The key below that of Defender.
    key: &'static str,
    pub(super) name: &'static str,
    off: &'static [u64],
    pub(super) what: &'static str,
    pub(super) weight: Weight,
}

/// Its own settings, and the policies over them.
const KEYS: [&str; 2] =
    [r"SOFTWARE\Policies\Microsoft\Windows Defender", r"SOFTWARE\Microsoft\Windows Defender"];

impl Row {
    /// Whether the value of that key is meant.
    pub(super) fn is_at(&self, key: &RegistryKey) -> bool {
        let of = |root: &&str| key.is(&Hive::LocalMachine, &format!("{root}\\{}", self.key));
        KEYS.iter().any(of)
    }

    /// Whether it is off at that number.
    pub(super) fn is_off(&self, number: u64) -> bool {
        self.off.contains(&number)
    }
}

const fn row(
    key: &'static str,
    name: &'static str,
    off: &'static [u64],
    what: &'static str,
    weight: Weight,
) -> Row {
    Row { key, name, off, what, weight }
}

const REAL_TIME: &str = "Real-Time Protection";

/// The values.
pub(super) static REGISTRY: &[Row] = &[
    row("", "DisableAntiSpyware", &[1], "Defender", Whole),
    row("", "DisableAntiVirus", &[1], "Defender", Whole),
    row(REAL_TIME, "DisableRealtimeMonitoring", &[1], "Defender's real-time protection", Whole),
    row(REAL_TIME, "DisableBehaviorMonitoring", &[1], "Defender's behaviour monitoring", Whole),
    row(REAL_TIME, "DisableIOAVProtection", &[1], "Defender's check of downloads", Whole),
    row(
        REAL_TIME,
        "DisableOnAccessProtection",
        &[1],
        "Defender's check of files that are opened",
        Whole,
    ),
    row(REAL_TIME, "DisableScanOnRealtimeEnable", &[1], "Defender's scan of what runs", Part),
    row(REAL_TIME, "DisableScriptScanning", &[1], "Defender's scanning of scripts", Whole),
    row("Spynet", "SpynetReporting", &[0], "Defender's cloud protection", Part),
    row("Spynet", "DisableBlockAtFirstSeen", &[1], "Defender's block at first sight", Part),
    row("Scan", "DisableArchiveScanning", &[1], "Defender's scanning of archives", Part),
    // 5 is on; 0 and 4 are the two ways of off.
    row("Features", "TamperProtection", &[0, 4], "Defender's tamper protection", Whole),
];
