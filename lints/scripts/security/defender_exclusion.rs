//! `sec-defender-exclusion`

use super::exclusion_breadth::{Kind, too_much};
use super::preferences::preference;
use super::standing::{SwitchedOn, weighed};
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RegistryChange, RunCall, Stage};
use crate::script::reading::UNKNOWN;
use crate::script::registry_key::Hive;
use crate::script::{HERE, Value};

lint! {
    /// Antivirus is told not to look at something.
    ///
    /// ## Why it matters
    ///
    /// What lies in an excluded folder, or is opened by an excluded program, is not looked at.
    /// Everybody who can write there can run what they like, and intruders look for such folders
    /// first. With a whole drive, the folders of users, all programs or a shell excluded, little is
    /// left to look at.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Add-MpPreference -ExclusionPath 'C:\'
    /// ```
    ///
    /// ```batch
    /// reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Exclusions\Paths" /v "C:\Fabrikam\Cache" /t REG_SZ /d 0 /f
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Defender>
    ///     <ExcludedExtensions>.vhdx|.ps1</ExcludedExtensions>
    ///   </Defender>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Remove-MpPreference -ExclusionPath 'C:\'
    /// Add-MpPreference -AttackSurfaceReductionOnlyExclusions 'C:\Fabrikam\report.exe'
    /// Add-MpPreference -ExclusionPath $folder
    /// ```
    ///
    /// ## What to do
    ///
    /// Narrow it to the one file or folder that needs it, where only administrators can write, or
    /// leave exclusions to device management, where somebody reviews them. If only an installer
    /// needs it, take it back at the end of the same script.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/defender-endpoint/common-exclusion-mistakes-microsoft-defender-antivirus>
    pub(crate) DEFENDER_EXCLUSION {
        id: "sec-defender-exclusion", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1562.001"], since: "0.1.0",
        check,
    }
}

/// Parameters, policies and keys that hold exclusions.
const LISTS: [(Kind, &str, &str, &str); 3] = [
    (Kind::Path, "ExclusionPath", "ExcludedPaths", "Paths"),
    (Kind::Extension, "ExclusionExtension", "ExcludedExtensions", "Extensions"),
    (Kind::Process, "ExclusionProcess", "ExcludedProcesses", "Processes"),
];

/// Where the keys of the last column hang.
const KEYS: [&str; 2] = [
    r"SOFTWARE\Policies\Microsoft\Windows Defender\Exclusions",
    r"SOFTWARE\Microsoft\Windows Defender\Exclusions",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for (kind, _, policy, _) in LISTS {
        for setting in package.settings(&format!("Policies/Defender/{policy}")) {
            let listed = setting.value().split('|').map(str::trim);
            let listed: Vec<&str> = listed.filter(|excluded| !excluded.is_empty()).collect();
            report(findings, kind, &listed, setting.into(), (Stage::Now, None), false);
        }
    }
    let mut removed = SwitchedOn::default();
    for call in package.calls() {
        for (kind, parameter, ..) in LISTS {
            let value = preference(&call, &["remove"], parameter);
            for value in value.iter().flat_map(Value::each) {
                removed.note(Some(&call), &key(kind, value.text()));
            }
        }
    }
    for call in package.calls() {
        for (kind, parameter, ..) in LISTS {
            let Some(value) = preference(&call, &["add", "set"], parameter) else { continue };
            let listed: Vec<String> = value.each().iter().filter_map(excluded).collect();
            let listed: Vec<&str> = listed.iter().map(String::as_str).collect();
            let is_removed =
                listed.iter().all(|one| removed.is_behind(Some(&call), &key(kind, one)));
            let place = call.place_of(&value);
            report(findings, kind, &listed, place, (call.stage(), Some(&call)), is_removed);
        }
    }
    for change in package.registry_changes() {
        let (Some(kind), Some(name)) = (kind_of(&change), &change.name) else { continue };
        if change.is_named(name) && !name.contains(UNKNOWN) {
            let (stage, call) = (change.stage, change.call);
            report(findings, kind, &[name], change.place, (stage, call.as_ref()), false);
        }
    }
}

/// What is excluded, as far as that is known: below the profile of whoever runs it, it is a folder
/// of a user whatever that one is called.
fn excluded(value: &Value) -> Option<String> {
    let text = match value.known() {
        Some(known) => known.trim().to_owned(),
        None => {
            let rest = value.text().strip_prefix(UNKNOWN)?;
            let profile = ["userprofile", "appdata", "localappdata"];
            let name = profile.iter().find(|name| value.uses(&format!("env:{name}")))?;
            let is_only = value.uses.len() == 1 && !rest.contains(UNKNOWN);
            is_only.then(|| format!("%{name}%{rest}"))?
        }
    };
    Some(text).filter(|text| !text.is_empty())
}

fn key(kind: Kind, excluded: &str) -> String {
    format!("{}:{}", kind.name(), excluded.to_lowercase())
}

fn kind_of(change: &RegistryChange<'_>) -> Option<Kind> {
    let is_in = |list: &str| {
        let mut roots = KEYS.iter();
        roots.any(|root| change.key.is(&Hive::LocalMachine, &format!("{root}\\{list}")))
    };
    LISTS.iter().find(|(.., list)| is_in(list)).map(|(kind, ..)| *kind)
}

fn report(
    findings: &mut Findings<'_>,
    kind: Kind,
    listed: &[&str],
    place: Place,
    (stage, call): (Stage, Option<&RunCall<'_>>),
    is_removed: bool,
) {
    let broad = listed.iter().find_map(|one| Some((*one, too_much(kind, one)?)));
    let Some(shown) = broad.map(|(one, _)| one).or(listed.first().copied()) else { return };
    // What the reader knows the folder of the script by.
    let shown = match shown == HERE || shown.starts_with(r".\") {
        true => "of the script's own folder",
        false => shown,
    };
    let more = match listed.len().saturating_sub(1) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let finding =
        findings.at(place).say(format!("antivirus will not look at {} {shown}{more}", kind.name()));
    let finding = match (broad, is_removed) {
        (_, true) => finding.here("taken back in the same script").lowered_to(Severity::Advice),
        (Some((_, why)), false) => finding.here(why),
        (None, false) => finding.lowered_to(Severity::Warning),
    };
    weighed(finding, stage, call).help(
        "narrow it to one file or folder that only administrators can write to, or leave it \
         to device management",
    );
}
